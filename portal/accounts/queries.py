"""People and their ways in, as they are looked up."""

from functools import cache

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from config import Environment, Settings
from portal.accounts import policy
from portal.accounts.keys import digest
from portal.accounts.models import AccessToken, PasswordReset, Person, SignIn, normalised
from portal.core.db import db, now


def by_email(email: str) -> Person | None:
    """The person with this address, however it is written; in any state."""
    return db.session.scalar(sa.select(Person).where(Person.email == normalised(email)))


def may_sign_in(person: Person) -> bool:
    settings: Settings = current_app.config["PORTAL"]
    samples_may = settings.environment is not Environment.PRODUCTION
    return policy.may_sign_in(person, samples_may=samples_may)


def has_people(*, sample: bool) -> bool:
    """Whether there is anybody who is (or is not) a sample person."""
    found = sa.select(Person.id).where(Person.is_sample.is_(sample)).limit(1)
    return db.session.scalar(found) is not None


@cache
def _sign_in_with_person() -> sa.Select[SignIn]:
    """The look-up of every request, built once: that takes twice as long as running it.

    With the person comes what she is here, because every rule asks for it.
    """
    return (
        sa.select(SignIn)
        .where(SignIn.digest == sa.bindparam("key_digest"), SignIn.ended_at.is_(None))
        .options(
            joinedload(SignIn.person).joinedload(Person.memberships),
            joinedload(SignIn.person).joinedload(Person.appointments),
        )
    )


@cache
def _token_with_person() -> sa.Select[AccessToken]:
    return (
        sa.select(AccessToken)
        .where(AccessToken.digest == sa.bindparam("key_digest"), AccessToken.revoked_at.is_(None))
        .options(
            joinedload(AccessToken.person).joinedload(Person.memberships),
            joinedload(AccessToken.person).joinedload(Person.appointments),
        )
    )


def sign_in_by(key: str) -> SignIn | None:
    """The living sign-in that a session cookie's secret opens, its person loaded."""
    rows = db.session.scalars(_sign_in_with_person(), {"key_digest": digest(key)})
    found = rows.unique().one_or_none()
    if found is None or not policy.is_alive(found, now()):
        return None
    return found if may_sign_in(found.person) else None


def living_sign_ins(person: Person) -> list[SignIn]:
    """The devices that are signed in as `person`, last used first."""
    chosen = (
        sa.select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    at = now()
    return [found for found in db.session.scalars(chosen) if policy.is_alive(found, at)]


def knows_browser(email: str, browser: str | None) -> bool:
    """Whether the account with this address was signed in from this browser before."""
    found = (
        sa.select(SignIn.id)
        .join(SignIn.person)
        .where(Person.email == normalised(email), SignIn.browser == (browser or ""))
        .limit(1)
    )
    return db.session.scalar(found) is not None


def reset_by(key: str) -> PasswordReset | None:
    """The reset that a link's secret opens: unused, not too old, of somebody who may sign in."""
    found = db.session.scalar(
        sa.select(PasswordReset).where(
            PasswordReset.digest == digest(key),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > now(),
        )
    )
    return found if found and may_sign_in(found.person) else None


def access_token_by(key: str) -> AccessToken | None:
    """The token that opens the API, its person loaded; not when revoked."""
    rows = db.session.scalars(_token_with_person(), {"key_digest": digest(key)})
    found = rows.unique().one_or_none()
    return found if found and may_sign_in(found.person) else None


def access_tokens(person: Person) -> list[AccessToken]:
    """The tokens of `person` that still open the API, newest first."""
    chosen = (
        sa.select(AccessToken)
        .where(AccessToken.person_id == person.id, AccessToken.revoked_at.is_(None))
        .order_by(AccessToken.id.desc())
    )
    return list(db.session.scalars(chosen))
