"""Events in the browser's terms: who gets which page, and what a form answers."""

import re

import pytest
import sqlalchemy as sa
import time_machine

from portal.content import actions, writing
from portal.content.models import Entry, Status, Visibility, WorkingCopy
from portal.content.writing import Draft
from portal.core.db import db
from portal.events.models import Event
from portal.organisations.models import StaffRole
from tests import build

EDITORS = {"di", "dan", "rex"}
MEMBERS = set(build.CAST) - {"visitor", "max"}


def seal(page) -> str:
    """The CSRF token of a page's first form."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)


def post(client, path: str, page: str | None = None, **fields):
    return client.post(path, data={"csrf_token": seal(client.get(page or path)), **fields})


def typed(**fields) -> dict[str, str]:
    """What the form sends for EVENT_WORDS and EVENT_FACTS, with some fields typed anew."""
    facts = {name: value for name, value in build.EVENT_FACTS.items() if name != "place"}
    usual = {"latitude": "36.89", "longitude": "30.71", "visibility": "members", "locale": "en"}
    return build.EVENT_WORDS | facts | usual | {"base": "1"} | fields


def answers(cast, sign_in, path: str) -> dict[str, int]:
    return {name: sign_in(getattr(cast, name)).get(path).status_code for name in build.CAST}


def expected(readers: set[str], others: int) -> dict[str, int]:
    """Readers get the page, the others this answer; a visitor is asked to sign in."""
    return {
        name: 200 if name in readers else 303 if name == "visitor" else others
        for name in build.CAST
    }


@pytest.mark.parametrize(
    ("status", "visibility", "readers"),
    [
        (Status.DRAFT, Visibility.PUBLIC, EDITORS),
        (Status.PUBLISHED, Visibility.MEMBERS, MEMBERS),
        (Status.PUBLISHED, Visibility.PUBLIC, set(build.CAST)),
    ],
)
def test_who_gets_the_page(cast, sign_in, status, visibility, readers):
    event = build.event(status=status, visibility=visibility)

    assert answers(cast, sign_in, f"/en/events/{event.id}") == expected(readers, 404)


def test_a_retired_event_is_gone(cast, sign_in):
    event = build.event(status=Status.RETIRED)

    gone = answers(cast, sign_in, f"/en/events/{event.id}")

    assert gone == expected(EDITORS, 410) | {"max": 404}


def test_who_gets_the_list_and_the_forms(cast, sign_in):
    event = build.event()

    assert answers(cast, sign_in, "/en/events/") == dict.fromkeys(build.CAST, 200)
    assert answers(cast, sign_in, "/en/events/new") == expected(EDITORS, 403)
    edit = answers(cast, sign_in, f"/en/events/{event.id}/edit")
    assert edit == expected(EDITORS, 403) | {"max": 404}


def test_the_list_shows_to_everybody_what_she_may_read(cast, sign_in):
    build.event(code="OPEN", visibility=Visibility.PUBLIC, words={"title": "Open to all"})
    build.event(code="CLOSED", words={"title": "For members"})
    build.event(code="DRAFT", status=Status.DRAFT, words={"title": "Not yet"})

    visitor, member, editor = (
        sign_in(person).get("/en/events/").text for person in (None, cast.cy, cast.dan)
    )

    assert "Open to all" in visitor
    assert "For members" not in visitor
    assert "For members" in member
    assert "Not yet" not in member
    assert "Not published yet" in editor
    assert "Not yet" in editor


def test_the_page_says_where_and_when_in_the_readers_language(cast, sign_in):
    build.event(code="COP31")
    cast.cy.time_zone = "Africa/Casablanca"
    db.session.commit()

    with time_machine.travel("2026-11-12T12:00:00Z"):
        client = sign_in(cast.cy)
        page = client.get(client.get("/en/events/COP31").location).text
        arabic = client.get(client.get("/ar/events/cop31").location).text

    assert "November 9–20, 2026" in page
    assert "09:00 in <bdi>Antalya</bdi> is 07:00 for you." in page
    assert "In session" in page
    assert "map-figure" in page
    assert "9–20 نوفمبر 2026" in arabic
    assert 'dir="rtl"' in arabic


def test_a_short_address_tells_nobody_of_a_draft(cast, sign_in):
    build.event(code="SECRET", status=Status.DRAFT)

    assert sign_in(cast.cy).get("/en/events/SECRET").status_code == 404
    assert sign_in(cast.cy).get("/en/events/NOTHING").status_code == 404
    assert sign_in(cast.dan).get("/en/events/secret").status_code == 302


def test_following_and_no_longer(cast, sign_in):
    event = build.event()
    client, page = sign_in(cast.ada), f"/en/events/{event.id}"

    followed = post(client, f"/en/entries/{event.id}/follow", page=page)
    after = client.get(page).text
    seen_by_staff = sign_in(cast.dan).get(page).text
    post(client, f"/en/entries/{event.id}/unfollow", page=page)

    assert followed.status_code == 302
    assert "Unfollow" in after
    assert "1 person" not in after
    assert "1 person" in seen_by_staff
    assert "Unfollow" not in client.get(page).text


def test_an_event_is_begun_published_and_changed(cast, sign_in):
    client = sign_in(cast.di)

    begun = post(client, "/en/events/new", **typed())
    event = db.session.scalars(sa.select(Event)).one()
    page = f"/en/events/{event.id}"
    post(client, f"/en/entries/{event.id}/publish", page=page)
    post(client, f"{page}/edit", **typed(actual_ends_on="2026-11-21"))
    preview = client.get(f"{page}?newest=1").text
    read_before = sign_in(cast.cy).get(page).text
    post(sign_in(cast.dan), f"/en/entries/{event.id}/publish", page=page)

    assert begun.status_code == 302
    assert event.locale == "en"
    assert event.status is Status.PUBLISHED
    assert "November 9–21, 2026" in preview
    assert "November 9–20, 2026" in read_before
    assert "November 9–21, 2026" in sign_in(cast.cy).get(page).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", " ", "This is needed."),
        ("code", "31COP", "Begin with a letter"),
        ("code", "COP 31", "Begin with a letter"),
        ("code", "taken", "Another event has this code."),
        ("event_kind", "party", "Not a valid choice"),
        ("country", "XX", "Not a valid choice"),
        ("time_zone", "Mars/Olympus", "Not a valid choice"),
        ("starts_on", "someday", "Not a valid date"),
        ("starts_on", "0001-01-01", "Check the year."),
        ("ends_on", "2026-11-08", "It cannot end before it begins."),
        ("ends_on", "9999-12-31", "It cannot last longer than a year."),
        ("actual_ends_on", "2026-11-01", "It cannot end before it begins."),
        ("latitude", "91", "Write a number from -90 to 90."),
        ("latitude", "", "Give both degrees, or none."),
        ("longitude", "", "Give both degrees, or none."),
        ("visibility", "team", "Not a valid choice"),
    ],
)
def test_a_wrong_field_says_so_and_keeps_the_text(cast, sign_in, field, value, message):
    build.event(code="TAKEN")

    answer = post(sign_in(cast.di), "/en/events/new", **typed(**{field: value}))

    assert answer.status_code == 422
    assert message in answer.text
    assert build.EVENT_WORDS["summary"] in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


def test_an_event_keeps_its_own_code_and_an_old_name_of_its_zone(cast, sign_in):
    event = build.event(code="COP31", time_zone="Turkey")
    path = f"/en/events/{event.id}/edit"

    saved = post(sign_in(cast.di), path, **typed(time_zone="Turkey", title="The same"))

    assert saved.status_code == 302
    assert event.newest.words["title"] == "The same"
    assert event.newest.facts["time_zone"] == "Turkey"


def test_the_edit_form_shows_all_facts(cast, sign_in):
    event = build.event(actual_ends_on="2026-11-21")

    form = sign_in(cast.di).get(f"/en/events/{event.id}/edit").text

    for value in ("COP31", "Antalya", "36.89", "2026-11-09", "2026-11-21", "Blue Zone"):
        assert f'value="{value}"' in form


@pytest.mark.parametrize("half", ["", "2026-1"])
def test_what_was_typed_and_not_saved_is_in_the_form_again(cast, sign_in, half):
    event = build.event()
    client, path = sign_in(cast.di), f"/en/events/{event.id}"
    sealed = typed(title="Half a ti", actual_ends_on=half) | {
        "csrf_token": seal(client.get(f"{path}/edit"))
    }

    kept = client.post(f"{path}/autosave", data=sealed)
    again = client.get(f"{path}/edit")

    assert kept.status_code == 200
    assert db.session.get(WorkingCopy, (event.id, cast.di.id)) is not None
    assert again.status_code == 200
    assert "Half a ti" in again.text
    assert event.newest.words["title"] == build.EVENT_WORDS["title"]


def test_two_people_who_save_the_same_text_see_both(cast, sign_in):
    event = build.event()
    facts = build.EVENT_FACTS
    writing.revise(event, cast.dan, 1, Draft(build.EVENT_WORDS | {"title": "Theirs"}, facts))

    answer = post(sign_in(cast.di), f"/en/events/{event.id}/edit", **typed(title="Mine"))

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text


def test_markup_in_an_event_is_text(cast, sign_in):
    nasty = "<img src=x onerror=alert(1)>"
    event = build.event(words={"title": nasty, "summary": nasty}, host_city=nasty, venue=nasty)
    actions.follow(event, cast.cy)

    for path in ("/en/events/", f"/en/events/{event.id}"):
        page = sign_in(cast.cy).get(path).text
        assert "<img src=x" not in page
        assert "&lt;img" in page


def test_numbers_that_no_database_holds_are_not_found(cast, sign_in):
    for path in ("99999999999999999999", "0", "x%00y", "x" * 500):
        assert sign_in(cast.cy).get(f"/en/events/{path}").status_code == 404


def test_long_lists_of_past_events_have_pages(cast, sign_in):
    for year in range(1996, 2020):
        build.event(code=f"E{year}", starts_on=f"{year}-05-01", ends_on=f"{year}-05-02")
    build.staff(StaffRole.EDITOR)

    first = sign_in(cast.cy).get("/en/events/").text
    second = sign_in(cast.cy).get("/en/events/?page=2").text

    assert first.count('class="entry-card ') == 20
    assert second.count('class="entry-card ') == 4
