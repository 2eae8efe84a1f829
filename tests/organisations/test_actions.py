"""Members entered and edited, people who join and leave, the secretariat's staff."""

import pytest

from portal.core.changes import Change
from portal.core.db import db
from portal.core.errors import Refused
from portal.organisations import actions, queries
from portal.organisations.models import Appointment, Membership, Role, StaffRole, band_of
from tests import build

CITY = {"name": "São Lourenço-a-Velha", "kind": "town", "country": "PT", "region": "europe"}


def test_a_new_member_gets_an_address_from_its_name(cast):
    first = actions.create_organisation(cast.di, CITY)
    second = actions.create_organisation(cast.di, CITY)

    assert first.slug == "sao-lourenco-a-velha"
    assert second.slug == "sao-lourenco-a-velha-2"


@pytest.mark.parametrize(
    ("name", "slug"), [("دار السلوان", "town"), ("New", "new-2"), ("x" * 160, "x" * 72)]
)
def test_any_name_gives_a_usable_address(cast, name, slug):
    assert actions.create_organisation(cast.di, CITY | {"name": name}).slug == slug


def test_an_editor_enters_members_in_her_own_region_only(cast):
    actions.create_organisation(cast.rex, CITY)

    with pytest.raises(Refused):
        actions.create_organisation(cast.rex, CITY | {"region": "africa"})


def test_an_administrator_enters_members_anywhere(cast):
    assert actions.create_organisation(cast.max, CITY | {"region": "oceania"}).id


def test_the_band_follows_the_population(cast):
    actions.edit_organisation(cast.home, {"population": 1_200_000})

    assert cast.home.band == "1m-5m"


@pytest.mark.parametrize(
    ("population", "band"),
    [(None, None), (0, "under-50k"), (49_999, "under-50k"), (50_000, "50k-250k"),
     (999_999, "250k-1m"), (5_000_000, "over-5m")],
)  # fmt: skip
def test_bands_have_clear_borders(population, band):
    assert band_of(population) == band


def test_a_change_of_a_member_is_announced(cast):
    actions.edit_organisation(cast.home, {"local_name": "Ville"})

    last = db.session.scalars(db.select(Change)).all()[-1]
    assert (last.what, last.which) == ("organisation", cast.home.id)
    assert cast.home.folded == "home ville"


def test_somebody_joins_a_city_and_may_belong_to_two(cast):
    actions.add_member(cast.ada, cast.near, Role.DEPUTY)

    roles = {each.organisation_id: each.role for each in cast.ada.memberships}
    assert roles == {cast.home.id: Role.OFFICIAL, cast.near.id: Role.DEPUTY}


def test_joining_again_takes_on_the_new_role(cast):
    actions.add_member(cast.ada, cast.home, Role.DEPUTY)

    assert _membership(cast.ada, cast.home).role is Role.DEPUTY


def test_a_role_can_be_changed(cast):
    actions.change_role(_membership(cast.ada, cast.home), Role.COORDINATOR)
    actions.change_role(_membership(cast.bo, cast.home), Role.OFFICIAL)

    assert queries.coordinator_count(cast.home.id) == 1
    assert _membership(cast.ada, cast.home).role is Role.COORDINATOR


def test_the_last_coordinator_stays_one(cast):
    with pytest.raises(Refused):
        actions.change_role(_membership(cast.bo, cast.home), Role.DEPUTY)
    with pytest.raises(Refused):
        actions.end_membership(_membership(cast.bo, cast.home))

    assert _membership(cast.bo, cast.home).role is Role.COORDINATOR


def test_a_membership_ends_and_can_begin_again(cast):
    actions.end_membership(_membership(cast.ada, cast.home))
    assert cast.ada not in queries.people_of(cast.home)

    actions.add_member(cast.ada, cast.home, Role.OFFICIAL)
    assert cast.ada in queries.people_of(cast.home)


def test_people_of_a_city_stand_in_the_order_of_their_roles(cast):
    names = [person.name for person in queries.people_of(cast.home)]

    assert names == ["Bo", "Fay", "Ada", "Eve"]


def test_an_appointment_has_a_scope_that_fits_its_role(cast):
    editor = actions.appoint(cast.cy, StaffRole.EDITOR, region="africa", locale="fr")
    translator = actions.appoint(cast.cy, StaffRole.TRANSLATOR, region="africa", locale="fr")

    assert (editor.region, editor.locale) == ("africa", None)
    assert (translator.region, translator.locale) == (None, "fr")


def test_the_same_appointment_is_made_once(cast):
    first = actions.appoint(cast.cy, StaffRole.EDITOR, region="africa")
    again = actions.appoint(cast.cy, StaffRole.EDITOR, region="africa")

    assert first is again


@pytest.mark.parametrize("role", [StaffRole.TRANSLATOR, StaffRole.REVIEWER])
def test_nobody_translates_into_no_language(cast, role):
    with pytest.raises(Refused):
        actions.appoint(cast.cy, role)


def test_an_appointment_ends(cast):
    actions.end_appointment(cast.di.appointments[0])

    assert cast.di not in {each.person for each in queries.appointments()}


def test_the_last_administrator_stays_one(cast):
    with pytest.raises(Refused):
        actions.end_appointment(cast.max.appointments[0])

    build.staff(StaffRole.ADMINISTRATOR)
    actions.end_appointment(cast.max.appointments[0])
    assert queries.administrator_count() == 1


def _membership(person, place):
    return db.session.get_one(Membership, (person.id, place.id))


def test_staff_stand_in_the_order_of_their_roles(cast):
    roles = [each.role for each in queries.appointments()]

    assert roles[0] is StaffRole.ADMINISTRATOR
    assert isinstance(queries.appointments()[0], Appointment)
