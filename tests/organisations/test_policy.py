"""Who may do what for a city, as PRODUCT.md's table has it."""

import pytest

from portal.core.access import may
from portal.organisations.models import Appointment, Organisation
from tests.build import CAST

# What each may do for Home (Africa) and for Far (Europe); who is missing may do nothing.
MAY_READ = set(CAST) - {"visitor"}
HOME = {"edit": {"bo", "fay", "di", "dan"}, "invite": {"bo", "di", "dan", "max"},
        "identify": {"di", "dan"}}  # fmt: skip
FAR = {"edit": {"di", "dan", "rex"}, "invite": {"di", "dan", "rex", "max"},
       "identify": {"di", "dan", "rex"}}  # fmt: skip


@pytest.mark.parametrize("name", CAST)
def test_the_table_of_rights(cast, name):
    person = getattr(cast, name)

    assert may(person, "read", cast.home) == (name in MAY_READ)
    for verb, allowed in HOME.items():
        assert may(person, verb, cast.home) == (name in allowed), verb
    for verb, allowed in FAR.items():
        assert may(person, verb, cast.far) == (name in allowed), verb


@pytest.mark.parametrize("name", CAST)
def test_who_enters_members_and_appoints_staff(cast, name):
    person = getattr(cast, name)

    assert may(person, "create", Organisation) == (name in {"di", "dan", "rex", "max"})
    assert may(person, "create", Appointment) == (name == "max")
    assert may(person, "end", cast.di.appointments[0]) == (name == "max")


@pytest.mark.parametrize("name", CAST)
def test_who_changes_the_people_of_a_city(cast, name):
    person = getattr(cast, name)
    membership = cast.ada.memberships[0]

    assert may(person, "read", membership) == (name in MAY_READ)
    assert may(person, "change", membership) == (name in HOME["invite"])
