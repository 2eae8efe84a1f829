"""Things that happen at a moment."""

from datetime import timedelta

import pytest
import time_machine

from portal.core import timers
from portal.core.actions import action
from portal.core.db import now

KIND = "test_timer"


@pytest.fixture
def rung():
    numbers: list[int] = []
    timers.register(KIND, numbers.append)
    yield numbers
    del timers._handlers[KIND]


@action
def set_timer(which: int, in_minutes: int) -> None:
    timers.set_timer(KIND, which, now() + timedelta(minutes=in_minutes))


def test_a_timer_rings_once_when_it_is_due(rung, app, work):
    set_timer(1, in_minutes=10)
    work()
    assert rung == []

    with time_machine.travel(now() + timedelta(minutes=11)):
        work()
        work()

    assert rung == [1]


def test_a_later_timer_replaces_an_earlier_one(rung, app, work):
    set_timer(1, in_minutes=10)
    set_timer(1, in_minutes=60)

    with time_machine.travel(now() + timedelta(minutes=11)):
        work()

    assert rung == []


def test_a_timer_can_be_cancelled(rung, app, work):
    set_timer(1, in_minutes=10)
    action(timers.cancel)(KIND, 1)

    with time_machine.travel(now() + timedelta(minutes=11)):
        work()

    assert rung == []


def test_a_timer_whose_handler_fails_stays(rung, app):
    set_timer(1, in_minutes=0)

    def fail(_which: int) -> None:
        raise ZeroDivisionError

    timers.register(KIND, fail)
    with pytest.raises(ZeroDivisionError):
        timers.turn_one()
    timers.register(KIND, rung.append)
    timers.turn_one()

    assert rung == [1]
