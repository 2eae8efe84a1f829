"""Who may sign in, for how long, and who may see and end what belongs to an account."""

from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import AccessToken, Person, SignIn
from portal.core.access import Rules

# Lengths of a sign-in (OWASP ASVS 5.0, 7.3.1 and 7.3.2: documented idle and absolute limits).
LONGEST = timedelta(days=30)
IDLE = timedelta(hours=24)
ADMINISTRATOR_IDLE = timedelta(minutes=60)


def may_sign_in(person: Person, *, samples_may: bool) -> bool:
    """Whether she may be let in; the sample people only where their known password does no harm."""
    return person.is_active and (samples_may or not person.is_sample)


def idle_limit(person: Person) -> timedelta:
    """How long a device stays signed in while nobody uses it."""
    administers = any(appointment.role == "administrator" for appointment in person.appointments)
    return ADMINISTRATOR_IDLE if administers else IDLE


def is_alive(sign_in: SignIn, at: datetime) -> bool:
    """Whether the device is still signed in at this moment."""
    return (
        sign_in.ended_at is None
        and at < sign_in.created_at + LONGEST
        and at < sign_in.seen_at + idle_limit(sign_in.person)
    )


def owns(person: Any, thing: SignIn | AccessToken) -> bool:
    return bool(person.is_authenticated) and thing.person_id == person.id


RULES: Rules = {
    (SignIn, "read"): owns,
    (SignIn, "end"): owns,
    (AccessToken, "read"): owns,
    (AccessToken, "revoke"): owns,
}
