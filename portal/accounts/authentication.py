"""Whether somebody is who she says: the same work and the same answer for any address."""

from collections.abc import Sequence

from portal.accounts import actions, passwords, queries, throttle
from portal.accounts.keys import digest
from portal.accounts.models import Person
from portal.accounts.throttle import Subject
from portal.core.db import db


def authenticate(email: str, password: str, *, network: str, browser: str) -> Person | None:
    """Return the person who may come in with this address and password.

    `network` is where she asks from (`throttle.network_of`), `browser` the secret of the
    cookie by which a browser is known, or empty.

    Raises TooManyTries, and Busy where too many others are being checked.
    """
    subjects = throttle.of_sign_in(email, network)
    known_as = digest(browser)
    if queries.knows_browser(email, known_as):
        subjects = throttle.of_known_browser(email, known_as)
    tried = throttle.count(subjects)
    person = queries.by_email(email)
    number = person.id if person else actions.NOBODY
    known = person.password_hash if person and queries.may_sign_in(person) else None
    if not _matches(password, known) or person is None or known is None:
        _note_failure(number, subjects)
        return None
    throttle.forgive(tried, subjects[0])
    if passwords.is_outdated(known):
        actions.renew_hash(person, passwords.hashed(password))
    return person


def has_password(person: Person, password: str) -> bool:
    """Whether this is her password, asked again while she is signed in. Raises as above."""
    subjects = throttle.of_own_password(person)
    tried, number = throttle.count(subjects), person.id
    if not _matches(password, person.password_hash):
        _note_failure(number, subjects)
        return False
    throttle.forgive(tried, subjects[0])
    return True


def _note_failure(number: int, subjects: Sequence[Subject]) -> None:
    """Have it remembered when this failure was the last that is let through for a while."""
    if throttle.is_used_up(subjects):
        actions.lock_out(number)


def _matches(password: str, known: str | None) -> bool:
    # Those who wait for their turn at the gate must not hold a connection meanwhile.
    db.session.rollback()
    return passwords.matches(password, known)
