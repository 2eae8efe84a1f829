"""One use case is one transaction."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from portal.core import changes, witness
from portal.core.access import insist_decided
from portal.core.db import db, writing

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one write transaction; an action called inside another joins it.

    Within a request it starts only after some rule was asked (`portal.core.access`).
    What was loaded before is loaded again inside the transaction, so an action decides
    on the newest state. Acts told in it (`portal.core.witness`) are handed over, and changes
    announced in it (`portal.core.changes`) numbered and written, just before the commit.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return function(*args, **kwargs)
        insist_decided()
        _insist_unchanged()
        token = _inside.set(True)
        try:
            with writing():
                result = _transaction(function, *args, **kwargs)
        finally:
            _inside.reset(token)
        return result

    return wrapper


def _insist_unchanged() -> None:
    """End the reading transaction; what it holds must not have been changed on the way."""
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("the database was changed outside an action")
    session.rollback()


def _transaction(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    changes.forget()
    witness.listen()
    try:
        result = function(*args, **kwargs)
        db.session.flush()
        witness.hand_over()
        changes.write_announced()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        changes.forget()
        witness.stop_listening()
    return result
