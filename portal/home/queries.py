"""What the front pages read: a few statements, the same number for ten or ten thousand texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from portal.briefings.models import Briefing
from portal.content.kinds import all_kinds
from portal.content.models import Entry, Status
from portal.content.policy import READABLE, reader_of
from portal.content.queries import published, published_to_reader
from portal.core.db import db, now, today
from portal.events.models import Event
from portal.home.news import BY_OTHERS, CITIES
from portal.organisations.models import Organisation
from portal.organisations.policy import is_editor, is_steward_of

MOST_OWN = 5
MOST_WAITING = 4
WRAP_UP = timedelta(days=14)  # so long an event that is over still stands on the front page
OWN, CITY, QUEUE = "own", "city", "queue"
MOST_EVENTS = 8


@dataclass(frozen=True, slots=True)
class Share:
    """Some of what somebody has to do with: the first numbers, and how many there are in all."""

    numbers: tuple[int, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event, its phase (scheme event-phase) and the number of its newest briefing."""

    event: Event
    phase: str
    briefing_id: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What everybody can count in the network."""

    studies: int
    cities: int
    countries: int


def work(person: Any) -> dict[str, Share]:
    """Her own texts, what waits for her in her city, and what waits for an editor."""
    looked_after = [
        each.organisation_id
        for each in person.memberships
        if is_steward_of(person, each.organisation_id)
    ]
    asked = reader_of(person) | {"number": person.id, "cities": looked_after}
    statement = _work(steward=bool(looked_after), editor=is_editor(person))
    rows = db.session.execute(statement, asked).all()
    return {name: _share(rows, name) for name in (OWN, CITY, QUEUE)}


@cache
def _work(*, steward: bool, editor: bool) -> sa.CompoundSelect[Any]:
    unfinished_first = (
        sa.select(Entry.id)
        .where(Entry.author_id == sa.bindparam("number"), Entry.status != Status.RETIRED, READABLE)
        .order_by(Entry.status == Status.PUBLISHED, Entry.status_since.desc(), Entry.id.desc())
    )
    parts = [_part(OWN, unfinished_first, MOST_OWN)]
    if steward:
        in_city = _waiting(Status.CITY_REVIEW).where(Entry.organisation_id.in_(CITIES))
        parts.append(_part(CITY, in_city, MOST_WAITING))
    if editor:
        parts.append(_part(QUEUE, _for_editors(), MOST_WAITING))
    return sa.union_all(*parts)


def _waiting(*statuses: Status) -> sa.Select[int]:
    """What stands in one of these states, longest waiting first."""
    return (
        sa.select(Entry.id)
        .where(Entry.status.in_(statuses), READABLE)
        .order_by(Entry.status_since, Entry.id)
    )


def _for_editors() -> sa.Select[int]:
    """What was handed in, and the drafts of other editors that a second one has to clear."""
    cleared = [kind.name for kind in all_kinds() if kind.owned_by_staff and kind.second_person]
    return _waiting(Status.SUBMITTED, Status.DRAFT).where(
        sa.or_(Entry.status == Status.SUBMITTED, Entry.kind.in_(cleared)),
        BY_OTHERS,
    )


def _part(name: str, chosen: sa.Select[int], at_most: int) -> sa.Select[Any]:
    total = sa.func.count().over().label("total")
    some = chosen.add_columns(Entry.status, Entry.status_since, total).limit(at_most).subquery()
    return sa.select(sa.literal(name).label("share"), *some.c)


def _share(rows: Sequence[Any], name: str) -> Share:
    """Put one share in its order, because a union has none: what waits longest comes first, of
    her own texts the last she worked on, before those that are published."""
    chosen = sorted(
        (row for row in rows if row.share == name),
        key=lambda row: (row.status_since, row.id),
        reverse=name == OWN,
    )
    if name == OWN:
        chosen.sort(key=lambda row: row.status is Status.PUBLISHED)
    return Share(tuple(row.id for row in chosen), chosen[0].total if chosen else 0)


def occasions(person: Any) -> list[Occasion]:
    """The events that are on, that come next or ended lately, in the order of their days."""
    asked = reader_of(person) | {"since": today() - WRAP_UP}
    rows = db.session.execute(_occasions(), asked)
    moment = now()
    return [Occasion(event, event.phase(moment), briefing) for event, briefing in rows]


@cache
def _occasions() -> sa.Select[Event, int]:
    last_day = sa.func.coalesce(Event.actual_ends_on, Event.ends_on)
    return (
        sa.select(Event, _newest_briefing())
        .where(
            Event.published_id.is_not(None),
            Event.status != Status.RETIRED,
            last_day >= sa.bindparam("since", type_=sa.Date()),
            READABLE,
        )
        .order_by(Event.starts_on, Event.id)
        .limit(MOST_EVENTS)
    )


def _newest_briefing() -> sa.ScalarSelect[int]:
    return (
        published_to_reader("briefing")
        .join(Briefing.__table__, Briefing.__table__.c.id == Entry.id)
        .where(Briefing.__table__.c.event_id == Event.__table__.c.id)
        .order_by(None)
        .order_by(Briefing.__table__.c.day.desc(), Entry.published_at.desc())
        .limit(1)
        .correlate(Event.__table__)
        .scalar_subquery()
    )


def figures(person: Any) -> Figures:
    """Counted over the case studies she may read: no visitor is told what she cannot see."""
    chosen = published(person, "case_study").order_by(None).subquery()
    row = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(sa.distinct(Organisation.id)),
            sa.func.count(sa.distinct(Organisation.country)),
        )
        .select_from(chosen)
        .join(Entry, Entry.id == chosen.c.id)
        .join(Organisation, Organisation.id == Entry.organisation_id)
    ).one()
    return Figures(*row)
