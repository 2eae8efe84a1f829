"""Reading entries: cards for lists, one entry's words, what somebody works on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import aliased

from portal.content.kinds import all_kinds, kind_named
from portal.content.models import (
    Entry,
    Origin,
    Rendering,
    Revision,
    Status,
    Step,
    Subject,
    Visibility,
    WorkingCopy,
)
from portal.content.policy import READABLE, visible_to
from portal.core.db import db
from portal.core.i18n import locale
from portal.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an entry, in the reader's language where it exists."""

    id: int
    kind: str
    title: str
    title_locale: str
    summary: str
    summary_locale: str
    city: str
    country: str
    region: str
    status: Status
    visibility: Visibility
    published_at: datetime | None
    pathway: str | None
    version: int

    @property
    def foreign_title(self) -> str | None:
        """The language of the title where it is not that of the page."""
        return None if self.title_locale == locale() else self.title_locale

    @property
    def foreign_summary(self) -> str | None:
        return None if self.summary_locale == locale() else self.summary_locale

    @property
    def url(self) -> str:
        kind = kind_named(self.kind)
        return url_for(kind.endpoint, key=self.id) if kind else ""


_primary = aliased(Subject)
_CARD = (
    Entry.id,
    Entry.kind,
    Entry.locale,
    Entry.status,
    Entry.visibility,
    Entry.published_at,
    Entry.version,
    Organisation.name.label("city"),
    Organisation.country,
    Organisation.region,
    Rendering.title,
    Rendering.title_locale,
    Rendering.summary,
    Rendering.summary_locale,
    _primary.code.label("pathway"),
    sa.case((Rendering.entry_id.is_(None), Revision.words)).label("words"),
)


def cards(chosen: sa.Select[Any], in_locale: str | None = None) -> list[Card]:
    """The cards of the entries whose numbers `chosen` selects, in its order.

    `chosen` has to apply the read rule itself (`visible_to`).
    """
    return cards_numbered([row[0] for row in db.session.execute(chosen)], in_locale)


def cards_numbered(numbers: Sequence[int], in_locale: str | None = None) -> list[Card]:
    """The cards of these entries in this order; the caller has asked who may read them."""
    if not numbers:
        return []
    asked = {"numbers": list(numbers), "code": in_locale or locale()}
    made = {row.id: _card(row) for row in db.session.execute(_cards_by_number(), asked)}
    return [made[number] for number in numbers if number in made]


@cache
def _cards_by_number() -> sa.Select[Any]:
    code: sa.BindParameter[str] = sa.bindparam("code")
    return (
        sa.select(*_CARD)
        .where(Entry.id.in_(sa.bindparam("numbers", expanding=True)))
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(Rendering, sa.and_(Rendering.entry_id == Entry.id, Rendering.locale == code))
        .outerjoin(
            _primary,
            sa.and_(
                _primary.entry_id == Entry.id,
                _primary.scheme == "pathway",
                _primary.position == 0,
            ),
        )
        .join(Revision, Revision.id == _shown_revision())
    )


def _shown_revision() -> sa.ColumnElement[int]:
    """The published revision, else the newest one."""
    newest = (
        sa.select(sa.func.max(Revision.id))
        .where(Revision.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    return sa.func.coalesce(Entry.published_id, newest)


def _card(row: Any) -> Card:
    kind = kind_named(row.kind)
    summary_field = kind.summary if kind else "summary"
    return Card(
        id=row.id,
        kind=row.kind,
        title=row.title or row.words.get("title", ""),
        title_locale=row.title_locale or row.locale,
        summary=row.summary if row.summary is not None else row.words.get(summary_field, ""),
        summary_locale=row.summary_locale or row.locale,
        city=row.city,
        country=row.country,
        region=row.region,
        status=row.status,
        visibility=row.visibility,
        published_at=row.published_at,
        pathway=row.pathway,
        version=row.version,
    )


def cards_of(person: Any, keys: Iterable[int], in_locale: str | None = None) -> dict[int, Card]:
    """Those of the numbered entries that `person` may read now, by number."""
    numbers = list(keys)
    if not numbers:
        return {}
    chosen = sa.select(Entry.id).where(Entry.id.in_(numbers), visible_to(person))
    return {card.id: card for card in cards(chosen, in_locale)}


def published(person: Any, *kinds: str) -> sa.Select[int]:
    """Numbers of what is published and she may read, newest first."""
    return _published(visible_to(person), kinds)


@cache
def published_to_reader(*kinds: str) -> sa.Select[int]:
    """The same, to be run with the parameters `reader_of(person)`."""
    return _published(READABLE, kinds)


def _published(readable: sa.ColumnElement[bool], kinds: Sequence[str]) -> sa.Select[int]:
    chosen = sa.select(Entry.id).where(
        Entry.published_id.is_not(None), Entry.status != Status.RETIRED, readable
    )
    if kinds:
        chosen = chosen.where(Entry.kind.in_(kinds))
    return chosen.order_by(Entry.published_at.desc(), Entry.id.desc())


def working_copy(entry: Entry, person: Any) -> WorkingCopy | None:
    return db.session.get(WorkingCopy, (entry.id, person.id))


def revision_numbered(entry: Entry, number: int) -> Revision | None:
    return db.session.scalar(
        sa.select(Revision).where(Revision.entry_id == entry.id, Revision.number == number)
    )


def last_message(entry: Entry) -> Step | None:
    """The newest step that came with words, such as the changes that an editor asked for."""
    return db.session.scalar(
        sa.select(Step)
        .where(Step.entry_id == entry.id, Step.message != "")
        .order_by(Step.id.desc())
        .limit(1)
    )


def origins(keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Origin]:
    """Where imported texts came from, by entry number and locale."""
    numbers = {number for number, _locale in keys}
    if not numbers:
        return {}
    found = db.session.scalars(sa.select(Origin).where(Origin.entry_id.in_(numbers)))
    return {(each.entry_id, each.locale): each for each in found}


def kind_names() -> list[str]:
    return [kind.name for kind in all_kinds()]
