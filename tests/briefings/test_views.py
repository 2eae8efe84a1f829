"""Briefings in the browser's terms: who gets which page, and what a form answers."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine

from portal.briefings.models import Briefing
from portal.content import actions
from portal.content.models import Status, Visibility
from portal.content.translations.taking import take_translation
from portal.core.db import db
from portal.core.formats import moment
from tests import build

EDITORS = {"di", "dan", "rex"}
MEMBERS = set(build.CAST) - {"visitor", "max"}
SOURCES = [
    {"title": "The text", "url": "https://example.org/text", "accessed_on": "2026-11-10"},
    {"title": "The list", "url": "https://example.org/list?a=1", "accessed_on": "2026-11-11"},
]


def seal(page) -> str:
    """The CSRF token of a page's first form."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)


def post(client, path: str, page: str | None = None, **fields):
    return client.post(path, data={"csrf_token": seal(client.get(page or path)), **fields})


def typed(briefing, **fields):
    """What the edit form sends for the newest words and facts, with some fields typed anew."""
    facts = briefing.newest.facts
    named = {name: facts[name] for name in ("briefing_kind", "day", "topics", "embargo")}
    rows = [value for source in facts["sources"] for value in source.values()]
    usual = {
        "base": str(briefing.version),
        "visibility": briefing.visibility.value,
        "sources": rows + [""] * (24 - len(rows)),
    }
    return briefing.newest.words | named | usual | fields


def answers(cast, sign_in, path: str) -> dict[str, int]:
    return {name: sign_in(getattr(cast, name)).get(path).status_code for name in build.CAST}


def expected(readers: set[str], others: int) -> dict[str, int]:
    """Readers get the page, the others this answer; a visitor is asked to sign in."""
    return {
        name: 200 if name in readers else 303 if name == "visitor" else others
        for name in build.CAST
    }


@pytest.mark.parametrize(
    ("status", "visibility", "readers", "others"),
    [
        (Status.DRAFT, Visibility.PUBLIC, EDITORS, 404),
        (Status.PUBLISHED, Visibility.MEMBERS, MEMBERS, 404),
        (Status.PUBLISHED, Visibility.PUBLIC, set(build.CAST), 404),
        (Status.RETIRED, Visibility.MEMBERS, EDITORS, 410),
    ],
)
def test_who_gets_the_page(cast, sign_in, status, visibility, readers, others):
    briefing = build.briefing(build.event(), cast.di, status=status, visibility=visibility)

    found = answers(cast, sign_in, f"/en/briefings/{briefing.id}")

    assert found == expected(readers, others) | ({"max": 404} if others == 410 else {})


def test_who_gets_the_forms(cast, sign_in):
    event = build.event()
    briefing = build.briefing(event, cast.di)

    new = answers(cast, sign_in, f"/en/briefings/new?event={event.id}")
    edit = answers(cast, sign_in, f"/en/briefings/{briefing.id}/edit")

    assert new == edit == expected(EDITORS, 403) | {"max": 404}


@pytest.mark.parametrize("event", ["", "0", "x", "-1", "99999999999999999999"])
def test_a_briefing_needs_an_event(cast, sign_in, event):
    assert sign_in(cast.di).get(f"/en/briefings/new?event={event}").status_code == 404


def test_the_page_shows_what_it_means_the_sources_and_who_stands_for_it(cast, sign_in):
    with time_machine.travel("2026-11-12T09:30:00Z"):
        event = build.event()
        briefing = build.briefing(event, cast.di, day="2026-11-12", sources=SOURCES)
    page = sign_in(cast.cy).get(f"/en/briefings/{briefing.id}").text

    assert page.index("What it means for your city") < page.index("The text was opened again")
    assert "Ask your ministry for the local chapter." in page
    assert 'href="https://example.org/list?a=1"' in page
    assert "read on November 11, 2026" in page
    assert "Thursday, November 12, 2026" in page
    assert "Day 4" in page
    assert "<bdi>Di</bdi>" in page
    assert "<bdi>Desk</bdi>" in page
    assert page.count(moment(briefing.published_at)) == 2  # cleared on, published
    assert f'href="/en/events/{event.id}"' in page
    assert "Finance and procurement" in page


