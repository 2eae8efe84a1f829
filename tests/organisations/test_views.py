"""Cities, their people and the secretariat: who gets which page, and what bad input gets."""

import pytest
import sqlalchemy as sa

from portal.content.models import Status
from portal.core.db import db
from portal.organisations import queries
from portal.organisations.models import Invitation, Membership, Organisation, Role
from tests import build
from tests.build import CAST

MEMBERS = set(CAST) - {"visitor"}
PROFILE = {"time_zone": "UTC", "profile_locale": "en"}
IDENTITY = PROFILE | {"kind": "town", "country": "MA", "climate": "", "income": ""}
GUEST = {"email": "Nur@Example.org", "name": "Nur", "locale": "fr", "role": "official"}


def expected(name, allowed):
    """The answer to somebody for a page that `allowed` may open: a visitor has to sign in."""
    if name == "visitor":
        return 303
    return 200 if name in allowed else 403


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/en/cities/", MEMBERS),
        ("/en/cities/{home}", MEMBERS),
        ("/en/cities/{home}/edit", {"bo", "fay", "di", "dan"}),
        ("/en/cities/{home}/people", {"bo", "di", "dan", "max"}),
        ("/en/cities/{home}/people/{ada}", {"bo", "di", "dan", "max"}),
        ("/en/cities/new", {"di", "dan", "rex", "max"}),
        ("/en/staff/", {"max"}),
    ],
)
def test_who_opens_what(cast, sign_in, name, path, allowed):
    client = sign_in(getattr(cast, name))

    answer = client.get(path.format(home=cast.home.slug, ada=cast.ada.id))

    assert answer.status_code == expected(name, allowed)


def test_somebody_who_belongs_nowhere_sees_no_directory(app, sign_in):
    assert sign_in(build.person()).get("/en/cities/").status_code == 403


def test_a_city_that_does_not_exist_is_not_found(cast, sign_in):
    assert sign_in(cast.ada).get("/en/cities/nowhere").status_code == 404
    assert sign_in(cast.ada).get(f"/en/cities/{cast.home.slug}/people/99").status_code == 404


def test_the_directory_shows_cities_counts_and_points(cast, sign_in):
    build.organisation(name="Ölstadt", country="DE", region="europe", latitude=50, longitude=10)

    page = sign_in(cast.ada).get("/fr/cities/?region=europe").text

    assert "Ölstadt" in page
    assert "Allemagne" in page
    assert f'href="/fr/cities/{cast.far.slug}"' in page
    assert f'href="/fr/cities/{cast.home.slug}"' not in page
    assert "map-figure__point" in page


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=9999", "?page=x", "?sort=nonsense", "?region=%00", "?q=%25%27%22%3Cb%3E",
     "?country=" + "X" * 500, "?" + "&".join(["band=a"] * 300), "?q=" + "a%20" * 900],
)  # fmt: skip
def test_the_directory_bears_any_address(cast, sign_in, query):
    assert sign_in(cast.ada).get(f"/en/cities/{query}").status_code == 200


def test_a_page_asks_as_many_questions_for_ten_cities_as_for_a_thousand(cast, sign_in, statements):
    client = sign_in(cast.ada)
    few = [build.organisation(latitude=1.0, longitude=float(number)) for number in range(10)]
    assert few
    client.get("/en/cities/")  # what is remembered between requests is read now
    with statements() as for_ten:
        assert client.get("/en/cities/").status_code == 200

    row = {"kind": "city", "country": "MA", "region": "africa", "latitude": 1.0, "longitude": 1.0,
           "settings": [], "locales": [], "email_domains": []}  # fmt: skip
    many = [
        row | {"slug": f"many-{n}", "name": f"Many {n}", "folded": f"many {n}"} for n in range(1000)
    ]
    db.session.execute(sa.insert(Organisation), many)
    db.session.commit()
    with statements() as for_thousand:
        assert client.get("/en/cities/").status_code == 200

    assert len(for_thousand) == len(for_ten)
    assert len(for_thousand) <= 8


