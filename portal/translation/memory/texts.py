"""The texts of the memory and their signs: each is added once, and goes with its last unit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.core.db import Model, db, is_postgresql
from portal.translation.memory.listing import listed
from portal.translation.memory.models import MemoryLeftover, MemorySign, MemoryText, MemoryUnit
from portal.translation.memory.signs import signs, size
from portal.translation.paragraphs import digest

_AT_ONCE = 500  # rows of a statement
_TRIES = 10  # a text that was there may go before it is held, if another writer drops it

Key = tuple[str, str]
"""Locale and digest."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, its translation, and the digests of the source paragraph's neighbours."""

    source: str
    source_locale: str
    target: str
    target_locale: str
    before: str | None = None
    after: str | None = None

    @property
    def says_nothing(self) -> bool:
        return not self.source.strip() or not self.target.strip()

    @property
    def source_key(self) -> Key:
        return self.source_locale, digest(self.source)

    @property
    def target_key(self) -> Key:
        return self.target_locale, digest(self.target)


def numbered(pairs: Iterable[Pair]) -> dict[Key, int]:
    """Find or add all texts of these pairs: numbers by locale and digest."""
    wanted: dict[Key, str] = {}
    for pair in pairs:
        wanted.setdefault(pair.source_key, pair.source)
        wanted.setdefault(pair.target_key, pair.target)
    found = _numbers(wanted)
    for _try in range(_TRIES):
        # In one order everywhere: two writers that add the same texts wait, and do not block.
        missing = sorted(wanted.keys() - found.keys())
        if not missing:
            break
        rows = [{"locale": key[0], "digest": key[1], "text": wanted[key]} for key in missing]
        insert(MemoryText, rows)
        added = _numbers(missing)
        _index([(number, key[0], wanted[key]) for key, number in added.items()])
        found |= added
    return found


def _numbers(keys: Iterable[Key]) -> dict[Key, int]:
    """The numbers of the texts that are there; none of them can go before this action ends."""
    wanted = set(keys)
    found: dict[Key, int] = {}
    for some in portions(sorted(wanted)):
        rows = db.session.execute(
            sa.select(MemoryText.id, MemoryText.locale, MemoryText.digest)
            .where(MemoryText.digest.in_([each for _locale, each in some]))
            .order_by(MemoryText.id)
            .with_for_update(read=True, key_share=True)
        )
        numbers = {(row.locale, row.digest): row.id for row in rows}
        found |= {key: number for key, number in numbers.items() if key in wanted}
    return found


def _index(texts: Sequence[tuple[int, str, str]]) -> None:
    """Write the signs of some texts, each given as number, locale and words."""
    parameters = [
        {"number": number, "words": size(text), "signs": signs(text, locale)}
        for number, locale, text in texts
    ]
    if parameters:
        _write(_index_statement(postgresql=is_postgresql()), parameters)


@cache
def _index_statement(*, postgresql: bool) -> sa.Insert:
    given = listed("signs", postgresql=postgresql)
    chosen = sa.select(
        given.c.value,
        sa.bindparam("words", type_=sa.Integer),
        sa.bindparam("number", type_=sa.Integer),
    ).where(sa.true())  # without it SQLite takes ON CONFLICT for a part of the join
    return _adding(MemorySign, postgresql=postgresql).from_select(
        ["sign", "size", "text_id"], chosen
    )


def leave(numbers: Collection[int]) -> None:
    """Note, in the caller's transaction, that units have left these texts."""
    insert(MemoryLeftover, [{"text_id": number} for number in sorted(numbers)])


def drop_leftovers() -> int:
    """Delete texts that no unit has any more, and their signs; return how many were looked at.

    One that somebody holds, to use or to drop it, waits for another time.
    """
    noted = db.session.execute(
        sa.select(MemoryLeftover.id, MemoryLeftover.text_id)
        .order_by(MemoryLeftover.id)
        .limit(_AT_ONCE)
    ).all()
    among = MemoryText.id.in_({row.text_id for row in noted})
    there = set(db.session.scalars(sa.select(MemoryText.id).where(among)))
    free = sa.select(MemoryText.id).where(among).order_by(MemoryText.id)
    held = set(db.session.scalars(free.with_for_update(skip_locked=True)))
    _drop_unused(held)
    done = [row.id for row in noted if row.text_id in held or row.text_id not in there]
    db.session.execute(sa.delete(MemoryLeftover).where(MemoryLeftover.id.in_(done)))
    return len(done)


def _drop_unused(numbers: Collection[int]) -> None:
    used = sa.exists().where(
        (MemoryUnit.source_id == MemoryText.id) | (MemoryUnit.target_id == MemoryText.id)
    )
    dropped = db.session.execute(
        sa.delete(MemoryText)
        .where(MemoryText.id.in_(numbers), ~used)
        .returning(MemoryText.id, MemoryText.locale, MemoryText.text)
    )
    for row in dropped:
        _drop_signs(*row)


def _drop_signs(number: int, locale: str, text: str) -> None:
    db.session.execute(
        sa.delete(MemorySign).where(
            MemorySign.sign.in_(signs(text, locale)),
            MemorySign.size == size(text),
            MemorySign.text_id == number,
        )
    )


def index_again(first: int) -> int | None:
    """Make the signs of some texts again, after number `first`; say where to go on."""
    found = db.session.execute(
        sa.select(MemoryText.id, MemoryText.locale, MemoryText.text)
        .where(MemoryText.id > first)
        .order_by(MemoryText.id)
        .limit(_AT_ONCE)
    ).all()
    _index([(row.id, row.locale, row.text) for row in found])
    return found[-1].id if found else None


def last() -> int:
    """The highest number of a text, 0 where there is none."""
    return db.session.scalar(sa.select(sa.func.max(MemoryText.id))) or 0


def insert(table: type[Model], given: Sequence[Mapping[str, object]]) -> None:
    """Add rows; one that another writer has just added is left as it is."""
    if given:
        _write(_adding(table, postgresql=is_postgresql()), given)


def _adding(model: type[Model], *, postgresql: bool) -> sa.Insert:
    table = Model.metadata.tables[model.__tablename__]
    statement = postgresql_insert(table) if postgresql else sqlite_insert(table)
    return statement.on_conflict_do_nothing()


def _write(statement: sa.Insert, parameters: Sequence[Mapping[str, object]]) -> None:
    """Execute it for each of these, past the ORM, which is slow with many rows."""
    db.session.connection().execute(statement, parameters)


def portions(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    remaining = iter(things)
    while portion := list(islice(remaining, _AT_ONCE)):
        yield portion
