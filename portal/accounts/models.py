"""People, their ways in, and what is remembered of each sign-in."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.core.db import Model, now

if TYPE_CHECKING:
    from portal.organisations.models import Appointment, Membership


def normalised(email: str) -> str:
    """An e-mail address as it is kept and compared: trimmed, NFC, small letters."""
    return unicodedata.normalize("NFC", email).strip().lower()


class PersonState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"
    ERASED = "erased"


class Person(UserMixin, Model):
    """Somebody who may sign in. `locale` is the language of the interface and of mails."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    locale: Mapped[str] = mapped_column(sa.String(16), default="en")
    reading_locales: Mapped[list[str]] = mapped_column(default=list)  # best first
    time_zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")  # IANA name
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    state: Mapped[PersonState] = mapped_column(default=PersonState.ACTIVE)
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person")
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="person")

    sign_in_key = ""  # of the sign-in this request came by or begins; in no column

    # Flask-Login compares what the cookie holds, and that is empty for all who did not sign in.
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    @validates("email")
    def _normalise(self, _name: str, email: str) -> str:
        return normalised(email)

    def get_id(self) -> str:
        """What the session cookie holds: the secret of one sign-in, never the person's number."""
        return self.sign_in_key

    @property
    def is_active(self) -> bool:
        return self.state is PersonState.ACTIVE

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages she reads, best first; the interface's own leads where none was chosen."""
        return tuple(dict.fromkeys([*self.reading_locales, self.locale]))


class SignIn(Model):
    """One device that is or was signed in; the cookie's secret is kept as a digest only.

    `browser` is the digest of a second cookie, which outlives signing out: it shows that
    somebody has been in from this browser before.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(sa.String(120))
    browser: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Attempt(Model):
    """A try to sign in or to have a link sent, counted per account and per network address."""

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(64))  # keyed digest: no address is kept
    at: Mapped[datetime] = mapped_column(default=now, index=True)

    __table_args__ = (sa.Index("ix_attempt_subject_at", "subject", "at"),)


class PasswordReset(Model):
    """A link by which a new password may be set, once, for an hour."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class AccessToken(Model):
    """A personal access token for the API; only its digest and its beginning are kept."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    beginning: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(80))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
