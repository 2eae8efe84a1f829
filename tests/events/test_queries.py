"""The lists of events, their codes, their followers."""

import time_machine

from portal.accounts.models import PersonState
from portal.content import actions, writing
from portal.content.models import Status, Visibility
from portal.content.writing import Draft
from portal.core.db import db
from portal.events import queries
from tests import build


def codes(chosen) -> list[str]:
    return [each.event.code for each in queries.listed(db.session.scalars(chosen).all())]


def test_lists_by_phase(cast):
    build.event(code="PAST", starts_on="2025-11-10", ends_on="2025-11-21")
    build.event(code="OLDER", starts_on="2024-11-11", ends_on="2024-11-22")
    build.event(code="COMING", starts_on="2027-11-08", ends_on="2027-11-19")
    build.event(code="NOW")
    build.event(code="DRAFT", status=Status.DRAFT)
    build.event(code="RETIRED", status=Status.RETIRED)

    with time_machine.travel("2026-11-12T12:00:00Z"):
        assert codes(queries.under_way(cast.cy)) == ["NOW", "COMING"]
        assert codes(queries.over(cast.cy)) == ["PAST", "OLDER"]
        assert codes(queries.unpublished(cast.cy)) == []
        assert codes(queries.unpublished(cast.dan)) == ["DRAFT"]
        assert codes(queries.under_way(cast.max)) == []
        assert codes(queries.under_way(None)) == []


def test_an_event_that_ends_a_day_late_is_under_way_until_then(app):
    build.event(ends_on="2026-11-20", actual_ends_on="2026-11-22")

    with time_machine.travel("2026-11-22T12:00:00Z"):
        listed = queries.listed(db.session.scalars(queries.under_way(build.some_editor())).all())

    assert [each.phase for each in listed] == ["in-session"]


def test_visitors_see_public_events_only(cast):
    build.event(code="OPEN", visibility=Visibility.PUBLIC)
    build.event(code="CLOSED")

    with time_machine.travel("2026-11-12T12:00:00Z"):
        assert codes(queries.under_way(None)) == ["OPEN"]


def test_a_code_is_taken_whatever_its_letters(app):
    event = build.event(code="COP31")

    assert queries.code_taken("cop31", but_by=None)
    assert not queries.code_taken("cop31", but_by=event.id)
    assert not queries.code_taken("COP3", but_by=None)
    assert queries.number_of("cop31") == event.id
    assert queries.number_of("COP3") == 0


def test_a_code_that_waits_to_be_published_is_taken_too(app):
    event = build.event(code="COP31")
    facts = build.EVENT_FACTS | {"code": "COP31B"}
    writing.revise(event, build.some_editor(), 1, Draft(build.EVENT_WORDS, facts))

    assert event.code == "COP31"
    assert queries.code_taken("COP31B", but_by=None)
    assert queries.code_taken("COP31", but_by=None)


def test_followers_are_active_people(cast):
    event = build.event()
    actions.follow(event, cast.ada)
    actions.follow(event, cast.ada)
    actions.follow(event, cast.cy)
    cast.cy.state = PersonState.DISABLED
    db.session.commit()

    assert queries.follower_count(event) == 1
    assert queries.follows(cast.ada, event)
    assert not queries.follows(cast.gus, event)
    assert not queries.follows(None, event)
