"""Teaching the memory and making it forget; the index changes in the same transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db, now
from portal.translation.memory import texts
from portal.translation.memory.models import NOWHERE, MemoryReader, MemorySign, MemoryUnit
from portal.translation.memory.texts import Key, Pair

PORTAL = "portal"
"""The origin of what was learned here; imports carry a name of their own."""

Identity = tuple[int, int, str, str]
"""Source, target, and the digests of the neighbours."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """An approved translation of the paragraph that `kind` and `number` name.

    With `tokens` only those who hold one of them see it in the memory (nobody, if the set
    is empty); None opens it to every translator.
    """

    pair: Pair
    kind: str
    number: int
    made_by_id: int | None = None
    approved_at: datetime = field(default_factory=now)
    tokens: Collection[str] | None = None


@action
def learn(*lessons: Lesson) -> None:
    """Remember approved translations, each in place of what its paragraph taught before.

    An empty text or translation only takes the old one away.
    """
    newest = {_learned_by(lesson): lesson for lesson in lessons}
    left = _forget_units(_learned_before(newest.keys()))
    speaking = [lesson for lesson in newest.values() if not lesson.pair.says_nothing]
    if speaking:
        _add_units(speaking)
    texts.leave(left)


def _add_units(lessons: Sequence[Lesson]) -> None:
    numbers = texts.numbered(lesson.pair for lesson in lessons)
    # SQLite gives the new numbers in no certain order, unless it adds row by row.
    added = db.session.execute(
        sa.insert(MemoryUnit).returning(
            *(MemoryUnit.id, MemoryUnit.kind, MemoryUnit.number, MemoryUnit.target_locale)
        ),
        [_unit_of(lesson, numbers) for lesson in lessons],
    )
    readers: dict[tuple[str | None, int | None, str], Collection[str] | None] = {
        _learned_by(lesson): lesson.tokens for lesson in lessons
    }
    _name_readers((key, readers[kind, number, locale]) for key, kind, number, locale in added)


@action
def forget(kind: str, numbers: Collection[int], *, target_locale: str | None = None) -> None:
    """Forget what these paragraphs taught, in one language or all.

    The worker then drops the texts that nobody else has taught (`sweep`).
    """
    texts.leave(_forget_units(_taught_by(kind, numbers, target_locale)))


@action
def limit_to(kind: str, numbers: Collection[int], tokens: Collection[str] | None) -> None:
    """Change who may see what these paragraphs taught, as their source's readers change."""
    for condition in _taught_by(kind, numbers):
        ids = db.session.scalars(sa.select(MemoryUnit.id).where(condition)).all()
        db.session.execute(sa.delete(MemoryReader).where(MemoryReader.unit_id.in_(ids)))
        db.session.execute(
            sa.update(MemoryUnit)
            .where(MemoryUnit.id.in_(ids))
            .values(restricted=tokens is not None)
        )
        _name_readers((unit, tokens) for unit in ids)


@action
def sweep() -> int:
    """Drop texts that no unit has any more, some at a time; return how many were looked at."""
    return texts.drop_leftovers()


@action
def take_in(
    pairs: Sequence[tuple[Pair, datetime | None]], origin: str, made_by_id: int | None = None
) -> int:
    """Add imported pairs, each with the moment of its last change; return how many were new.

    They are open to every translator. Known is what an open unit says already, in the same
    context, whoever taught it.
    """
    numbers = texts.numbered(pair for pair, _moment in pairs)
    at = now().replace(microsecond=0)  # as TMX writes it, so that units return as they were
    rows: dict[Identity, dict[str, Any]] = {}
    for pair, moment in pairs:
        columns = _columns(pair, numbers)
        rows.setdefault(_identity(columns), columns | {"approved_at": moment or at})
    known = _known({row["source_id"] for row in rows.values()})
    shared = {"origin": origin, "made_by_id": made_by_id, "restricted": False}
    new = [row | shared for identity, row in rows.items() if identity not in known]
    texts.insert(MemoryUnit, new)
    return len(new)


@action
def index_again(first: int = 0) -> int | None:
    """Make the signs of some texts again, after number `first`; say where to go on, or None.

    Needed where the analysis of a language has changed (`portal.analysis.VERSION`). All
    old signs go at the beginning, so until the end less is found.
    """
    if not first:
        db.session.execute(sa.delete(MemorySign))
    return texts.index_again(first)


def _learned_by(lesson: Lesson) -> tuple[str, int, str]:
    return lesson.kind, lesson.number, lesson.pair.target_locale


def _learned_before(lessons: Iterable[tuple[str, int, str]]) -> Iterator[sa.ColumnElement[bool]]:
    """What paragraphs taught in a language, each named by kind, number and locale."""
    taught: dict[tuple[str, str], list[int]] = {}
    for kind, number, locale in lessons:
        taught.setdefault((kind, locale), []).append(number)
    for (kind, locale), numbers in taught.items():
        yield from _taught_by(kind, numbers, locale)


def _taught_by(
    kind: str, numbers: Collection[int], target_locale: str | None = None
) -> Iterator[sa.ColumnElement[bool]]:
    for some in texts.portions(sorted(numbers)):
        condition = (MemoryUnit.kind == kind) & MemoryUnit.number.in_(some)
        yield (
            condition & (MemoryUnit.target_locale == target_locale) if target_locale else condition
        )


def _identity(columns: Mapping[str, Any]) -> Identity:
    """What makes an imported unit one."""
    return columns["source_id"], columns["target_id"], columns["before"], columns["after"]


def _known(source_ids: Collection[int]) -> set[Identity]:
    known: set[Identity] = set()
    for some in texts.portions(sorted(source_ids)):
        rows = db.session.execute(
            sa.select(
                *(MemoryUnit.source_id, MemoryUnit.target_id),
                *(MemoryUnit.before, MemoryUnit.after),
            ).where(MemoryUnit.source_id.in_(some), MemoryUnit.restricted.is_(False))
        )
        known.update((*row,) for row in rows)
    return known


def _columns(pair: Pair, numbers: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "source_id": numbers[pair.source_key],
        "target_id": numbers[pair.target_key],
        "target_locale": pair.target_locale,
        "before": pair.before or NOWHERE,
        "after": pair.after or NOWHERE,
    }


def _unit_of(lesson: Lesson, numbers: Mapping[Key, int]) -> dict[str, Any]:
    return _columns(lesson.pair, numbers) | {
        "kind": lesson.kind,
        "number": lesson.number,
        "origin": PORTAL,
        "made_by_id": lesson.made_by_id,
        "approved_at": lesson.approved_at,
        "restricted": lesson.tokens is not None,
    }


def _name_readers(units: Iterable[tuple[int, Collection[str] | None]]) -> None:
    texts.insert(
        MemoryReader,
        [
            {"unit_id": key, "token": token}
            for key, tokens in units
            for token in sorted(tokens or ())
        ],
    )


def _forget_units(conditions: Iterable[sa.ColumnElement[bool]]) -> set[int]:
    """Delete the units that meet one of these; return the numbers of their texts."""
    left: set[int] = set()
    for condition in conditions:
        rows = db.session.execute(
            sa.delete(MemoryUnit)
            .where(condition)
            .returning(MemoryUnit.source_id, MemoryUnit.target_id)
        )
        left.update(number for row in rows for number in row)
    return left
