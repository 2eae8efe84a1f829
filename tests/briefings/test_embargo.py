"""An embargo ends at its moment, by the venue's clock: not before, and not later either."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine

from portal.briefings import queries
from portal.content import actions, writing
from portal.content.documents import documents, titles_like
from portal.content.models import Entry, Status, Visibility
from portal.content.policy import can_read, visible_to
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.formats import moment
from portal.core.outbox import OutgoingMail
from portal.search.sources import source_of
from tests import build

BEFORE = "2026-11-12T03:59:59+00:00"
RELEASE = "2026-11-12T04:00:00+00:00"  # 07:00 in Antalya
# Translators read it before, so that other languages are ready when it is released.
OUTSIDERS = ("ada", "cy", "gus", "visitor")


@pytest.fixture
def held(cast):
    """A public briefing that is cleared and held back, of an event that Ada follows."""
    with time_machine.travel("2026-11-11T20:00:00+00:00"):
        event = build.event(visibility=Visibility.PUBLIC)
        actions.follow(event, cast.ada)
        yield build.briefing(
            event,
            cast.di,
            visibility=Visibility.PUBLIC,
            day="2026-11-11",
            embargo=RELEASE,
            words={"title": "The canary sings at seven"},
        )


def seen_by(cast, briefing, name: str) -> set[str]:
    """Every door through which this person gets to know of the briefing now."""
    person = getattr(cast, name)
    db.session.rollback()
    listed = db.session.scalars(sa.select(Entry.id).where(visible_to(person)))
    days = queries.by_day(person, briefing.event)
    doors = {
        "read": can_read(person, briefing),
        "list": briefing.id in set(listed),
        "event": any(each.card.id == briefing.id for _day, on_it in days for each in on_it),
        "search": briefing.id in titles_like(person, "canary", 10),
    }
    return {door for door, is_open in doors.items() if is_open}


def told() -> list[int]:
    """The followers to whom a letter was written."""
    letters = db.session.scalars(
        sa.select(OutgoingMail).where(OutgoingMail.kind == "briefing_released")
    )
    return [letter.numbers["person"] for letter in letters]


def pages(briefing) -> tuple[str, ...]:
    return (
        "/en/events/",
        f"/en/events/{briefing.event_id}",
        f"/en/briefings/{briefing.id}",
        f"/en/entries/{briefing.id}/history",
    )


def test_before_its_moment_it_is_nowhere(cast, held, sign_in, work):
    work()

    with time_machine.travel(BEFORE, tick=False):
        for name in OUTSIDERS:
            assert seen_by(cast, held, name) == set(), name
            for path in pages(held):
                page = sign_in(getattr(cast, name)).get(path)
                assert "canary" not in page.text, (name, path)
        found = list(documents([held.id]))

    assert held.status is Status.CLEARED
    assert all("members" not in each.tokens and "public" not in each.tokens for each in found)
    assert told() == []


def test_those_who_work_on_it_see_it_before(cast, held, sign_in):
    page = sign_in(cast.rex).get(f"/en/briefings/{held.id}").text

    assert "canary" in page
    there = moment(datetime.fromisoformat(RELEASE), "Europe/Istanbul")
    assert "07:00" in there
    assert f"before {there} in <bdi>Antalya</bdi>" in page


def test_at_its_moment_it_opens_though_the_worker_is_late(cast, held, sign_in):
    with time_machine.travel(RELEASE, tick=False):
        for name in OUTSIDERS:
            assert seen_by(cast, held, name) == {"read", "list", "event", "search"}, name
            client = sign_in(getattr(cast, name))
            assert client.get(f"/en/briefings/{held.id}").status_code == 200
            assert "canary" in client.get(f"/en/events/{held.event_id}").text

    assert held.status is Status.CLEARED  # nobody has turned the timer yet


def test_the_worker_releases_it_and_tells_the_followers(app, cast, held, work):
    with time_machine.travel(RELEASE):
        work()
        work()

    assert held.status is Status.PUBLISHED
    assert held.published_at == datetime.fromisoformat(RELEASE)
    assert told() == [cast.ada.id]
    assert [step.verb for step in held.steps] == ["draft", "clear", "release"]


def test_its_search_document_opens_with_the_release(cast, held, work):
    with time_machine.travel(RELEASE):
        work()
        found = list(documents([held.id]))

    assert found
    assert all({"members", "public"} <= each.tokens for each in found)


def test_a_search_card_is_not_shown_before_whatever_the_index_says(app, cast, held):
    key = f"entry:{held.id}:en"
    source = source_of("entry")

    for instant, found in ((BEFORE, []), (RELEASE, [key])):
        with time_machine.travel(instant, tick=False), app.test_request_context():
            assert list(source.cards(cast.cy, [key], "en")) == found


@pytest.mark.parametrize(
    ("zone", "local", "release"),
    [
        ("Europe/Istanbul", "2026-11-12T07:00", "2026-11-12T04:00:00+00:00"),
        ("America/Belem", "2026-11-12T07:00", "2026-11-12T10:00:00+00:00"),
        ("Europe/Berlin", "2026-06-12T07:00", "2026-06-12T05:00:00+00:00"),
        ("Europe/Berlin", "2026-12-12T07:00", "2026-12-12T06:00:00+00:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_the_embargo_is_typed_by_the_venues_clock(cast, sign_in, zone, local, release):
    with time_machine.travel("2026-05-01T12:00:00Z"):
        event = build.event(time_zone=zone)
        draft = build.briefing(event, cast.di, status=Status.DRAFT)
        client, path = sign_in(cast.di), f"/en/briefings/{draft.id}/edit"
        answer = client.post(path, data=typed(client.get(path), draft, embargo=local))
        shown = client.get(path).text

    assert answer.status_code == 302
    assert draft.release_at == datetime.fromisoformat(release)
    assert f'value="{local}"' in shown


def typed(page, draft, **fields):
    """What the edit form sends for the newest words and facts, with some fields typed anew."""
    facts = draft.newest.facts
    named = {name: facts[name] for name in ("briefing_kind", "day", "topics", "embargo")}
    usual = {"base": str(draft.version), "visibility": draft.visibility.value}
    seal = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
    return draft.newest.words | named | usual | {"csrf_token": seal} | fields


@pytest.mark.parametrize(
    ("local", "message"),
    [
        ("2027-03-28T02:30", "The clocks are put forward over this time."),
        ("2026-11-11T20:59", "This moment is over."),
        ("0001-01-01T00:00", "Check the year."),
        ("9999-12-31T23:59", "Check the year."),
        ("tomorrow", "Not a valid datetime value."),
    ],
)
def test_an_impossible_embargo_is_refused_in_words(cast, sign_in, local, message):
    with time_machine.travel("2026-11-11T20:00:00Z"):
        event = build.event(time_zone="Europe/Berlin")
        draft = build.briefing(event, cast.di, status=Status.DRAFT)
        client, path = sign_in(cast.di), f"/en/briefings/{draft.id}/edit"

        answer = client.post(path, data=typed(client.get(path), draft, embargo=local))

    assert answer.status_code == 422
    assert message in answer.text
    assert draft.release_at is None


def test_an_embargo_that_has_passed_may_stay_in_the_draft(cast, sign_in):
    with time_machine.travel("2026-11-11T20:00:00Z") as clock:
        draft = build.briefing(build.event(), cast.di, status=Status.DRAFT, embargo=RELEASE)
        clock.move_to("2026-11-13T12:00:00Z")
        client, path = sign_in(cast.di), f"/en/briefings/{draft.id}/edit"
        local = "2026-11-12T07:00"
        answer = client.post(
            path, data=typed(client.get(path), draft, embargo=local, title="Later")
        )
        actions.clear(draft, cast.dan)

    assert answer.status_code == 302
    assert draft.status is Status.PUBLISHED
    assert draft.published_at > datetime(2026, 11, 13, tzinfo=UTC)


def test_once_it_is_cleared_the_embargo_stays(cast, held, sign_in):
    client, path = sign_in(cast.di), f"/en/briefings/{held.id}/edit"
    form = client.get(path)

    client.post(path, data=typed(form, held, embargo="", title="Changed words"))

    assert 'name="embargo"' not in form.text
    assert held.newest.words["title"] == "Changed words"
    assert held.release_at == datetime.fromisoformat(RELEASE)


def test_a_briefing_that_is_stopped_does_not_come_out(cast, held, work):
    actions.retire(held, cast.dan)

    with time_machine.travel(RELEASE):
        work()

        assert not can_read(cast.ada, held)
    assert told() == []


def test_words_that_wait_for_clearance_do_not_stop_the_release(cast, held, work):
    """What was cleared comes out at its moment, and is told, though newer words wait."""
    words = held.newest.words | {"title": "Newer words"}
    writing.revise(held, cast.di, 1, Draft(words, held.newest.facts, Visibility.PUBLIC))

    with time_machine.travel(RELEASE):
        work()

        assert can_read(cast.ada, held)
    assert held.published.words["title"] == "The canary sings at seven"
    assert told() == [cast.ada.id]
