"""How far entries have come in each language, kept beside them for the board."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from config import LOCALES
from portal.content.kinds import kind_of
from portal.content.models import Entry
from portal.content.translations.models import Progress
from portal.content.translations.units import Unit, units
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
    for code in target_locales(entry) if locales is None else locales:
        if code != entry.locale:
            _put(entry.id, code, units(entry, code), due)


def _put(key: int, code: str, counted: list[Unit], due: date | None) -> None:
    row = db.session.get(Progress, (key, code))
    if row is None:
        row = Progress(entry_id=key, locale=code)
        db.session.add(row)
    for name, number in tally(counted).items():
        setattr(row, name, number)
    row.due_on = due


def tally(counted: Iterable[Unit]) -> dict[str, int]:
    """Words of the source by standing, and how many paragraphs wait for somebody."""
    numbers = dict.fromkeys(
        ("words", "approved", "in_review", "draft", "machine", "outdated", "missing"), 0
    ) | {"waiting": 0, "suggested": 0}
    for unit in counted:
        numbers["words"] += unit.words
        numbers[unit.standing.value] += unit.words
        numbers["waiting"] += unit.wordings.is_waiting
        numbers["suggested"] += bool(unit.wordings.suggestions)
    return numbers