def test_names_are_shown_as_text(cast, sign_in):
    place = build.organisation(name="<script>x</script>", local_name="<b>y</b>", profile="<i>z</i>")
    build.member(place, name="<img src=x>")

    page = sign_in(cast.ada).get(f"/en/cities/{place.slug}").text

    for bad in ("<script>x", "<b>y", "<i>z", "<img src=x"):
        assert bad not in page


def test_other_packages_add_their_parts_to_a_city(cast, sign_in):
    build.case_study(cast.ada, status=Status.PUBLISHED, words={"title": "Shade for the street"})

    page = sign_in(cast.cy).get(f"/en/cities/{cast.home.slug}").text

    assert "Shade for the street" in page


def test_a_steward_edits_her_city(cast, sign_in):
    form = {
        "local_name": "Maison",
        "website": "https://home.example.org/a",
        "locales": "French, العربية, wo",
        "time_zone": "Africa/Casablanca",
        "population": "1200000",
        "settings": ["coast", "river"],
        "profile": "First.\r\n\r\nSecond.",
        "profile_locale": "fr",
        "email_domains": "Home.example.org",
        "direct_submission": "y",
    }

    answer = sign_in(cast.bo).post(f"/en/cities/{cast.home.slug}/edit", data=form)

    assert answer.status_code == 302
    home = db.session.get_one(Organisation, cast.home.id)
    assert (home.local_name, home.band, home.settings) == ("Maison", "1m-5m", ["coast", "river"])
    assert home.locales == ["fr", "ar", "wo"]
    assert home.profile == "First.\n\nSecond."
    assert home.email_domains == ["home.example.org"]
    assert home.direct_submission


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "https://user@evil.example.org"),
        ("locales", "Quenya of Valinor"),
        ("locales", "en,fr,es,pt,ar,de,zh,ja,ko"),
        ("time_zone", "Mars/Olympus"),
        ("population", "-4"),
        ("population", "many"),
        ("population_year", "2999"),
        ("settings", "moon"),
        ("profile", "x" * 2001),
        ("profile_locale", "xx"),
        ("email_domains", "not a domain"),
        ("local_name", "x" * 161),
    ],
)
def test_wrong_input_is_shown_with_its_message(cast, sign_in, field, value):
    form = PROFILE | {"leader_name": "Kept text", field: value}

    answer = sign_in(cast.bo).post(f"/en/cities/{cast.home.slug}/edit", data=form)

    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Kept text" in answer.text


def test_nobody_changes_what_the_form_does_not_hold(cast, sign_in):
    form = PROFILE | {
        "name": "Other",
        "region": "europe",
        "slug": "x",
        "id": "1",
        "is_sample": "1",
        "country": "FR",
    }

    sign_in(cast.bo).post(f"/en/cities/{cast.home.slug}/edit", data=form)

    home = db.session.get_one(Organisation, cast.home.id)
    assert (home.name, home.region, home.country) == ("Home", "africa", "MA")
    assert not home.is_sample


def test_an_editor_corrects_by_what_a_member_is_known(cast, sign_in):
    form = IDENTITY | {"name": "Hom", "country": "DZ", "latitude": "36.7", "longitude": "3.0"}

    sign_in(cast.di).post(f"/en/cities/{cast.home.slug}/edit", data=form)

    home = db.session.get_one(Organisation, cast.home.id)
    assert (home.name, home.kind, home.country, home.latitude) == ("Hom", "town", "DZ", 36.7)


def test_an_editor_enters_a_new_member(cast, sign_in):
    answer = sign_in(cast.rex).post(
        "/en/cities/new", data=IDENTITY | {"name": "Neustadt", "country": "DE", "region": "europe"}
    )

    assert answer.headers["Location"] == "/en/cities/neustadt/people"


