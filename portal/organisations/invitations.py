"""Invitations: sent by mail, accepted once, within two weeks, by the address they were sent to.

Only the digest of a link is kept. The outbox must make the link again when the letter
leaves, so a link is not chance but a keyed digest of a number that the outbox holds:
neither the database nor a copy of it opens a door without the portal's secret.
"""

import secrets
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app

from config import Settings
from portal.accounts.actions import change_preferences, create_person
from portal.accounts.keys import digest, keyed_digest
from portal.accounts.letters import link
from portal.accounts.models import Person
from portal.accounts.passwords import PasswordHash
from portal.accounts.queries import by_email
from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.mail import Letter
from portal.core.witness import whoever_asks, witness
from portal.organisations import actions, queries
from portal.organisations.models import (
    INVITATION_LASTS,
    Invitation,
    InvitationState,
    Organisation,
    Role,
    StaffRole,
)

MAIL = "invitation"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited; `locale` is the language of the letter."""

    email: str
    name: str
    locale: str


@action
def invite(guest: Guest, by: Person, place: Organisation, role: Role) -> Invitation:
    """Invite somebody to a city, by mail. Whether the address has an account plays no part.

    Raises Refused when it belongs to the city already or has an open invitation to it.
    """
    someone = by_email(guest.email)
    if someone is not None and queries.belongs(someone, place):
        raise Refused(_("Somebody with this address belongs to the city already."))
    return _invite(guest, by, organisation_id=place.id, role=role)


@action
def invite_staff(
    guest: Guest,
    by: Person | None,
    role: StaffRole,
    *,
    region: str | None = None,
    locale: str | None = None,
) -> Invitation:
    """Invite somebody to work for the secretariat, by mail; scopes as `actions.appoint` has them.

    Raises Refused when the address has an open invitation, or a translator's language is missing.
    """
    if role in (StaffRole.TRANSLATOR, StaffRole.REVIEWER) and not locale:
        raise Refused(_("Say for which language."))
    return _invite(guest, by, staff_role=role, staff_region=region, staff_locale=locale)


def _invite(guest: Guest, by: Person | None, **to: Any) -> Invitation:
    if queries.open_invitation(guest.email, to.get("organisation_id")):
        raise Refused(_("This address is invited already. You can send the invitation again."))
    invitation = Invitation(
        email=guest.email,
        name=guest.name,
        locale=guest.locale,
        invited_by_id=by.id if by else None,
        **to,
    )
    db.session.add(invitation)
    _send(invitation)
    _tell(by.id if by else None, "invite", invitation)
    return invitation


def _tell(by: int | None, verb: str, invitation: Invitation) -> None:
    """Tell what was done with an invitation: to what it invites, but never whom by address."""
    role = invitation.role or invitation.staff_role
    witness(
        by,
        verb,
        f"invitation:{invitation.id}",
        organisation=invitation.organisation_id,
        role=role.value if role else None,
        region=invitation.staff_region,
        locale=invitation.staff_locale,
    )


@action
def send_again(invitation: Invitation) -> None:
    """Send a new link for two more weeks; the link of the earlier letter ends.

    Raises Refused when it was accepted or withdrawn.
    """
    _lock(invitation)
    if invitation.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise Refused(_("This invitation was accepted or withdrawn."))
    _send(invitation)
    _tell(whoever_asks(), "invite_again", invitation)


@action
def withdraw(invitation: Invitation) -> None:
    """Make the link of an invitation worthless. Raises Refused when it was accepted."""
    _lock(invitation)
    if invitation.state is InvitationState.ACCEPTED:
        raise Refused(_("This invitation was accepted already."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = now()
        _tell(whoever_asks(), "withdraw_invitation", invitation)


@action
def accept(invitation: Invitation, person: Person) -> None:
    """Let `person` take up what she was invited to.

    Raises Refused when the invitation is no longer open or was sent to another address.
    """
    _lock(invitation)
    if invitation.state is not InvitationState.OPEN:
        raise Refused(_("This invitation can no longer be accepted."))
    if person.email != invitation.email:
        raise Refused(_("This invitation was sent to another address."))
    invitation.accepted_at = now()
    _tell(person.id, "accept_invitation", invitation)
    if invitation.organisation is not None and invitation.role is not None:
        actions.add_member(person, invitation.organisation, invitation.role)
    if invitation.staff_role is not None:
        actions.appoint(
            person,
            invitation.staff_role,
            region=invitation.staff_region,
            locale=invitation.staff_locale,
        )


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody without an account says of herself; the first of `locales` is her choice."""

    name: str
    title: str
    locales: list[str]
    time_zone: str
    password_hash: PasswordHash


@action
def join(invitation: Invitation, newcomer: Newcomer) -> Person:
    """Make the account of somebody who was invited, and take up the invitation with it.

    Raises Refused when the invitation is no longer open or its address has an account.
    """
    person = create_person(
        invitation.email,
        newcomer.name,
        locale=newcomer.locales[0],
        password_hash=newcomer.password_hash,
        time_zone=newcomer.time_zone,
    )
    change_preferences(person, title=newcomer.title, reading_locales=newcomer.locales)
    accept(invitation, person)
    return person


def _lock(invitation: Invitation) -> None:
    """Read it again and let nobody else change it: of two who accept at once, one succeeds."""
    db.session.execute(
        sa.select(Invitation.id).where(Invitation.id == invitation.id).with_for_update()
    )
    db.session.refresh(invitation)


def _send(invitation: Invitation) -> None:
    number = secrets.token_hex(16)
    invitation.digest = digest(token_of(number))
    invitation.expires_at = now() + INVITATION_LASTS
    db.session.flush()
    key = f"{MAIL}:{invitation.id}:{number}"
    outbox.post(MAIL, key, invitation=invitation.id, number=number)


def token_of(number: str) -> str:
    """The secret part of a link: a digest of `number` with the portal's key."""
    return keyed_digest("invitation", number)


def invitation_for(token: str) -> Invitation | None:
    return queries.invitation_by_digest(digest(token))


def compose(numbers: dict[str, Any]) -> Letter | None:
    """Write the letter, unless the invitation has ended or a newer link was sent."""
    invitation = db.session.get(Invitation, numbers["invitation"])
    token = token_of(numbers["number"])
    if invitation is None or invitation.digest != digest(token):
        return None
    if invitation.state is not InvitationState.OPEN:
        return None
    settings: Settings = current_app.config["PORTAL"]
    return Letter(
        to=invitation.email,
        name=invitation.name or invitation.email,
        locale=invitation.locale,
        template="organisations/mail/invitation.txt",
        context={
            "name": invitation.name,
            "inviter": invitation.invited_by.name if invitation.invited_by else settings.network,
            "place": invitation.organisation.name if invitation.organisation else "",
            "network": settings.network,
            "expires_at": invitation.expires_at,
            "link": link("joining.join", invitation.locale, token=token),
        },
    )
