"""The chain: each act adds one link, nothing can be changed in it unseen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.accounts.models import Person
from portal.audit.actions import first_break
from portal.audit.models import AuditRecord
from portal.core.actions import action
from portal.core.db import db
from portal.core.witness import witness
from tests import build


@action
def act(*verbs: str, fail: bool = False) -> None:
    for number, verb in enumerate(verbs, 1):
        witness(None, verb, f"thing:{number}", count=number, names=["é", "ع"])
    if fail:
        raise ZeroDivisionError


def records() -> list[AuditRecord]:
    return list(db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id)))


def test_the_acts_of_an_action_are_kept_in_their_order(app):
    act("open", "close")
    act("open")

    assert [(each.verb, each.subject) for each in records()] == [
        ("open", "thing:1"),
        ("close", "thing:2"),
        ("open", "thing:1"),
    ]
    assert first_break() is None


def test_an_act_that_is_rolled_back_leaves_nothing(app):
    act("open")

    with pytest.raises(ZeroDivisionError):
        act("burn", fail=True)

    act("close")
    assert [each.verb for each in records()] == ["open", "close"]
    assert first_break() is None


def test_nothing_can_be_told_outside_an_action(app):
    with pytest.raises(RuntimeError, match="outside an action"):
        witness(None, "open", "thing:1")


def test_an_act_is_by_a_person_or_by_nobody(cast):
    @action
    def act_by(number: int | None) -> None:
        witness(number, "open", "thing:1")

    act_by(cast.ada.id)
    act_by(None)

    assert [each.actor_id for each in records()] == [cast.ada.id, None]


CHANGES = {
    "verb": "knock",
    "subject": "thing:9",
    "details": {"count": 2},
    "actor_id": None,
    "digest": "0" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_record_is_found(cast, column):
    @action
    def act_as_ada(verb: str) -> None:
        witness(cast.ada.id, verb, "thing:1", count=1)

    for verb in ("open", "wave", "close"):
        act_as_ada(verb)
    second = records()[1]
    setattr(second, column, CHANGES[column])
    db.session.commit()

    assert first_break() == second.id


def test_a_record_taken_out_is_found(app):
    act("open", "wave", "close")
    _first, second, third = records()
    db.session.delete(second)
    db.session.commit()

    assert first_break() == third.id


def test_the_command_says_whether_the_chain_is_whole(app):
    act("open", "wave", "close")
    run = app.test_cli_runner().invoke

    whole = run(args=["audit", "verify"])
    second = records()[1]
    second.verb = "knock"
    db.session.commit()
    broken = run(args=["audit", "verify"])

    assert (whole.exit_code, whole.output) == (0, "The chain is whole.\n")
    assert broken.exit_code == 1
    assert str(second.id) in broken.output


def test_acts_at_the_same_moment_make_one_chain_and_never_wait_for_each_other(app):
    """Some take the row first that all want, some tell first: neither may hold the chain's end."""
    key, hands = build.person().id, 4

    @action
    def rename(*, tells_first: bool) -> None:
        if tells_first:
            witness(None, "rename", f"person:{key}")
        person = db.session.get_one(Person, key, with_for_update=True)
        person.title = f"{person.title}x"
        db.session.flush()
        if not tells_first:
            witness(None, "rename", f"person:{key}")

    def work(number: int) -> None:
        with app.app_context():
            for time in range(5):
                rename(tells_first=(number + time) % 2 == 0)

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(work, range(hands)))

    db.session.rollback()
    assert len(db.session.get_one(Person, key).title) == len(records()) == 5 * hands
    assert first_break() is None
