"""Taking TMX files into the memory, and giving a part of it out as one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.xml import LARGEST_BYTES
from portal.translation.memory import tmx
from portal.translation.memory.actions import take_in
from portal.translation.memory.models import MemoryText, MemoryUnit
from portal.translation.memory.policy import TOKENS, VISIBLE
from portal.translation.memory.texts import Pair

_AT_ONCE = 300  # units committed together, or read together


class Fault(NamedTuple):
    """What was left out of a file, and why, in words for whoever brought it."""

    line: int
    unit: int
    reason: str


@dataclass(slots=True)
class Report:
    """What an import did: units of the file read, pairs that are new or known, faults."""

    read: int = 0
    new: int = 0
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Selection:
    """Units of some languages or one origin, open ones and those that `tokens` open."""

    source_locale: str | None = None
    target_locale: str | None = None
    origin: str | None = None
    tokens: Collection[str] = ()


def import_tmx(
    file: IO[bytes],
    origin: str,
    report: Report,
    wanted: tmx.Wanted | None = None,
    *,
    made_by_id: int | None = None,
    largest_bytes: int = LARGEST_BYTES,
) -> Iterator[int]:
    """Take in a file some units at a time, each portion committed; yields how many were read.

    What is known already is left as it is, so a second run changes nothing and a run that
    was cut off is simply begun again. Raises Refused where the file cannot be read.
    """
    portion: list[tmx.Read] = []
    for unit in tmx.read(file, wanted, largest_bytes=largest_bytes):
        portion.append(unit)
        if len(portion) == _AT_ONCE:
            yield _take_portion(portion, origin, report, made_by_id)
            portion = []
    yield _take_portion(portion, origin, report, made_by_id)


def export_tmx(selection: Selection) -> Iterator[bytes]:
    """Write the units of a selection as TMX, portion by portion, oldest first."""
    return tmx.write(_exported(selection))


def count(selection: Selection) -> int:
    chosen = sa.select(sa.func.count()).select_from(MemoryUnit).where(*_conditions(selection))
    return db.session.scalar(chosen, {TOKENS: sorted(selection.tokens)}) or 0


def _take_portion(
    portion: list[tmx.Read], origin: str, report: Report, made_by_id: int | None
) -> int:
    pairs = [pair for unit in portion for pair in unit.pairs]
    new = take_in(pairs, origin, made_by_id)
    report.read += len(portion)
    report.new += new
    report.known += len(pairs) - new
    report.faults += [
        Fault(unit.line, unit.unit, fault) for unit in portion for fault in unit.faults
    ]
    return len(portion)


def _exported(selection: Selection) -> Iterator[tmx.Exported]:
    page = (
        sa.select(MemoryUnit)
        .where(*_conditions(selection))
        .options(joinedload(MemoryUnit.source), joinedload(MemoryUnit.target))
        .order_by(MemoryUnit.id)
        .limit(_AT_ONCE)
    )
    last = 0
    tokens = {TOKENS: sorted(selection.tokens)}
    while units := db.session.scalars(page.where(MemoryUnit.id > last), tokens).all():
        yield from map(_written, units)
        last = units[-1].id
        db.session.expunge_all()  # a large memory does not fit into this process


def _written(unit: MemoryUnit) -> tmx.Exported:
    pair = Pair(
        *(unit.source.text, unit.source.locale, unit.target.text, unit.target.locale),
        *(unit.before, unit.after),
    )
    return tmx.Exported(pair, unit.approved_at, unit.origin)


def _conditions(selection: Selection) -> Iterator[sa.ColumnElement[bool]]:
    yield VISIBLE
    if selection.source_locale:
        yield MemoryUnit.source.has(MemoryText.locale == selection.source_locale)
    if selection.target_locale:
        yield MemoryUnit.target_locale == selection.target_locale
    if selection.origin:
        yield MemoryUnit.origin == selection.origin