def test_a_reader_gets_her_language_and_the_way_to_the_original(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    take_translation(briefing, "fr", {"title": "Le jour quatre", "meaning": "Demandez."})
    actions.clear(briefing, cast.dan)

    page = sign_in(cast.cy).get(f"/fr/briefings/{briefing.id}").text
    original = sign_in(cast.cy).get(f"/fr/briefings/{briefing.id}?original=1").text

    assert "Le jour quatre" in page
    assert "Demandez." in page
    assert "original=1" in page
    assert "Day four in one page" in original


def test_the_way_to_the_events_is_marked_as_the_current_one(cast, sign_in):
    page = sign_in(cast.cy).get(f"/en/briefings/{build.briefing(build.event()).id}").text

    assert '<a class="main-nav__link" href="/en/events/" aria-current="page">' in page


def test_the_event_shows_its_briefings_by_day(cast, sign_in):
    event = build.event()
    build.briefing(event, cast.di, day="2026-11-10", words={"title": "On Tuesday"})
    build.briefing(event, cast.di, day="2026-11-12", words={"title": "On Thursday"})
    build.briefing(event, cast.di, day="2026-11-02", words={"title": "On the way"})
    build.briefing(event, cast.di, status=Status.DRAFT, words={"title": "Not yet"})
    build.briefing(event, cast.di, status=Status.RETIRED, words={"title": "No more"})

    member = sign_in(cast.cy).get(f"/en/events/{event.id}").text
    editor = sign_in(cast.dan).get(f"/en/events/{event.id}").text

    order = [member.index(title) for title in ("On Thursday", "On Tuesday", "On the way")]
    assert order == sorted(order)
    assert "Ask your ministry" in member
    assert "On the road to COP31" in member
    assert "Not yet" not in member
    assert "No more" not in member
    assert "New briefing" not in member
    assert "Not yet" in editor
    assert f"/en/briefings/new?event={event.id}" in editor


def test_from_the_first_word_to_the_readers(cast, sign_in):
    event = build.event()
    di, dan = sign_in(cast.di), sign_in(cast.dan)

    begun = post(
        di, f"/en/briefings/new?event={event.id}",
        title="Day four", briefing_kind="daily", day="2026-11-12", locale="en",
    )  # fmt: skip
    briefing = db.session.scalars(sa.select(Briefing)).one()
    page = f"/en/briefings/{briefing.id}"
    gaps = di.get(page).text
    refused = post(dan, f"/en/entries/{briefing.id}/clear", page=page)
    rows = ["The text", "https://example.org/text", "2026-11-10"]
    words = {"meaning": "Ask.", "body": "It was said.", "title": "Day four"}
    post(di, f"{page}/edit", **typed(briefing, **words, sources=rows))
    own = post(di, f"/en/entries/{briefing.id}/clear", page=page)
    cleared = post(dan, f"/en/entries/{briefing.id}/clear", page=page)

    assert begun.location == f"{page}/edit"
    assert "Before it can be cleared it needs" in gaps
    assert refused.status_code == 409
    assert own.status_code == 403
    assert cleared.status_code == 302
    assert briefing.status is Status.PUBLISHED
    assert [(each.scheme, each.code) for each in briefing.subjects] == [("briefing-kind", "daily")]
    assert "https://example.org/text" in sign_in(cast.cy).get(page).text


def test_the_writer_is_told_that_another_has_to_clear_it(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    page = f"/en/briefings/{briefing.id}"

    assert "Another editor has to read this and clear it." in sign_in(cast.di).get(page).text
    assert "Another editor has to read this" not in sign_in(cast.dan).get(page).text
    assert f"/entries/{briefing.id}/clear" in sign_in(cast.dan).get(page).text


def test_a_correction_is_cleared_again_and_readers_see_that_it_is_one(cast, sign_in):
    with time_machine.travel("2026-11-12T06:00:00Z") as clock:
        briefing = build.briefing(build.event(), cast.di)
        page = f"/en/briefings/{briefing.id}"
        clock.move_to("2026-11-12T08:00:00Z")
        post(sign_in(cast.di), f"{page}/edit", **typed(briefing, title="Day four, corrected"))
        before = sign_in(cast.cy).get(page).text
        work = sign_in(cast.di).get(f"{page}?newest=1").text
        clock.move_to("2026-11-12T09:00:00Z")
        post(sign_in(cast.dan), f"/en/entries/{briefing.id}/clear", page=page)
        after, staff = (sign_in(person).get(page).text for person in (cast.cy, cast.dan))
        difference = f"/en/entries/{briefing.id}/history/1..2"
        compared = sign_in(cast.dan).get(difference)

    assert "Day four in one page" in before
    assert "corrected" not in before
    assert "Day four, corrected" in work
    assert "Day four, corrected" in after
    assert f"Corrected on {moment(datetime(2026, 11, 12, 9, tzinfo=UTC))}." in after
    assert difference not in after
    assert difference in staff
    assert "corrected" in compared.text


def test_a_correction_by_another_editor_can_be_cleared_too(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di)
    page = f"/en/briefings/{briefing.id}"
    post(sign_in(cast.dan), f"{page}/edit", **typed(briefing, title="Dan's words"))

    own = post(sign_in(cast.dan), f"/en/entries/{briefing.id}/clear", page=page)
    by_another = post(sign_in(cast.rex), f"/en/entries/{briefing.id}/clear", page=page)

    assert own.status_code == 403
    assert by_another.status_code == 302
    assert briefing.published.words["title"] == "Dan's words"


def test_no_single_editor_gets_a_briefing_out_by_another_door(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    page = f"/en/briefings/{briefing.id}"
    client = sign_in(cast.di)

    for step in ("submit", "take-up", "publish", "clear"):
        assert post(client, f"/en/entries/{briefing.id}/{step}", page=page).status_code == 403
    assert "Hand in" not in client.get(page).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "This is needed."),
        ("title", "x" * 121, "Write at most 120 characters."),
        ("meaning", "x" * 401, "Write at most 400 characters."),
        ("day", "2026-13-40", "Not a valid date"),
        ("day", "2026-11-21", "Only an outcome or an after-action review comes later."),
        ("day", "0001-01-01", "more than a year away"),
        ("briefing_kind", "rumour", "Not a valid choice"),
        ("topics", ["coast", "health", "heat-cooling", "food", "transport"], "at most 4"),
        ("sources", ["", "https://example.org", ""], "Source 1 needs a title."),
        ("sources", ["Title", "http://example.org", ""], "Source 1: write the whole address"),
        ("sources", ["", "", "", "T", "javascript:alert(1)", ""], "Source 1: write the whole"),
        ("sources", ["Title", "https://example.org", "2999-01-01"], "Source 1: write the day"),
        ("visibility", "team", "Not a valid choice"),
    ],
)
def test_a_wrong_field_says_so_and_keeps_the_text(cast, sign_in, field, value, message):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    path = f"/en/briefings/{briefing.id}/edit"

    answer = post(sign_in(cast.di), path, **typed(briefing, body="Typed.", **{field: value}))

    assert answer.status_code == 422
    assert message in answer.text
    assert "Typed." in answer.text
    assert briefing.version == 1


