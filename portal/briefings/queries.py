"""The briefings of an event by day, and how one of them reached its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.briefings.models import Briefing
from portal.content.models import Entry, Revision, Status
from portal.content.policy import visible_to
from portal.content.queries import Card, cards_numbered
from portal.core.db import db
from portal.events.models import Event

# Columns of the kind's own table: joined to Entry, the mapped class would bring `entry` again.
BRIEFING = Briefing.__table__.c
CLEARING = ("clear", "publish")


@dataclass(frozen=True, slots=True)
class Listed:
    """A briefing as the page of its event shows it."""

    briefing_kind: str
    release_at: datetime | None
    card: Card


def by_day(person: Any, event: Event) -> list[tuple[date, list[Listed]]]:
    """The briefings of an event that `person` may read, newest day and newest briefing first."""
    rows = db.session.execute(
        sa.select(Entry.id, BRIEFING.day, BRIEFING.briefing_kind, Entry.release_at)
        .join(Briefing.__table__, BRIEFING.id == Entry.id)
        .where(BRIEFING.event_id == event.id, Entry.status != Status.RETIRED, visible_to(person))
        .order_by(BRIEFING.day.desc(), Entry.published_at.desc(), Entry.id.desc())
    ).all()
    cards = {card.id: card for card in cards_numbered([row.id for row in rows])}
    return [
        (day, [Listed(row.briefing_kind, row.release_at, cards[row.id]) for row in on_it])
        for day, on_it in groupby(rows, key=lambda row: row.day)
    ]


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who let readers see the words they see, and when.

    `corrects` is the number of the revision that readers saw before; None for the first.
    """

    by: Person | None
    at: datetime
    corrects: int | None


def clearance(briefing: Briefing) -> Clearance | None:
    """The newest clearance of a briefing; None while there is none."""
    steps = [step for step in briefing.steps if step.verb in CLEARING]
    if not steps or briefing.published_at is None:
        return None
    last = steps[-1]
    corrects = None
    if len(steps) > 1 and last.at > briefing.published_at:
        corrects = _newest_number(briefing, steps[-2].at)
    return Clearance(last.person, last.at, corrects)


def _newest_number(briefing: Briefing, moment: datetime) -> int | None:
    return db.session.scalar(
        sa.select(sa.func.max(Revision.number)).where(
            Revision.entry_id == briefing.id, Revision.created_at <= moment
        )
    )


def writers(briefing: Briefing, revision: Revision) -> Sequence[str]:
    """The names of those who wrote the words up to this revision, in the order they came."""
    names = db.session.scalars(
        sa.select(Person.name)
        .join(Revision, Revision.author_id == Person.id)
        .where(Revision.entry_id == briefing.id, Revision.number <= revision.number)
        .order_by(Revision.number)
    )
    return list(dict.fromkeys(names))
