"""Lists of events, one by its code, and who follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person, PersonState
from portal.content.models import Entry, Follow, Revision, Status
from portal.content.policy import visible_to
from portal.content.queries import Card, cards_numbered, published
from portal.core.db import db, now, today
from portal.events.models import CODE, Event

# Columns of the kind's own table: joined to Entry, the mapped class would bring `entry` again.
EVENT = Event.__table__.c
NOWHERE_LATER = timedelta(days=1)  # every place on Earth has reached this day one day later


@dataclass(frozen=True, slots=True)
class Listed:
    """An event as a list shows it; `phase` is a code of the scheme event-phase."""

    event: Event
    card: Card
    phase: str


def listed(numbers: Sequence[int]) -> list[Listed]:
    """The events of these numbers in this order; the caller has asked who may read them."""
    rows = db.session.scalars(sa.select(Event).where(Event.id.in_(numbers)))
    events = {event.id: event for event in rows}
    moment = now()
    return [
        Listed(events[card.id], card, events[card.id].phase(moment))
        for card in cards_numbered(numbers)
    ]


def under_way(person: Any) -> sa.Select[Any]:
    """Numbers of published events that are not over for longer than a day, earliest first."""
    return (
        _published(person)
        .where(_last_day() >= today() - NOWHERE_LATER)
        .order_by(EVENT.starts_on, EVENT.id)
    )


def over(person: Any) -> sa.Select[Any]:
    """Numbers of the other published events, the latest first."""
    return (
        _published(person)
        .where(_last_day() < today() - NOWHERE_LATER)
        .order_by(EVENT.starts_on.desc(), EVENT.id.desc())
    )


def _last_day() -> sa.ColumnElement[date]:
    return sa.func.coalesce(EVENT.actual_ends_on, EVENT.ends_on)


def _published(person: Any) -> sa.Select[Any]:
    return published(person, "event").join(Event.__table__, EVENT.id == Entry.id).order_by(None)


def unpublished(person: Any) -> sa.Select[Any]:
    """Numbers of drafts she may read, earliest first."""
    return (
        sa.select(Entry.id)
        .join(Event.__table__, EVENT.id == Entry.id)
        .where(Entry.published_id.is_(None), Entry.status != Status.RETIRED, visible_to(person))
        .order_by(EVENT.starts_on, EVENT.id)
    )


def number_of(code: str) -> int:
    """The number of the event with this code, in small letters or large; 0 where there is none."""
    if not re.fullmatch(CODE, code):
        return 0
    found = sa.select(EVENT.id).where(sa.func.lower(EVENT.code) == code.lower())
    return db.session.scalar(found) or 0


def code_taken(code: str, but_by: int | None) -> bool:
    """Whether another event than number `but_by` has this code, or will once it is published."""
    same = code.lower()
    newest = (
        sa.select(sa.func.max(Revision.id))
        .where(Revision.entry_id == EVENT.id)
        .correlate(Event.__table__)
        .scalar_subquery()
    )
    wanted = sa.func.lower(Revision.facts["code"].as_string())
    chosen = (
        sa.select(EVENT.id)
        .join(Revision, Revision.id == newest)
        .where(sa.or_(sa.func.lower(EVENT.code) == same, wanted == same))
    )
    if but_by is not None:
        chosen = chosen.where(EVENT.id != but_by)
    return db.session.scalar(chosen.limit(1)) is not None


def follows(person: Any, event: Event) -> bool:
    number = getattr(person, "id", None)
    return number is not None and db.session.get(Follow, (number, event.id)) is not None


def follower_count(event: Event) -> int:
    """How many active people follow it."""
    counted = (
        sa.select(sa.func.count())
        .select_from(Follow)
        .join(Person, Person.id == Follow.person_id)
        .where(Follow.entry_id == event.id, Person.state == PersonState.ACTIVE)
    )
    return db.session.scalar(counted) or 0
