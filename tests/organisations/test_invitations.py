"""Invitations: one letter, one link, one use, two weeks."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.models import Person
from portal.accounts.passwords import PasswordHash
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.outbox import MailState, OutgoingMail
from portal.organisations import actions, invitations, queries
from portal.organisations.invitations import Guest, Newcomer
from portal.organisations.models import Invitation, InvitationState, Membership, Role, StaffRole

GUEST = Guest("nur@example.org", "Nur", "ar")
NEWCOMER = Newcomer("Nur Amari", "Engineer", ["ar", "fr"], "Africa/Algiers", PasswordHash("x"))


@pytest.fixture
def invitation(cast):
    return invitations.invite(GUEST, cast.bo, cast.home, Role.OFFICIAL)


def sent_link():
    """The secret part of the newest link, as its letter will hold it."""
    mails = sa.select(OutgoingMail).where(OutgoingMail.kind == "invitation")
    newest = db.session.scalars(mails.order_by(OutgoingMail.id.desc())).first()
    return invitations.token_of(newest.numbers["number"])


def test_the_letter_holds_the_link_that_opens_the_invitation(invitation):
    assert invitations.invitation_for(sent_link()) is invitation


def test_neither_the_row_nor_the_outbox_holds_the_link(invitation):
    token = sent_link()

    mail = db.session.scalars(sa.select(OutgoingMail)).one()
    kept = f"{invitation.digest} {mail.numbers} {mail.key}"
    assert token not in kept


def test_a_newcomer_gets_an_account_and_a_place(cast, invitation):
    person = invitations.join(invitation, NEWCOMER)

    assert (person.email, person.name, person.locale) == ("nur@example.org", "Nur Amari", "ar")
    assert person.languages == ("ar", "fr")
    assert person.time_zone == "Africa/Algiers"
    assert db.session.get_one(Membership, (person.id, cast.home.id)).role is Role.OFFICIAL
    assert invitation.state is InvitationState.ACCEPTED


def test_an_invitation_works_once(invitation):
    person = invitations.join(invitation, NEWCOMER)

    with pytest.raises(Refused):
        invitations.accept(invitation, person)


def test_an_invitation_works_for_two_weeks(invitation):
    with time_machine.travel(now() + timedelta(days=14, minutes=1)), pytest.raises(Refused):
        invitations.join(invitation, NEWCOMER)

    assert db.session.scalar(sa.select(Person).where(Person.email == GUEST.email)) is None


def test_a_withdrawn_invitation_works_no_more(invitation):
    invitations.withdraw(invitation)

    with pytest.raises(Refused):
        invitations.join(invitation, NEWCOMER)


def test_an_accepted_invitation_can_be_neither_withdrawn_nor_sent(invitation):
    invitations.join(invitation, NEWCOMER)

    with pytest.raises(Refused):
        invitations.withdraw(invitation)
    with pytest.raises(Refused):
        invitations.send_again(invitation)


def test_sending_again_makes_a_new_link_and_ends_the_old_one(invitation):
    old = sent_link()

    with time_machine.travel(now() + timedelta(days=20)):
        invitations.send_again(invitation)

        assert invitations.invitation_for(old) is None
        assert invitations.invitation_for(sent_link()) is invitation
        assert invitation.state is InvitationState.OPEN


def test_only_the_invited_address_accepts(cast, invitation):
    with pytest.raises(Refused):
        invitations.accept(invitation, cast.cy)


def test_somebody_with_an_account_takes_it_up(cast):
    guest = Guest(cast.cy.email, "Cy", "en")
    invitation = invitations.invite(guest, cast.bo, cast.home, Role.DEPUTY)

    invitations.accept(invitation, cast.cy)

    assert db.session.get_one(Membership, (cast.cy.id, cast.home.id)).role is Role.DEPUTY


def test_an_address_that_got_an_account_meanwhile_makes_no_second_one(cast):
    invitation = invitations.invite(Guest(cast.cy.email, "", "en"), cast.bo, cast.home, Role.DEPUTY)

    with pytest.raises(Refused):
        invitations.join(invitation, NEWCOMER)

    assert invitation.state is InvitationState.OPEN


def test_nobody_is_invited_twice_at_once(cast, invitation):
    with pytest.raises(Refused):
        invitations.invite(GUEST, cast.bo, cast.home, Role.OFFICIAL)

    invitations.withdraw(invitation)
    assert invitations.invite(GUEST, cast.bo, cast.home, Role.OFFICIAL)


def test_two_cities_may_invite_the_same_person(cast, invitation):
    assert invitations.invite(GUEST, cast.di, cast.near, Role.COORDINATOR)


def test_who_belongs_to_the_city_is_not_invited_again(cast):
    with pytest.raises(Refused):
        invitations.invite(Guest(cast.eve.email, "Eve", "en"), cast.bo, cast.home, Role.OFFICIAL)


def test_an_invitation_to_the_secretariat_brings_its_scope(cast):
    invitation = invitations.invite_staff(GUEST, cast.max, StaffRole.EDITOR, region="oceania")

    person = invitations.join(invitation, NEWCOMER)

    held = person.appointments[0]
    assert (held.role, held.region) == (StaffRole.EDITOR, "oceania")


def test_a_translator_is_invited_for_a_language(cast):
    with pytest.raises(Refused):
        invitations.invite_staff(GUEST, cast.max, StaffRole.TRANSLATOR)


def test_the_letter_is_written_in_the_language_of_the_guest(app, invitation, work, mails):
    work()

    letter = mails()[-1]
    assert letter["To"] == "Nur <nur@example.org>"
    assert letter["Content-Language"] == "ar"
    assert f"http://localhost/ar/join/{sent_link()}" in letter.get_body(("plain",)).get_content()


def test_no_letter_leaves_for_a_withdrawn_invitation(invitation, work):
    invitations.withdraw(invitation)
    work()

    assert db.session.scalars(sa.select(OutgoingMail.state)).all() == [MailState.DROPPED]


def test_only_the_newest_letter_leaves(invitation, work):
    invitations.send_again(invitation)
    work()

    states = db.session.scalars(sa.select(OutgoingMail.state).order_by(OutgoingMail.id)).all()
    assert states == [MailState.DROPPED, MailState.SENT]


def test_the_first_administrator_is_invited_on_the_machine(app, work):
    result = app.test_cli_runner().invoke(args=["invite-administrator", "Max@Example.org"])

    assert result.exit_code == 0, result.output
    invitation = db.session.scalars(sa.select(Invitation)).one()
    assert (invitation.email, invitation.staff_role) == ("max@example.org", StaffRole.ADMINISTRATOR)
    assert queries.pending_invitations(None) == [invitation]
    assert actions.appoint(invitations.join(invitation, NEWCOMER), StaffRole.ADMINISTRATOR)
