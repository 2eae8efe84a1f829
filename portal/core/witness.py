"""Acts that have to be remembered: told here by whoever does them, kept by whoever registers.

The floors on which people sign in and cities get their members lie below the audit, so they
cannot call it. What they tell is handed to the keeper at the end of the action, in the
transaction of the act: an act that is rolled back was never told. The end is also the right
moment because the keeper's chain has one end, for which all writers queue: who took its
place in the middle of an act, and waited for a row afterwards, could wait for ever.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, NamedTuple

from flask import has_request_context
from flask_login import current_user


class Act(NamedTuple):
    """Who (a person's number; None for nobody in particular) did what to which thing.

    `details` hold numbers and short codes, as JSON. Secrets, e-mail addresses and network
    addresses have no place in them: what is told can never be taken back.
    """

    by: int | None
    verb: str
    subject: str  # "person:7"
    details: dict[str, Any]


Keeper = Callable[[Sequence[Act]], None]
_keepers: dict[str, Keeper] = {}
_told: ContextVar[list[Act] | None] = ContextVar("told", default=None)


def register(name: str, keeper: Keeper) -> None:
    """Let `keeper` be handed the acts of each action, in their order, within its transaction."""
    _keepers[name] = keeper


def witness(by: int | None, verb: str, subject: str, **details: Any) -> None:
    """Tell, within an action, that `by` did `verb` to `subject`; docs/audit.md lists the verbs.

    Raises RuntimeError outside an action, where nobody would hand it on.
    """
    told = _told.get()
    if told is None:
        raise RuntimeError(f"{verb} on {subject} was told outside an action")
    told.append(Act(by, verb, subject, details))


def whoever_asks() -> int | None:
    """The number of the person who sends this request; None for visitors, commands, the worker."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    number: int = current_user.id
    return number


def listen() -> None:
    """Begin to collect what is told. Called once, when an action begins."""
    _told.set([])


def hand_over() -> None:
    """Give the keepers what was told. Called once, just before the commit."""
    if told := _told.get():
        for keeper in _keepers.values():
            keeper(told)


def stop_listening() -> None:
    _told.set(None)
