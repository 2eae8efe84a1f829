"""Who asks, and who is told."""

import pytest
from flask_login import login_user

from portal.core import witness
from portal.core.actions import action
from portal.core.witness import Act, whoever_asks
from tests import build


@pytest.fixture
def kept(app, monkeypatch):
    """What a second keeper was told, action by action."""
    kept: list[list[Act]] = []
    monkeypatch.setattr(witness, "_keepers", dict(witness._keepers))
    witness.register("test", lambda acts: kept.append(list(acts)))
    return kept


@action
def open_door(number: int) -> None:
    witness.witness(None, "open", f"door:{number}", times=number)


@action
def open_doors() -> None:
    open_door(1)
    open_door(2)


def test_the_acts_of_an_action_and_those_within_it_are_handed_over_together(kept):
    open_doors()
    open_door(3)

    assert [[(act.subject, act.details) for act in acts] for acts in kept] == [
        [("door:1", {"times": 1}), ("door:2", {"times": 2})],
        [("door:3", {"times": 3})],
    ]


def test_an_action_that_tells_nothing_bothers_nobody(kept):
    @action
    def look() -> None: ...

    look()

    assert kept == []


def test_whoever_asks_is_the_signed_in_person_and_else_nobody(app):
    person = build.person()

    with app.test_request_context():
        before = whoever_asks()
        login_user(person)
        signed_in = whoever_asks()

    assert (whoever_asks(), before, signed_in) == (None, None, person.id)
