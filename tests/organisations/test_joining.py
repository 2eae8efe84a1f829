"""The page behind an invitation's link."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.models import Person
from portal.core.db import db, now
from portal.core.outbox import OutgoingMail
from portal.organisations import invitations
from portal.organisations.invitations import Guest
from portal.organisations.models import Membership, Role

FORM = {
    "name": "Nur Amari",
    "title": "Engineer",
    "locale": "fr",
    "reading_locales": ["ar", "fr"],
    "time_zone": "Africa/Algiers",
    "password": "seven violet tractors hum",
}


@pytest.fixture
def invitation(cast):
    return invitations.invite(
        Guest("nur@example.org", "Nur", "fr"), cast.bo, cast.home, Role.DEPUTY
    )


@pytest.fixture
def path(invitation):
    mail = db.session.scalars(sa.select(OutgoingMail)).one()
    return f"/en/join/{invitations.token_of(mail.numbers['number'])}"


def newcomer():
    return db.session.scalar(sa.select(Person).where(Person.email == "nur@example.org"))


def test_somebody_new_joins_and_is_signed_in(cast, visitor, path):
    page = visitor.get(path)
    assert page.status_code == 200
    assert 'value="Nur"' in page.text

    answer = visitor.post(path, data=FORM)

    assert answer.headers["Location"] == f"/en/cities/{cast.home.slug}"
    person = newcomer()
    assert person.languages == ("fr", "ar")
    assert db.session.get_one(Membership, (person.id, cast.home.id)).role is Role.DEPUTY
    assert visitor.get(f"/en/cities/{cast.home.slug}").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"},
        {"password": "nur@example.org nur"},
        {"name": " "},
        {"locale": "xx"},
        {"reading_locales": ["xx"]},
        {"time_zone": "Mars/Olympus"},
    ],
)
def test_wrong_input_makes_no_account(visitor, path, wrong):
    answer = visitor.post(path, data=FORM | wrong)

    assert answer.status_code == 422
    assert newcomer() is None


def test_a_link_works_once(app, visitor, path):
    visitor.post(path, data=FORM)

    for method in ("get", "post"):
        answer = getattr(app.test_client(), method)(path)
        assert answer.status_code == 410
        assert "works only once" in answer.text


def test_a_link_that_is_too_old_says_what_to_do(visitor, path):
    with time_machine.travel(now() + timedelta(days=15)):
        answer = visitor.get(path)

    assert answer.status_code == 410
    assert "send it again" in answer.text


def test_a_withdrawn_link_says_so(visitor, invitation, path):
    invitations.withdraw(invitation)

    assert visitor.post(path, data=FORM).status_code == 410
    assert newcomer() is None


def test_an_unknown_link_is_not_found(visitor, cast):
    assert visitor.get("/en/join/nothing").status_code == 404


def test_somebody_with_an_account_signs_in_first_and_accepts_with_one_button(cast, app, sign_in):
    guest = Guest(cast.cy.email, "Cy", "en")
    invitations.invite(guest, cast.bo, cast.home, Role.DEPUTY)
    mail = db.session.scalars(sa.select(OutgoingMail)).one()
    path = f"/en/join/{invitations.token_of(mail.numbers['number'])}"

    asked = app.test_client().get(path)
    assert f"next={path}".replace("/", "%2F") in asked.text or f"next={path}" in asked.text

    client = sign_in(cast.cy)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302
    assert db.session.get_one(Membership, (cast.cy.id, cast.home.id)).role is Role.DEPUTY


def test_an_invitation_cannot_be_taken_up_by_somebody_else(cast, sign_in, path):
    client = sign_in(cast.gus)

    for method in ("get", "post"):
        answer = getattr(client, method)(path)
        assert "nur@example.org" in answer.text
    assert db.session.get(Membership, (cast.gus.id, cast.home.id)) is None


def test_a_post_cannot_take_over_an_account_that_exists(cast, app):
    invitations.invite(Guest(cast.cy.email, "Cy", "en"), cast.bo, cast.home, Role.DEPUTY)
    mail = db.session.scalars(sa.select(OutgoingMail)).one()
    path = f"/en/join/{invitations.token_of(mail.numbers['number'])}"

    answer = app.test_client().post(path, data=FORM)

    assert answer.status_code == 200
    assert "Sign in" in answer.text
    assert db.session.get_one(Person, cast.cy.id).name == "Cy"
