"""What a person holds, and who may do what for an organisation."""

from typing import Any

from flask import g, has_request_context

from portal.accounts.models import Person
from portal.core.access import Rules
from portal.organisations.models import (
    STEWARDS,
    Appointment,
    Invitation,
    Membership,
    Organisation,
    Role,
    StaffRole,
)

PUBLIC = "public"
MEMBERS = "members"
STAFF = "staff"
TRANSLATORS = "translators"


def tokens(person: Any) -> frozenset[str]:
    """What `person` (or a visitor) holds: `public`, `members`, `city:17`, `staff:europe` …

    She may read a thing when one of these is in its audience. Counted once in a request.
    """
    if not getattr(person, "is_authenticated", False):
        return frozenset({PUBLIC})
    if not has_request_context():
        return frozenset(_held(person))
    known: dict[int, frozenset[str]] = g.setdefault("tokens", {})
    if person.id not in known:
        known[person.id] = frozenset(_held(person))
    return known[person.id]


def _held(person: Person) -> set[str]:
    held = {PUBLIC, f"person:{person.id}"}
    for membership in person.memberships:
        city = membership.organisation
        held |= {MEMBERS, f"city:{city.id}", f"region:{city.region}", _author(person.id, city.id)}
        if membership.role in STEWARDS:
            held.add(f"stewards:{city.id}")
    for appointment in person.appointments:
        held |= _held_by_staff(appointment.role, appointment.region, appointment.locale)
        if appointment.role is StaffRole.EDITOR:
            held.add(_author(person.id, STAFF))
    return held


def _held_by_staff(role: StaffRole, region: str | None, locale: str | None) -> set[str]:
    # An administrator reads no members' content by virtue of the office.
    if role is StaffRole.ADMINISTRATOR:
        return {"administrator"}
    if role is StaffRole.EDITOR:
        return {MEMBERS, f"{STAFF}:{region}" if region else STAFF}
    return {MEMBERS, TRANSLATORS, f"{role.value}:{locale}"}


def _author(person_id: int, place: int | str) -> str:
    return f"author:{person_id}@{place}"


def authorship(person_id: int, organisation_id: int) -> frozenset[str]:
    """What somebody holds by whom a text of this organisation was written.

    As one of its people or as an editor of the secretariat, and no longer than she is: the
    city owns its texts, and who has left it keeps nothing of them but her name.
    """
    return frozenset({_author(person_id, organisation_id), _author(person_id, STAFF)})


def is_steward_of(person: Any, organisation_id: int) -> bool:
    """Whether she is coordinator or deputy there."""
    return f"stewards:{organisation_id}" in tokens(person)


def coordinates(person: Any, organisation_id: int) -> bool:
    return any(
        membership.organisation_id == organisation_id and membership.role is Role.COORDINATOR
        for membership in getattr(person, "memberships", ())
    )


def is_editor_for(person: Any, region: str) -> bool:
    """Whether she is a secretariat editor, for the whole network or for this region."""
    return not tokens(person).isdisjoint({STAFF, f"{STAFF}:{region}"})


def is_editor(person: Any) -> bool:
    return any(token == STAFF or token.startswith(f"{STAFF}:") for token in tokens(person))


def is_administrator(person: Any) -> bool:
    return "administrator" in tokens(person)


def may_read_directory(person: Any) -> bool:
    return not tokens(person).isdisjoint({MEMBERS, "administrator"})


def can_read(person: Any, _organisation: Organisation) -> bool:
    return may_read_directory(person)


def can_invite(person: Any, organisation: Organisation) -> bool:
    return (
        coordinates(person, organisation.id)
        or is_editor_for(person, organisation.region)
        or is_administrator(person)
    )


def can_edit(person: Any, organisation: Organisation) -> bool:
    return is_steward_of(person, organisation.id) or is_editor_for(person, organisation.region)


def can_create(person: Any, _kind: type) -> bool:
    return is_editor(person) or is_administrator(person)


def can_found_in(person: Any, region: str) -> bool:
    """Whether she may enter a new member of this region."""
    return is_editor_for(person, region) or is_administrator(person)


def can_appoint(person: Any, _subject: object) -> bool:
    return is_administrator(person)


def can_identify(person: Any, organisation: Organisation) -> bool:
    """Correct what the network knows the member by: its name, kind and country."""
    return is_editor_for(person, organisation.region)


def can_read_membership(person: Any, _membership: Membership) -> bool:
    return may_read_directory(person)


def can_change_membership(person: Any, membership: Membership) -> bool:
    return can_invite(person, membership.organisation)


def can_handle_invitation(person: Any, invitation: Invitation) -> bool:
    if invitation.organisation is None:
        return is_administrator(person)
    return can_invite(person, invitation.organisation)


RULES: Rules = {
    (Organisation, "read"): can_read,
    (Organisation, "edit"): can_edit,
    (Organisation, "identify"): can_identify,
    (Organisation, "invite"): can_invite,
    (Organisation, "create"): can_create,
    (Membership, "read"): can_read_membership,
    (Membership, "change"): can_change_membership,
    (Invitation, "read"): can_handle_invitation,
    (Appointment, "create"): can_appoint,
    (Appointment, "read"): can_appoint,
    (Appointment, "end"): can_appoint,
}
