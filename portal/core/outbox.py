"""Outgoing mail: rows written with their cause, letters made when they leave.

A row holds a code and numbers, never a sentence. The words are made by the composer
of its kind at the moment of leaving, in the reader's language, after asking again
whether the reader may know. A row is leased while it is being sent: a worker that
dies loses its lease and another sends the letter, with the same Message-ID.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import jobs
from portal.core.actions import action
from portal.core.db import Model, db, now
from portal.core.mail import Letter, MailRefused, send

LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 60  # about two and a half days


class MailState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # the reader may no longer know, or has gone
    FAILED = "failed"


class OutgoingMail(Model):
    """One letter to one reader for one reason; `key` names both, so none leaves twice."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    numbers: Mapped[dict[str, Any]]
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    due_at: Mapped[datetime] = mapped_column(default=now)
    written_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(sa.String(32))
    fault: Mapped[str | None] = mapped_column(sa.String(200))

    __table_args__ = (sa.Index("ix_outgoing_mail_state_due_at", "state", "due_at"),)


Composer = Callable[[dict[str, Any]], Letter | None]
_composers: dict[str, Composer] = {}


@dataclass(frozen=True, slots=True)
class _Leased:
    """What a worker needs of a row outside the transaction that leased it."""

    id: int
    kind: str
    lease: str
    numbers: dict[str, Any] = field(hash=False)


def register(kind: str, composer: Composer) -> None:
    """Name who makes the letters of `kind`; it returns None when the letter should not leave."""
    _composers[kind] = composer


def post(kind: str, key: str, **numbers: Any) -> None:
    """Put a letter in the outbox, in the caller's transaction; a second one with `key` is ignored.

    `numbers` are row numbers and short codes, kept as JSON, handed to the composer.
    """
    if kind not in _composers:
        raise LookupError(f"nobody writes letters of the kind {kind}")
    if db.session.scalar(sa.select(OutgoingMail.id).where(OutgoingMail.key == key)) is None:
        db.session.add(OutgoingMail(kind=kind, key=key, numbers=numbers))
        db.session.flush()


def send_one() -> int:
    """Send the letter that has waited longest; return whether there was one."""
    leased = _lease()
    if leased is None:
        return 0
    try:
        letter = _composers[leased.kind](leased.numbers)
        db.session.rollback()
        if letter is not None:
            send(letter, number=leased.id)
    except MailRefused as refusal:
        _put_back(leased, str(refusal)[:200])
    else:
        _close(leased, MailState.SENT if letter else MailState.DROPPED)
    return 1


@action
def _lease() -> _Leased | None:
    waiting = (
        sa.select(OutgoingMail)
        .where(OutgoingMail.state == MailState.WAITING, OutgoingMail.due_at <= now())
        .order_by(OutgoingMail.due_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mail = db.session.scalar(waiting)
    if mail is None:
        return None
    mail.lease = secrets.token_hex(16)
    mail.due_at = now() + LEASE
    mail.attempts += 1
    return _Leased(mail.id, mail.kind, mail.lease, dict(mail.numbers))


@action
def _close(leased: _Leased, state: MailState) -> None:
    mail = _held(leased)
    if mail is not None:
        mail.state, mail.sent_at, mail.lease, mail.fault = state, now(), None, None


@action
def _put_back(leased: _Leased, fault: str) -> None:
    mail = _held(leased)
    if mail is None:
        return
    mail.lease, mail.fault = None, fault
    if mail.attempts >= MOST_ATTEMPTS:
        mail.state = MailState.FAILED
    mail.due_at = now() + min(timedelta(seconds=2.0 ** min(mail.attempts, 12)), LONGEST_WAIT)


def _held(leased: _Leased) -> OutgoingMail | None:
    """The row, unless the lease ran out and another worker has taken it."""
    return db.session.scalar(
        sa.select(OutgoingMail).where(
            OutgoingMail.id == leased.id, OutgoingMail.lease == leased.lease
        )
    )


def init_app() -> None:
    jobs.register("mail", send_one)
