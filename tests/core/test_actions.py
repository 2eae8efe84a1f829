"""One use case is one transaction."""

import pytest
import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.changes import Change, announce
from portal.core.db import db
from tests import build


@action
def rename(person: Person, name: str) -> None:
    person.name = name
    announce("person", person.id)


def changes() -> list[tuple[str, int]]:
    return [(row.what, row.which) for row in db.session.scalars(sa.select(Change))]


def test_an_action_commits_with_what_it_announced(app):
    person = build.person()

    rename(person, "Ines")
    rename(person, "Inès")

    db.session.rollback()
    assert person.name == "Inès"
    assert changes() == [("person", person.id)] * 2


def test_a_thing_announced_twice_in_one_action_is_one_change(app):
    person = build.person()

    @action
    def rename_twice():
        rename(person, "A")
        rename(person, "B")

    rename_twice()

    assert changes() == [("person", person.id)]


def test_an_inner_action_fails_with_the_outer(app):
    person = build.person(name="Old")

    @action
    def rename_then_fail():
        rename(person, "New")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rename_then_fail()

    assert person.name == "Old"
    assert changes() == []


def test_what_failed_announces_nothing_later(app):
    person = build.person()

    @action
    def announce_then_fail():
        announce("person", 99)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        announce_then_fail()
    rename(person, "New")

    assert changes() == [("person", person.id)]


def test_an_action_sees_what_others_committed_before_it(app):
    person = build.person(name="Old")
    assert person.name == "Old"  # loaded, as a view would have done
    with db.engine.begin() as other:
        other.execute(sa.update(Person).values(name="Changed elsewhere"))

    @action
    def name_inside() -> str:
        return person.name

    assert name_inside() == "Changed elsewhere"


def test_changes_outside_an_action_are_a_programming_error(app):
    person = build.person()
    person.name = "By the way"

    with pytest.raises(RuntimeError, match="outside an action"):
        rename(person, "New")

    db.session.rollback()
