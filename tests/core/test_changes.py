"""The change log: a follower that remembers the highest number loses nothing."""

import threading

import pytest
import sqlalchemy as sa

from portal.core import changes
from portal.core.actions import action
from portal.core.changes import Change
from portal.core.db import db


@action
def change(which: int) -> None:
    changes.announce("thing", which)


def test_numbers_follow_each_other_and_are_never_used_twice(app):
    change(1)
    change(2)
    first, second = changes.after(0, 10)
    with db.engine.begin() as connection:
        connection.execute(sa.delete(Change))

    change(3)

    (third,) = changes.after(0, 10)
    assert first.number < second.number < third.number
    assert changes.latest() == third.number


def test_a_follower_goes_on_where_it_stopped(app):
    for which in (1, 2, 3):
        change(which)

    @action
    def read_two() -> list[int]:
        news = changes.after(changes.position("test"), 2)
        if news:
            changes.reached("test", news[-1].number)
        return [each.which for each in news]

    assert [read_two(), read_two(), read_two()] == [[1, 2], [3], []]


def test_a_change_in_one_language_is_part_of_a_change_of_all(app):
    @action
    def change_three() -> None:
        changes.announce("thing", 1, locale="fr")
        changes.announce("thing", 2, locale="fr")
        changes.announce("thing", 2, locale="ar")
        changes.announce("thing", 1)

    change_three()

    assert [(each.which, each.locale) for each in changes.after(0, 10)] == [
        (2, "fr"),
        (2, "ar"),
        (1, None),
    ]


def test_a_number_never_becomes_visible_after_a_higher_one(app):
    """Two writers interleave: the one that numbers first commits last.

    With a sequence alone the follower would read the second, remember its number, and
    never see the first. Under the lock the second has to wait for the first's commit.
    """
    holds_number, may_commit = threading.Event(), threading.Event()
    seen: list[int] = []

    def slow_writer() -> None:
        with app.app_context():

            @action
            def slow() -> None:
                changes.announce("thing", 1)
                changes.write_announced()
                changes.forget()
                holds_number.set()
                may_commit.wait(10)

            slow()
            db.session.remove()

    def quick_writer() -> None:
        with app.app_context():
            change(2)
            db.session.remove()

    slow_thread = threading.Thread(target=slow_writer)
    quick_thread = threading.Thread(target=quick_writer)
    slow_thread.start()
    assert holds_number.wait(10)
    quick_thread.start()
    quick_thread.join(0.5)
    position = 0
    for each in changes.after(position, 10):
        seen.append(each.which)
        position = each.number
    db.session.rollback()
    may_commit.set()
    slow_thread.join(20)
    quick_thread.join(20)
    seen += [each.which for each in changes.after(position, 10)]

    assert sorted(seen) == [1, 2]


def test_without_the_lock_a_row_would_be_lost(app):
    """On PostgreSQL, so the test above can fail. SQLite lets the second writer wait by itself."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with db.engine.connect() as slow, db.engine.connect() as quick:
        row = {"what": "thing", "at": changes.now()}
        slow.execute(sa.insert(Change).values(row | {"which": 1}))
        quick.execute(sa.insert(Change).values(row | {"which": 2}))
        quick.commit()
        news = changes.after(0, 10)
        position = news[-1].number
        db.session.rollback()
        slow.commit()

    assert [each.which for each in news] == [2]
    assert changes.after(position, 10) == []
