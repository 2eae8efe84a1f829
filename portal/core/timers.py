"""Things that happen at a moment: rows with a due time that the worker turns."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import jobs
from portal.core.actions import action
from portal.core.db import Model, db, now

_handlers: dict[str, Callable[[int], None]] = {}


class Timer(Model):
    """At `due_at` (UTC) the handler of `kind` is called with the number `which`."""

    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    which: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[datetime] = mapped_column(index=True)


def register(kind: str, handler: Callable[[int], None]) -> None:
    _handlers[kind] = handler


def set_timer(kind: str, which: int, due_at: datetime) -> None:
    """Call the handler of `kind` at `due_at`; an earlier timer for the same thing is replaced."""
    timer = db.session.get(Timer, (kind, which))
    if timer is None:
        db.session.add(Timer(kind=kind, which=which, due_at=due_at))
    else:
        timer.due_at = due_at


def cancel(kind: str, which: int) -> None:
    db.session.execute(sa.delete(Timer).where(Timer.kind == kind, Timer.which == which))


@action
def turn_one() -> int:
    """Turn the timer that has been due longest, in one transaction with what it causes."""
    due = sa.select(Timer).where(Timer.due_at <= now()).order_by(Timer.due_at).limit(1)
    timer = db.session.scalar(due.with_for_update(skip_locked=True))
    if timer is None:
        return 0
    db.session.delete(timer)
    db.session.flush()
    _handlers[timer.kind](timer.which)
    return 1


def init_app() -> None:
    jobs.register("timers", turn_one)
