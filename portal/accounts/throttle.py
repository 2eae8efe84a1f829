"""Slow-down of guessing: tries are counted in the database, and whoever tries too often waits.

A try counts against three subjects: this account from this network address, which waits
longer and longer; the account from wherever it is tried; and the network address, whatever
the account. The last two have high ceilings, against guessing that is spread over many
addresses or many accounts.

Strangers who reach the ceiling of an account must not lock its owner out. A browser from
which somebody was signed in to the account before has a count of its own and is asked
nothing else; and whoever can read the account's mail gets in by a new password. A try that
is turned away is not counted, so nobody makes a wait longer by trying on.

Addresses are kept as keyed digests, and for a day.
"""

import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.accounts.keys import keyed_digest
from portal.accounts.models import Attempt, Person, normalised
from portal.core.actions import action
from portal.core.db import db, is_postgresql, now


@dataclass(frozen=True, slots=True)
class Limit:
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Subject:
    """What tries are counted for, and how many it may have."""

    digest: str
    limits: tuple[Limit, ...]


SOON = (Limit(5, timedelta(minutes=1)), Limit(10, timedelta(minutes=15)))
GROWING = (*SOON, Limit(20, timedelta(days=1)))
ACCOUNT = (Limit(30, timedelta(hours=1)), Limit(100, timedelta(days=1)))
NETWORK = (Limit(50, timedelta(minutes=10)), Limit(300, timedelta(days=1)))
LETTERS = (Limit(3, timedelta(minutes=15)), Limit(10, timedelta(days=1)))
KEPT = timedelta(days=1)
MOST_FORGOTTEN = 500


class TooManyTries(Exception):
    """Wait for `seconds` before the next try."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = math.ceil(wait.total_seconds())
        super().__init__(f"wait {self.seconds} s")


def network_of(address: str | None) -> str:
    """The part of an address that one customer holds: all of IPv4, the first 64 bits of IPv6."""
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def of_sign_in(email: str, network: str) -> tuple[Subject, ...]:
    account = normalised(email)
    return (
        Subject(keyed_digest("sign-in", account, network), GROWING),
        Subject(keyed_digest("account", account), ACCOUNT),
        Subject(keyed_digest("network", network), NETWORK),
    )


def of_known_browser(email: str, browser: str) -> tuple[Subject, ...]:
    return (Subject(keyed_digest("browser", normalised(email), browser), GROWING),)


def of_letter(email: str, network: str) -> tuple[Subject, ...]:
    """For asking for a new password. There is no ceiling per account: others could use it up."""
    return (
        Subject(keyed_digest("letter", normalised(email), network), LETTERS),
        Subject(keyed_digest("letters", network), NETWORK),
    )


def of_own_password(person: Person) -> tuple[Subject, ...]:
    """For changing it while signed in, which asks for the present one."""
    return (Subject(keyed_digest("own", str(person.id)), GROWING),)


@action
def count(subjects: Sequence[Subject]) -> list[int]:
    """Count a try before it is known how it ends; return the numbers of the rows.

    Raises TooManyTries, and counts nothing, where a subject has used up a limit.
    """
    at = now()
    _queue_up(subjects)
    wait = max(_wait(subject, at) for subject in subjects)
    if wait > timedelta(0):
        raise TooManyTries(wait)
    _forget(at - KEPT)
    tries = [Attempt(subject=subject.digest, at=at) for subject in subjects]
    db.session.add_all(tries)
    db.session.flush()
    return [each.id for each in tries]


def is_used_up(subjects: Sequence[Subject]) -> bool:
    """Whether the next try would be turned away."""
    at = now()
    return any(_wait(subject, at) > timedelta(0) for subject in subjects)


@action
def forgive(tried: Sequence[int], first: Subject) -> None:
    """Take back a try that went well, and all earlier ones of its first subject."""
    db.session.execute(
        sa.delete(Attempt).where(sa.or_(Attempt.id.in_(tried), Attempt.subject == first.digest))
    )


def _wait(subject: Subject, at: datetime) -> timedelta:
    """How long until each limit has room for one more try."""
    longest = max(limit.within for limit in subject.limits)
    times = db.session.scalars(
        sa.select(Attempt.at)
        .where(Attempt.subject == subject.digest, Attempt.at > at - longest)
        .order_by(Attempt.at.desc())
        .limit(max(limit.most for limit in subject.limits))
    ).all()
    return max(
        (
            times[limit.most - 1] + limit.within - at
            for limit in subject.limits
            if len(times) >= limit.most
        ),
        default=timedelta(0),
    )


def _forget(before: datetime) -> None:
    """Delete old tries on the way, some at a time, leaving out those another is deleting."""
    old = sa.select(Attempt.id).where(Attempt.at < before).limit(MOST_FORGOTTEN)
    chosen = old.with_for_update(skip_locked=True)
    db.session.execute(sa.delete(Attempt).where(Attempt.id.in_(chosen)))


def _queue_up(subjects: Sequence[Subject]) -> None:
    """Let tries at the same subject come one after the other, or many at once would all pass."""
    if is_postgresql():  # on SQLite there is one writer anyway
        for number in sorted(int(subject.digest[:15], 16) for subject in subjects):
            db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
