"""How far entries have come in each language, kept beside them for the board."""

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from config import LOCALES
from portal.content.kinds import kind_of
from portal.content.models import Entry
from portal.content.translations.models import Progress
from portal.content.translations.units import Unit, units_by_locale
from portal.core.db import db


def target_locales(entry: Entry) -> list[str]:
    """The languages an entry is translated into: all of the portal but its own."""
    return [code for code in LOCALES if code != entry.locale]


def reckon(entry: Entry, locales: Iterable[str] | None = None) -> None:
    """Count anew, in the caller's transaction, how far the entry has come.

    In all languages, or in those that the change concerns. An entry of which nothing is
    published has no progress.
    """
    db.session.flush()
    if entry.published is None:
        db.session.execute(sa.delete(Progress).where(Progress.entry_id == entry.id))
        return
    due = kind_of(entry).deadline(entry)
    wanted = target_locales(entry) if locales is None else locales
    counted = units_by_locale(entry, [code for code in wanted if code != entry.locale])
    known = _known(entry, counted.keys())
    for code, found in counted.items():
        row = known.get(code) or _begun(entry, code)
        for name, number in tally(found).items():
            setattr(row, name, number)
        row.due_on = due


def _known(entry: Entry, locales: Collection[str]) -> Mapping[str, Progress]:
    rows = db.session.scalars(
        sa.select(Progress).where(Progress.entry_id == entry.id, Progress.locale.in_(locales))
    )
    return {row.locale: row for row in rows}


def _begun(entry: Entry, code: str) -> Progress:
    row = Progress(entry_id=entry.id, locale=code)
    db.session.add(row)
    return row


def tally(counted: Iterable[Unit]) -> dict[str, int]:
    """Words of the source by standing, and how many paragraphs wait for somebody."""
    numbers = dict.fromkeys(
        ("words", "approved", "in_review", "draft", "machine", "outdated", "missing"), 0
    ) | {"waiting": 0, "suggested": 0}
    for unit in counted:
        words = unit.words
        numbers["words"] += words
        numbers[unit.standing.value] += words
        numbers["waiting"] += unit.wordings.is_waiting
        numbers["suggested"] += bool(unit.wordings.suggestions)
    return numbers
