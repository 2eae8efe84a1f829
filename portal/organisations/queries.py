"""Reading the members: one city, its people, who works for the secretariat, who is invited."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from portal.accounts.models import Person, PersonState, normalised
from portal.core.db import db, now
from portal.organisations.models import (
    SECRETARIAT,
    Appointment,
    Invitation,
    Membership,
    Organisation,
    Role,
    StaffRole,
)

_ROLES_IN_ORDER = sa.case(
    {Role.COORDINATOR: 0, Role.DEPUTY: 1, Role.OFFICIAL: 2}, value=Membership.role
)
_STAFF_ROLES_IN_ORDER = sa.case(
    {
        StaffRole.ADMINISTRATOR: 0,
        StaffRole.EDITOR: 1,
        StaffRole.REVIEWER: 2,
        StaffRole.TRANSLATOR: 3,
    },
    value=Appointment.role,
)


def by_slug(slug: str) -> Organisation | None:
    return db.session.scalar(sa.select(Organisation).where(Organisation.slug == slug))


def by_slug_or_number(name: str) -> Organisation | None:
    """The organisation that somebody names on the command line."""
    if name.isdecimal():
        return db.session.get(Organisation, int(name))
    return by_slug(name)


def secretariat() -> Organisation | None:
    """The office of the network; the oldest, should there be several."""
    chosen = sa.select(Organisation).where(Organisation.kind == SECRETARIAT)
    return db.session.scalar(chosen.order_by(Organisation.id).limit(1))


def memberships_of(organisation: Organisation) -> Sequence[Membership]:
    """The active people of a city with their roles: the coordinator first, then by name."""
    return db.session.scalars(
        sa.select(Membership)
        .join(Membership.person)
        .where(Membership.organisation_id == organisation.id, Person.state == PersonState.ACTIVE)
        .options(contains_eager(Membership.person))
        .order_by(_ROLES_IN_ORDER, Person.name, Person.id)
    ).all()


def people_of(organisation: Organisation) -> list[Person]:
    return [membership.person for membership in memberships_of(organisation)]


def belongs(person: Person, organisation: Organisation) -> bool:
    return db.session.get(Membership, (person.id, organisation.id)) is not None


def coordinator_count(organisation_id: int) -> int:
    counted = (
        sa.select(sa.func.count())
        .select_from(Membership)
        .join(Membership.person)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.COORDINATOR,
            Person.state == PersonState.ACTIVE,
        )
    )
    return db.session.scalar(counted) or 0


def appointments() -> Sequence[Appointment]:
    """Who works for the secretariat and as what, administrators first."""
    return db.session.scalars(
        sa.select(Appointment)
        .join(Appointment.person)
        .where(Person.state == PersonState.ACTIVE)
        .options(contains_eager(Appointment.person))
        .order_by(_STAFF_ROLES_IN_ORDER, Person.name, Appointment.id)
    ).all()


def administrator_count() -> int:
    counted = (
        sa.select(sa.func.count(sa.distinct(Appointment.person_id)))
        .join(Appointment.person)
        .where(Appointment.role == StaffRole.ADMINISTRATOR, Person.state == PersonState.ACTIVE)
    )
    return db.session.scalar(counted) or 0


def pending_invitations(organisation: Organisation | None) -> Sequence[Invitation]:
    """Invitations to a city, or to the secretariat, that nobody has accepted, newest first.

    One that has expired is among them, so that it can be sent again.
    """
    return db.session.scalars(
        sa.select(Invitation)
        .where(
            Invitation.organisation_id.is_(None)
            if organisation is None
            else Invitation.organisation_id == organisation.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .options(joinedload(Invitation.organisation))
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    ).all()


def open_invitation(email: str, organisation_id: int | None) -> Invitation | None:
    """An invitation of this address that can be accepted still."""
    chosen = sa.select(Invitation).where(
        Invitation.email == normalised(email),
        Invitation.organisation_id.is_(None)
        if organisation_id is None
        else Invitation.organisation_id == organisation_id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > now(),
    )
    return db.session.scalar(chosen.limit(1))


def invitation_by_digest(digest: str) -> Invitation | None:
    return db.session.scalar(
        sa.select(Invitation)
        .where(Invitation.digest == digest)
        .options(joinedload(Invitation.organisation), joinedload(Invitation.invited_by))
    )