def test_an_outcome_may_come_after_the_event(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    path = f"/en/briefings/{briefing.id}/edit"

    saved = post(
        sign_in(cast.di), path, **typed(briefing, briefing_kind="outcome", day="2026-11-23")
    )

    assert saved.status_code == 302
    assert "After COP31" in sign_in(cast.di).get(f"/en/briefings/{briefing.id}").text


def test_beginning_offers_what_suits_the_day(cast, sign_in):
    event = build.event()
    days = {
        "2026-11-02T12:00:00Z": ('value="2026-11-02"', "primer"),
        "2026-11-12T23:00:00Z": ('value="2026-11-13"', "daily"),  # past midnight in Antalya
        "2026-11-23T12:00:00Z": ('value="2026-11-23"', "after-action"),
    }
    for instant, (day, kind) in days.items():
        with time_machine.travel(instant):
            page = sign_in(cast.di).get(f"/en/briefings/new?event={event.id}").text
        assert day in page
        assert re.search(rf'value="{kind}"\s+id="[\w-]+" checked', page), kind


def test_sources_come_back_as_they_were_typed(cast, sign_in):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT, sources=SOURCES)
    client, path = sign_in(cast.di), f"/en/briefings/{briefing.id}"
    half = {**typed(briefing), "sources": ["Half a source", "", ""]}
    half["csrf_token"] = seal(client.get(f"{path}/edit"))

    saved = client.get(f"{path}/edit").text
    client.post(f"{path}/autosave", data=half | {"embargo": "2027-01-01T10:00"})
    kept = client.get(f"{path}/edit").text

    assert 'value="https://example.org/list?a=1"' in saved
    assert saved.count('name="sources"') == 24
    assert 'value="Half a source"' in kept
    assert "https://example.org/list" not in kept


def test_markup_in_a_briefing_is_text(cast, sign_in):
    nasty = "<img src=x onerror=alert(1)>"
    words = {"title": nasty, "meaning": nasty, "body": nasty}
    source = [{"title": nasty, "url": "https://example.org/", "accessed_on": "2026-11-10"}]
    event = build.event()
    briefing = build.briefing(event, cast.di, words=words, sources=source)

    for path in (f"/en/briefings/{briefing.id}", f"/en/events/{event.id}"):
        page = sign_in(cast.cy).get(path).text
        assert "<img src=x" not in page
        assert "&lt;img" in page
    assert "<img src=x" not in sign_in(cast.di).get(f"/en/briefings/{briefing.id}/edit").text


def test_a_briefing_of_an_event_that_is_gone_does_not_name_it(cast, sign_in):
    event = build.event(words={"title": "Secret venue"})
    briefing = build.briefing(event, cast.di)
    actions.retire(event, cast.di)

    page = sign_in(cast.cy).get(f"/en/briefings/{briefing.id}")

    assert page.status_code == 200
    assert "Secret venue" not in page.text
    assert f"/en/events/{event.id}" not in page.text
