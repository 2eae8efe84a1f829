"""What is done to the members: found, edited, joined, left; and who works for the secretariat."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.changes import announce
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import whoever_asks, witness
from portal.organisations import queries
from portal.organisations.models import (
    Appointment,
    Membership,
    Organisation,
    Role,
    StaffRole,
)
from portal.organisations.names import folded
from portal.organisations.policy import can_found_in

LONGEST_SLUG = 72  # of the column's 80, so that a number fits behind it
TAKEN_SLUGS = frozenset({"new", "people", "edit"})

Values = Mapping[str, Any]  # column → value


@action
def create_organisation(by: Person | None, values: Values) -> Organisation:
    """Enter a new member; its address (slug) is made from its name unless one is given.

    Without `by`, who is nobody on the command line, no region is out of reach.

    Raises Refused when `by` is an editor of another region.
    """
    if by is not None and not can_found_in(by, values["region"]):
        raise Refused(_("You can enter new members in your own region only."))
    place = Organisation(**values)
    if not place.slug:
        place.slug = _free_slug(place)
    db.session.add(place)
    db.session.flush()
    witness(by.id if by else None, "create_organisation", f"organisation:{place.id}")
    announce("organisation", place.id)
    return place


def _free_slug(place: Organisation) -> str:
    letters = folded(place.name).encode("ascii", "ignore").decode()
    base = "-".join(letters.split())[:LONGEST_SLUG].strip("-") or place.kind
    similar = sa.select(Organisation.slug).where(
        (Organisation.slug == base) | Organisation.slug.startswith(f"{base}-", autoescape=True)
    )
    taken = {*db.session.scalars(similar), *TAKEN_SLUGS}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


@action
def edit_organisation(place: Organisation, values: Values) -> None:
    """Change what is told of a member; its region and its address stay."""
    changed = sorted(column for column, value in values.items() if getattr(place, column) != value)
    for column, value in values.items():
        setattr(place, column, value)
    witness(whoever_asks(), "edit_organisation", f"organisation:{place.id}", changed=changed)
    announce("organisation", place.id)


@action
def add_member(person: Person, place: Organisation, role: Role) -> Membership:
    """Let somebody belong to a city; one who belongs to it already takes on the role."""
    membership = db.session.get(Membership, (person.id, place.id))
    if membership is not None:
        _give_role(membership, role)
        return membership
    membership = Membership(person=person, organisation=place, role=role)
    db.session.add(membership)
    db.session.flush()
    _tell("add_member", membership)
    return membership


@action
def change_role(membership: Membership, role: Role) -> None:
    """Give somebody another role in her city.

    Raises Refused when the city would have no coordinator.
    """
    if role is not Role.COORDINATOR:
        _insist_on_another_coordinator(membership)
    _give_role(membership, role)


def _give_role(membership: Membership, role: Role) -> None:
    before, membership.role = membership.role, role
    if role is not before:
        _tell("change_role", membership, before=before.value)


def _tell(verb: str, membership: Membership, **more: str) -> None:
    witness(
        whoever_asks(),
        verb,
        f"person:{membership.person_id}",
        organisation=membership.organisation_id,
        role=membership.role.value,
        **more,
    )


@action
def end_membership(membership: Membership) -> None:
    """Let somebody belong to a city no longer; what she wrote stays with the city.

    Raises Refused when the city would have no coordinator.
    """
    _insist_on_another_coordinator(membership)
    _tell("end_membership", membership)
    db.session.delete(membership)


def _insist_on_another_coordinator(membership: Membership) -> None:
    # Two coordinators who each remove the other must not both succeed.
    db.session.get(Organisation, membership.organisation_id, with_for_update=True)
    db.session.refresh(membership)
    if membership.role is not Role.COORDINATOR:
        return
    if queries.coordinator_count(membership.organisation_id) < 2:
        raise Refused(_("A city needs a coordinator. Name another one first."))


@action
def appoint(
    person: Person, role: StaffRole, *, region: str | None = None, locale: str | None = None
) -> Appointment:
    """Let somebody work for the secretariat; an appointment she has already is kept as it is.

    `region` bounds an editor, without one she serves the whole network; `locale` is the
    language into which a translator or reviewer works.

    Raises Refused when a translator's language is missing.
    """
    if role in (StaffRole.TRANSLATOR, StaffRole.REVIEWER) and not locale:
        raise Refused(_("Say for which language."))
    region = region if role is StaffRole.EDITOR else None
    locale = locale if role in (StaffRole.TRANSLATOR, StaffRole.REVIEWER) else None
    for held in person.appointments:
        if (held.role, held.region, held.locale) == (role, region, locale):
            return held
    appointment = Appointment(person=person, role=role, region=region, locale=locale)
    db.session.add(appointment)
    db.session.flush()
    _tell_of_work("appoint", appointment)
    return appointment


@action
def end_appointment(appointment: Appointment) -> None:
    """End somebody's work for the secretariat.

    Raises Refused when nobody would administer the portal.
    """
    if appointment.role is StaffRole.ADMINISTRATOR:
        administrators = sa.select(Appointment).where(Appointment.role == StaffRole.ADMINISTRATOR)
        db.session.scalars(administrators.with_for_update()).all()
        if queries.administrator_count() < 2:
            raise Refused(_("The portal needs an administrator. Appoint another one first."))
    _tell_of_work("end_appointment", appointment)
    db.session.delete(appointment)


def _tell_of_work(verb: str, appointment: Appointment) -> None:
    witness(
        whoever_asks(),
        verb,
        f"person:{appointment.person_id}",
        role=appointment.role.value,
        region=appointment.region,
        locale=appointment.locale,
    )