def test_an_editor_cannot_enter_a_member_of_another_region(cast, sign_in):
    answer = sign_in(cast.rex).post(
        "/en/cities/new", data=IDENTITY | {"name": "Ville", "region": "africa"}
    )

    assert answer.status_code == 422
    assert db.session.scalar(sa.select(Organisation).where(Organisation.name == "Ville")) is None


def test_a_coordinator_invites_and_sees_who_has_not_answered(cast, sign_in):
    client = sign_in(cast.bo)

    answer = client.post(f"/en/cities/{cast.home.slug}/people", data=GUEST)

    assert answer.status_code == 302
    page = client.get(f"/en/cities/{cast.home.slug}/people").text
    assert "nur@example.org" in page.replace("<wbr>", "")


def test_inviting_tells_nothing_about_who_has_an_account(cast, sign_in):
    client, path = sign_in(cast.bo), f"/en/cities/{cast.home.slug}/people"

    known = client.post(path, data=GUEST | {"email": cast.gus.email})
    unknown = client.post(path, data=GUEST)

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody"}, {"name": " "}, {"role": "editor"}, {"locale": "xx"}]
)
def test_a_wrong_invitation_is_not_sent(cast, sign_in, wrong):
    path = f"/en/cities/{cast.home.slug}/people"

    assert sign_in(cast.bo).post(path, data=GUEST | wrong).status_code == 422
    assert db.session.scalar(sa.select(sa.func.count(Invitation.id))) == 0


@pytest.mark.parametrize("act", ["send", "withdraw"])
@pytest.mark.parametrize("name", CAST)
def test_who_handles_an_invitation(cast, sign_in, name, act):
    sign_in(cast.bo).post(f"/en/cities/{cast.home.slug}/people", data=GUEST)
    key = db.session.scalar(sa.select(Invitation.id))

    answer = sign_in(getattr(cast, name)).post(f"/en/cities/invitations/{key}/{act}")

    # That an invitation exists is nobody else's business.
    allowed = 302 if name in {"bo", "di", "dan", "max"} else 404
    assert answer.status_code == (303 if name == "visitor" else allowed)


def test_a_coordinator_changes_roles_and_ends_memberships(cast, sign_in):
    client, path = sign_in(cast.bo), f"/en/cities/{cast.home.slug}/people/{cast.ada.id}"

    assert client.post(path, data={"role": "deputy"}).status_code == 302
    assert db.session.get_one(Membership, (cast.ada.id, cast.home.id)).role is Role.DEPUTY

    assert client.post(f"{path}/end").status_code == 302
    assert db.session.get(Membership, (cast.ada.id, cast.home.id)) is None


def test_the_last_coordinator_is_told_what_to_do(cast, sign_in):
    answer = sign_in(cast.bo).post(f"/en/cities/{cast.home.slug}/people/{cast.bo.id}/end")

    assert answer.status_code == 409
    assert "Name another one first" in answer.text


def test_an_administrator_invites_and_ends_staff(cast, sign_in):
    client = sign_in(cast.max)
    guest = GUEST | {"role": "translator", "region": "", "staff_locale": "fr"}

    assert client.post("/en/staff/", data=guest).status_code == 302
    assert "nur@example.org" in client.get("/en/staff/").text.replace("<wbr>", "")
    assert client.post("/en/staff/", data=guest | {"staff_locale": ""}).status_code == 422

    ended = client.post(f"/en/staff/{cast.di.appointments[0].id}/end")
    assert ended.status_code == 302
    assert "Di" not in {each.person.name for each in queries.appointments()}


@pytest.mark.parametrize("name", [each for each in CAST if each not in ("max", "visitor")])
def test_nobody_else_ends_an_appointment(cast, sign_in, name):
    answer = sign_in(getattr(cast, name)).post(f"/en/staff/{cast.di.appointments[0].id}/end")

    assert answer.status_code == 404
