"""Passwords: which may be chosen, how they are kept, and a gate so that checking stays cheap."""

import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, current_app
from werkzeug.exceptions import ServiceUnavailable

from config import Settings
from portal.accounts.guessing import is_guessable
from portal.accounts.models import Person
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext

# NIST SP 800-63B-4, 3.1.1.2: at least 15 where the password is the only factor, counted as
# code points after NFC; at least 64 accepted; no rules of composition.
SHORTEST = 15
LONGEST = 200

LONGEST_WAIT_S = 10.0
TRY_AGAIN_S = 5

PasswordHash = NewType("PasswordHash", str)

# OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. The library's
# own defaults made 64 sign-ins at once last 14 to 35 s and take 1.8 GiB on two cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# Nobody's password: it is checked where there is none, so that this takes as long.
_NOBODY = PasswordHash(f"$argon2id$v=19$m=19456,t=2,p=1${'A' * 22}${'A' * 43}")


class Busy(ServiceUnavailable):
    """Too many passwords are being checked; the answer is 503 with Retry-After."""


def init_app(app: Flask, at_once: int) -> None:
    app.extensions["password_gate"] = threading.BoundedSemaphore(at_once)


@contextmanager
def _gate() -> Iterator[None]:
    """Let in as many as may hash at once; the others wait a while for their turn."""
    gate: threading.BoundedSemaphore = current_app.extensions["password_gate"]
    if not gate.acquire(timeout=LONGEST_WAIT_S):
        raise Busy(retry_after=TRY_AGAIN_S)
    try:
        yield
    finally:
        gate.release()


def _plain(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> PasswordHash:
    """Hash a password. It takes its time and waits for its turn: never call it in an action.

    Raises Busy when the turn does not come.
    """
    with _gate():
        return PasswordHash(_hasher.hash(_plain(password)))


def matches(password: str, known: str | None) -> bool:
    """Whether this is the password; takes as long where none is `known`. Raises Busy."""
    with _gate():
        try:
            _hasher.verify(known or _NOBODY, _plain(password))
        except VerifyMismatchError:
            return False
    return known is not None


def is_outdated(known: str) -> bool:
    """Whether the hash was made with other parameters than we use now."""
    return _hasher.check_needs_rehash(known)


def weakness(password: str, about: Iterable[str]) -> str | None:
    """Say, for the person who chooses it, why a password will not do; None when it will.

    `about` are words a guesser would try for her: name, e-mail address, the network's name.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return ngettext(
            "Use at least %(count)s character.", "Use at least %(count)s characters.", SHORTEST
        )
    if len(plain) > LONGEST:
        return ngettext(
            "Use at most %(count)s character.", "Use at most %(count)s characters.", LONGEST
        )
    if is_guessable(plain, about):
        return _(
            "This password would soon be guessed. Take several words that have nothing to do"
            " with each other or with you, or a sentence only you would write."
        )
    return None


def words_about(person: Person) -> tuple[str, ...]:
    """What a guesser would try for this person."""
    settings: Settings = current_app.config["PORTAL"]
    return person.name, person.email, settings.network
