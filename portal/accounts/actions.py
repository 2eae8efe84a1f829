"""What can be done with an account: made, entered, left, given a new password."""

import secrets
from datetime import timedelta
from typing import Any, cast

import sqlalchemy as sa

from portal.accounts import queries
from portal.accounts.keys import digest, keyed_digest, new_key
from portal.accounts.models import AccessToken, PasswordReset, Person, SignIn, normalised
from portal.accounts.passwords import PasswordHash
from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import whoever_asks, witness

RESET_LASTS = timedelta(hours=1)
MINUTES_BETWEEN_LETTERS = 15
MOST_TOKENS = 20
NOBODY = 0  # no person has this number
SIGN_INS_KEPT = timedelta(days=365)  # they tell a known browser from a stranger's


@action
def create_person(
    email: str,
    name: str,
    *,
    locale: str,
    password_hash: PasswordHash | None = None,
    time_zone: str = "UTC",
    is_sample: bool = False,
) -> Person:
    """Make somebody who may sign in once she has a password.

    In a database of sample people everybody is one, so that a trial network can never
    pass for a real one.

    Raises Refused where the address is taken, or for a sample person among real ones.
    """
    if queries.by_email(email) is not None:
        raise Refused(_("There is already somebody with this e-mail address."))
    if is_sample and queries.has_people(sample=False):
        raise Refused(_("There are real people here, so no sample people can be added."))
    person = Person(
        email=email,
        name=name,
        locale=locale,
        password_hash=password_hash,
        time_zone=time_zone,
        is_sample=is_sample or queries.has_people(sample=True),
    )
    db.session.add(person)
    db.session.flush()
    witness(whoever_asks(), "create_person", _subject(person.id))
    return person


@action
def change_preferences(
    person: Person,
    *,
    name: str | None = None,
    title: str | None = None,
    locale: str | None = None,
    reading_locales: list[str] | None = None,
    time_zone: str | None = None,
) -> None:
    """Store what somebody says of herself, languages best first; what is not given stays."""
    person.name = person.name if name is None else name
    person.title = person.title if title is None else title
    person.locale = locale or person.locale
    person.time_zone = time_zone or person.time_zone
    if reading_locales is not None:
        person.reading_locales = reading_locales


@action
def open_sign_in(
    person: Person, *, device: str, browser: str | None = None, instead_of: int | None = None
) -> str:
    """Sign a device in and return the secret for its cookie.

    `browser` is the secret of the cookie by which the browser will be known again;
    `instead_of` is the number of the sign-in that ends, where there was one.
    """
    if instead_of is not None:
        _end(db.session.get_one(SignIn, instead_of))
    db.session.execute(
        sa.delete(SignIn).where(
            SignIn.person_id == person.id, SignIn.seen_at < now() - SIGN_INS_KEPT
        )
    )
    key = new_key()
    known_as = digest(browser) if browser else None
    begun = SignIn(person_id=person.id, digest=digest(key), device=device, browser=known_as)
    db.session.add(begun)
    db.session.flush()
    told = {"sign_in": begun.id} | ({"instead_of": instead_of} if instead_of else {})
    witness(person.id, "sign_in", _subject(person.id), **told)
    return key


@action
def sign_out(sign_in: SignIn) -> None:
    """End the sign-in by which somebody is here."""
    if _end(sign_in):
        witness(sign_in.person_id, "sign_out", _subject(sign_in.person_id), sign_in=sign_in.id)


@action
def end_sign_in(sign_in: SignIn) -> None:
    """Sign a device out from another one."""
    if _end(sign_in):
        about = _subject(sign_in.person_id)
        witness(whoever_asks(), "end_sign_in", about, sign_in=sign_in.id)


def _end(sign_in: SignIn) -> bool:
    """End a sign-in; say whether it had not ended yet."""
    if sign_in.ended_at is not None:
        return False
    sign_in.ended_at = now()
    return True


@action
def end_sign_ins(person: Person, *, keep: int | None = None) -> None:
    """Sign all devices of `person` out, except the one with the number `keep`."""
    ended = _end_all(person, keep)
    witness(whoever_asks(), "end_sign_ins", _subject(person.id), sign_ins=ended)


def _end_all(person: Person, keep: int | None) -> int:
    """End all sign-ins but the number `keep`; return how many there were."""
    return _changed(
        sa.update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.id != (keep or 0))
        .values(ended_at=now())
    )


