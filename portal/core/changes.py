"""The change log: what followers (index, renderings, alerts) derive their state from.

Numbers become visible in order. On PostgreSQL a sequence alone would not do: a lower
number may be committed after a higher one, and a follower that remembers the highest
would lose it. So the number is taken under a transaction-level advisory lock, held
from the end of the action to its commit; SQLite has one writer anyway.
"""

from contextvars import ContextVar
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, db, is_postgresql, now

LOCK = 0x504C415A41  # "PLAZA"; any number that no other advisory lock uses

_Said = tuple[str, int, str | None]
_announced: ContextVar[dict[_Said, None] | None] = ContextVar("announced", default=None)


class Change(Model):
    """One thing that others derive from has changed, was made or is gone.

    With `locale` only what is said of it in that language.
    """

    number: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(sa.String(32))
    which: Mapped[int]
    locale: Mapped[str | None] = mapped_column(sa.String(35))
    at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = ({"sqlite_autoincrement": True},)  # a number is never used twice


class Follower(Model):
    """How far a follower that lives in the database has read."""

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


def announce(what: str, which: int, *, locale: str | None = None) -> None:
    """Tell the followers, in the caller's transaction, that `what` number `which` changed.

    With `locale` only its words in that language did.
    """
    announced = _announced.get()
    if announced is None:
        announced = {}
        _announced.set(announced)
    announced[what, which, locale] = None


def forget() -> None:
    _announced.set(None)


def write_announced() -> None:
    """Number and write what was announced. Called once, just before the commit."""
    announced = _announced.get()
    if not announced:
        return
    if is_postgresql():
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    at = now()
    db.session.execute(
        sa.insert(Change),
        [
            {"what": what, "which": which, "locale": locale, "at": at}
            for what, which, locale in announced
            if locale is None or (what, which, None) not in announced
        ],
    )


class News(NamedTuple):
    """A change as followers read it."""

    number: int
    what: str
    which: int
    at: datetime
    locale: str | None = None  # None: all that is said of it


def after(number: int, limit: int) -> list[News]:
    """The changes that follow `number`, oldest first."""
    rows = db.session.execute(
        sa.select(Change.number, Change.what, Change.which, Change.at, Change.locale)
        .where(Change.number > number)
        .order_by(Change.number)
        .limit(limit)
    )
    return [News(*row) for row in rows]


def latest() -> int:
    return db.session.scalar(sa.select(sa.func.max(Change.number))) or 0


def position(name: str) -> int:
    """The number up to which the follower `name` has read."""
    return db.session.scalar(sa.select(Follower.number).where(Follower.name == name)) or 0


def reached(name: str, number: int) -> None:
    """Note, in the caller's transaction, that the follower `name` has read up to `number`."""
    follower = db.session.get(Follower, name)
    if follower is None:
        db.session.add(Follower(name=name, number=number))
    else:
        follower.number = number
