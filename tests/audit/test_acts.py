"""Each way in, each role given and taken leaves exactly one record, and no secret with it."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import sqlalchemy as sa

from portal.accounts import actions as accounts
from portal.accounts import passwords, queries
from portal.accounts.models import AccessToken, Person, SignIn
from portal.accounts.passwords import PasswordHash
from portal.audit.actions import first_break
from portal.audit.models import AuditRecord
from portal.content import writing
from portal.content.models import Status, Visibility
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.errors import Refused
from portal.organisations import actions as organisations
from portal.organisations import invitations
from portal.organisations.invitations import Guest, Newcomer
from portal.organisations.models import Invitation, Membership, Role, StaffRole
from tests import build
from tests.accounts.conftest import send

HASH = PasswordHash("not a real one")
GUEST = Guest("nur@example.org", "Nur", "ar")
NEWCOMER = Newcomer("Nur Amari", "Engineer", ["ar"], "Africa/Algiers", HASH)
PASSWORD = "four rivers meet under the bridge"


def told_since(last: int) -> list[AuditRecord]:
    chosen = sa.select(AuditRecord).where(AuditRecord.id > last).order_by(AuditRecord.id)
    return list(db.session.scalars(chosen))


def last_number() -> int:
    return db.session.scalar(sa.select(sa.func.max(AuditRecord.id))) or 0


def sign_in_of(person: Person) -> SignIn:
    found = queries.sign_in_by(accounts.open_sign_in(person, device="test"))
    assert found is not None
    return found


def token_of(person: Person) -> AccessToken:
    found = queries.access_token_by(accounts.make_token(person, "script"))
    assert found is not None
    return found


def invited(cast: Any) -> Invitation:
    return invitations.invite(GUEST, cast.bo, cast.home, Role.OFFICIAL)


def place_of(person: Person) -> Membership:
    return person.memberships[0]


Prepare = Callable[[Any], Callable[[], object]]

# verb → what has to be there first; what it returns is the act itself
ACTS: dict[str, Prepare] = {
    "create_person": lambda cast: (
        lambda: accounts.create_person("n@d.example", "Nadia", locale="en")
    ),
    "sign_in": lambda cast: lambda: accounts.open_sign_in(cast.ada, device="test"),
    "sign_out": lambda cast: _on(sign_in_of(cast.ada), accounts.sign_out),
    "end_sign_in": lambda cast: _on(sign_in_of(cast.ada), accounts.end_sign_in),
    "end_sign_ins": lambda cast: lambda: accounts.end_sign_ins(cast.ada),
    "lock_out": lambda cast: lambda: accounts.lock_out(cast.ada.id),
    "set_password": lambda cast: lambda: accounts.set_password(cast.ada, HASH),
    "ask_for_reset": lambda cast: lambda: accounts.ask_for_reset(cast.ada.email),
    "use_reset": lambda cast: _on(
        accounts.open_reset(cast.ada), lambda key: accounts.use_reset(key, HASH)
    ),
    "make_token": lambda cast: lambda: accounts.make_token(cast.ada, "script"),
    "revoke_token": lambda cast: _on(token_of(cast.ada), accounts.revoke_token),
    "create_organisation": lambda cast: (
        lambda: organisations.create_organisation(
            cast.di, {"kind": "city", "name": "Newtown", "country": "MA", "region": "africa"}
        )
    ),
    "edit_organisation": lambda cast: (
        lambda: organisations.edit_organisation(
            cast.home, {"website": "https://home.example", "name": cast.home.name}
        )
    ),
    "invite": lambda cast: lambda: invited(cast),
    "invite_again": lambda cast: _on(invited(cast), invitations.send_again),
    "withdraw_invitation": lambda cast: _on(invited(cast), invitations.withdraw),
    "add_member": lambda cast: lambda: organisations.add_member(cast.di, cast.home, Role.OFFICIAL),
    "change_role": lambda cast: lambda: organisations.change_role(place_of(cast.ada), Role.DEPUTY),
    "end_membership": lambda cast: lambda: organisations.end_membership(place_of(cast.ada)),
    "appoint": lambda cast: lambda: organisations.appoint(cast.ada, StaffRole.EDITOR),
    "end_appointment": lambda cast: lambda: organisations.end_appointment(cast.di.appointments[0]),
}


def _on(thing: Any, act: Callable[[Any], object]) -> Callable[[], object]:
    return lambda: act(thing)


@pytest.mark.parametrize("verb", ACTS)
def test_an_act_leaves_exactly_one_record(cast, verb):
    act = ACTS[verb](cast)
    before = last_number()

    act()

    assert [each.verb for each in told_since(before)] == [verb]
    assert first_break() is None


def test_taking_up_an_invitation_tells_what_it_brought(cast):
    invitation = invited(cast)
    before = last_number()

    person = invitations.join(invitation, NEWCOMER)

    assert [(each.verb, each.subject, each.actor_id) for each in told_since(before)] == [
        ("create_person", f"person:{person.id}", None),
        ("accept_invitation", f"invitation:{invitation.id}", person.id),
        ("add_member", f"person:{person.id}", None),
    ]


def nothing_left_to_do(cast: Any) -> dict[str, Callable[[], object]]:
    signed_in, token, invitation = sign_in_of(cast.ada), token_of(cast.ada), invited(cast)
    accounts.end_sign_in(signed_in)
    accounts.revoke_token(token)
    invitations.withdraw(invitation)
    return {
        "end_sign_in": lambda: accounts.end_sign_in(signed_in),
        "sign_out": lambda: accounts.sign_out(signed_in),
        "revoke_token": lambda: accounts.revoke_token(token),
        "withdraw_invitation": lambda: invitations.withdraw(invitation),
        "change_role": lambda: organisations.change_role(place_of(cast.ada), Role.OFFICIAL),
        "add_member": lambda: organisations.add_member(cast.ada, cast.home, Role.OFFICIAL),
        "appoint": lambda: organisations.appoint(cast.di, StaffRole.EDITOR),
    }


def test_what_changes_nothing_leaves_no_record(cast):
    acts = nothing_left_to_do(cast)
    before = last_number()

    for act in acts.values():
        act()

    assert told_since(before) == []


def test_what_is_refused_leaves_no_record(cast):
    invited(cast)
    before = last_number()
    refused: list[Callable[[], object]] = [
        lambda: accounts.create_person(cast.ada.email, "Ada", locale="en"),
        lambda: accounts.use_reset("no such link", HASH),
        lambda: invited(cast),
        lambda: organisations.end_membership(place_of(cast.bo)),
        lambda: organisations.appoint(cast.ada, StaffRole.TRANSLATOR),
        lambda: organisations.end_appointment(cast.max.appointments[0]),
    ]

    for act in refused:
        with pytest.raises(Refused):
            act()

    assert told_since(before) == []


def test_the_record_names_who_did_it(cast, sign_in, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    client = sign_in(cast.bo)
    before = last_number()
    people = f"/en/cities/{cast.home.slug}/people"

    client.post(f"{people}/{cast.ada.id}", data={"role": "deputy"})
    client.post(f"{people}/{cast.ada.id}/end")
    client.post("/en/account/tokens", data={"name": "script"})

    told = [(each.verb, each.actor_id, each.subject) for each in told_since(before)]
    assert told == [
        ("change_role", cast.bo.id, f"person:{cast.ada.id}"),
        ("end_membership", cast.bo.id, f"person:{cast.ada.id}"),
        ("make_token", cast.bo.id, f"person:{cast.bo.id}"),
    ]


@pytest.fixture
def ada(cast, app):
    cast.ada.password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return cast.ada


def enter(client: Any, email: str, password: str) -> Any:
    return send(client, "/en/account/sign-in", {"email": email, "password": password})


@pytest.mark.parametrize("known", [True, False])
def test_the_failure_that_locks_leaves_one_record_whether_or_not_there_is_an_account(
    ada, visitor, known
):
    email = ada.email if known else "nobody@example.org"
    before = last_number()

    answers = [enter(visitor, email, f"wrong {n}").status_code for n in range(7)]

    assert answers == [422] * 5 + [429] * 2
    subject = f"person:{ada.id if known else 0}"
    assert [(each.verb, each.subject) for each in told_since(before)] == [("lock_out", subject)]


def test_a_right_password_on_the_last_try_locks_nobody_out(ada, visitor):
    before = last_number()
    for number in range(4):
        enter(visitor, ada.email, f"wrong {number}")

    enter(visitor, ada.email, PASSWORD)

    assert [each.verb for each in told_since(before)] == ["sign_in"]


def test_guessing_the_own_password_again_locks_too(ada, sign_in):
    client = sign_in(ada)
    before = last_number()
    form = {"present": "wrong", "password": "a new sentence of five words", "again": ""}

    for _time in range(6):
        send(client, "/en/account/password", form | {"again": form["password"]})

    told = [(each.verb, each.actor_id) for each in told_since(before)]
    assert told == [("lock_out", ada.id)]


def test_signing_out_and_in_again_by_the_front_door(ada, visitor):
    before = last_number()

    enter(visitor, ada.email, PASSWORD)
    send(visitor, "/en/account/sign-out", page="/en/account/devices")

    assert [(each.verb, each.actor_id) for each in told_since(before)] == [
        ("sign_in", ada.id),
        ("sign_out", ada.id),
    ]


def test_a_change_of_readers_is_told_of_a_published_text(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.MEMBERS)
    words, facts = study.newest.words, study.newest.facts
    before = last_number()

    writing.revise(study, cast.bo, study.version, Draft(words, facts, Visibility.PUBLIC))
    writing.revise(study, cast.bo, study.version, Draft(words, facts, Visibility.TEAM))

    told = [(each.verb, each.details["visibility"]) for each in told_since(before)]
    assert told == [("widen", "public"), ("narrow", "team")]


def test_no_secret_and_no_address_is_in_the_chain(cast, ada, visitor):
    enter(visitor, ada.email, PASSWORD)
    for prepare in ACTS.values():
        db.session.rollback()
        if prepare is not ACTS["end_membership"]:
            prepare(cast)()
        for invitation in db.session.scalars(sa.select(Invitation)):
            invitations.withdraw(invitation)
    kept = " ".join(
        f"{each.verb} {each.subject} {each.details}"
        for each in db.session.scalars(sa.select(AuditRecord))
    )

    people, ways = list(rows(Person)), [*rows(SignIn), *rows(AccessToken)]
    names = [*(each.email for each in people), *(each.name for each in people)]
    secrets = [*(each.digest for each in ways), *(each.beginning for each in rows(AccessToken))]
    for word in [*names, *secrets, PASSWORD, "127.0.0.1", "@", "plaza_", "test"]:
        assert word not in kept


def rows(model: type[Any]) -> Iterable[Any]:
    return db.session.scalars(sa.select(model))