def _changed(statement: sa.Update) -> int:
    """Carry out a change of many rows and return how many there were."""
    result = cast("sa.CursorResult[Any]", db.session.execute(statement))
    return result.rowcount


@action
def lock_out(number: int) -> None:
    """Note that tries to get into the account of this person have to wait from now on.

    `number` is NOBODY where the address has no account: the work is the same, so that the
    time tells nothing.
    """
    witness(whoever_asks(), "lock_out", _subject(number))


@action
def note_seen(sign_in_id: int) -> None:
    db.session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


@action
def set_password(person: Person, password_hash: PasswordHash, *, keep: int | None = None) -> None:
    """Give `person` a new password, and tell her by mail.

    All devices are signed out except the sign-in with the number `keep`, links for
    another new password and all access tokens stop working: whoever knew the old
    password may have made them.
    """
    ended = _replace_password(person, password_hash, keep)
    witness(person.id, "set_password", _subject(person.id), **ended)


def _replace_password(
    person: Person, password_hash: PasswordHash, keep: int | None = None
) -> dict[str, int]:
    """Do what `set_password` promises; return how many ways in have ended, by their kinds."""
    person.password_hash = password_hash
    at = now()
    unused = (PasswordReset.person_id == person.id, PasswordReset.used_at.is_(None))
    in_force = (AccessToken.person_id == person.id, AccessToken.revoked_at.is_(None))
    ended = {
        "sign_ins": _end_all(person, keep),
        "resets": _changed(sa.update(PasswordReset).where(*unused).values(used_at=at)),
        "tokens": _changed(sa.update(AccessToken).where(*in_force).values(revoked_at=at)),
    }
    key = f"password_changed:{person.id}:{secrets.token_hex(8)}"
    outbox.post("password_changed", key, person=person.id)
    return ended


@action
def renew_hash(person: Person, password_hash: PasswordHash) -> None:
    """Keep the same password in a newer form."""
    person.password_hash = password_hash


@action
def ask_for_reset(email: str) -> None:
    """Send the owner of this address, if there is one, a link for a new password.

    What is written is the same for any address, so that the time tells nothing. Nobody
    gets more than one letter in a quarter of an hour.
    """
    person = queries.by_email(email)
    period = int(now().timestamp() // (60 * MINUTES_BETWEEN_LETTERS))
    key = f"password_reset:{keyed_digest('reset', normalised(email), str(period))}"
    number = person.id if person else NOBODY
    outbox.post("password_reset", key, person=number)
    witness(whoever_asks(), "ask_for_reset", _subject(number))


@action
def open_reset(person: Person) -> str:
    """Make the secret of a link by which a new password may be set, once, within the hour."""
    key = new_key()
    expires_at = now() + RESET_LASTS
    db.session.add(PasswordReset(person_id=person.id, digest=digest(key), expires_at=expires_at))
    return key


@action
def use_reset(key: str, password_hash: PasswordHash) -> Person:
    """Set a new password by a link's secret. Raises Refused when it no longer works."""
    reset = queries.reset_by(key)
    if reset is None:
        raise Refused(_("This link has been used or is too old. Ask for a new one."))
    ended = _replace_password(reset.person, password_hash)
    witness(reset.person_id, "use_reset", _subject(reset.person_id), **ended)
    return reset.person


@action
def make_token(person: Person, name: str) -> str:
    """Make an access token for the API and return it; it cannot be shown again.

    Raises Refused for somebody who may not sign in, or who has very many.
    """
    if not queries.may_sign_in(person):
        raise Refused(_("This account is closed."))
    if len(queries.access_tokens(person)) >= MOST_TOKENS:
        raise Refused(_("You have very many access tokens. Revoke one that you no longer use."))
    key = new_key("plaza_")
    token = AccessToken(person_id=person.id, name=name, digest=digest(key), beginning=key[:12])
    db.session.add(token)
    db.session.flush()
    witness(whoever_asks(), "make_token", _subject(person.id), token=token.id)
    return key


@action
def note_used(token_id: int) -> None:
    db.session.execute(
        sa.update(AccessToken).where(AccessToken.id == token_id).values(used_at=now())
    )


@action
def revoke_token(token: AccessToken) -> None:
    if token.revoked_at is None:
        token.revoked_at = now()
        witness(whoever_asks(), "revoke_token", _subject(token.person_id), token=token.id)


def _subject(number: int) -> str:
    return f"person:{number}"
