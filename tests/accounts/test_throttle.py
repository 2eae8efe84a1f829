"""Guessing is slowed down; the owner of an account is not locked out by strangers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts import throttle
from portal.accounts.models import Attempt
from portal.accounts.throttle import TooManyTries, network_of
from portal.core.db import db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def use_up(subjects, tries):
    for _try in range(tries):
        throttle.count(subjects)


def wait_of(subjects) -> int:
    """The seconds to wait for a try, or 0; the try is then counted."""
    try:
        throttle.count(subjects)
    except TooManyTries as refusal:
        return refusal.seconds
    return 0


def test_five_tries_then_a_minute_then_a_quarter_then_a_day(app, clock):
    subjects = throttle.of_sign_in("ada@example.org", "192.0.2.1")

    use_up(subjects, 5)
    assert wait_of(subjects) == 60

    clock.shift(timedelta(seconds=60))
    use_up(subjects, 5)
    assert wait_of(subjects) == 14 * 60

    for _step in range(2):
        clock.shift(timedelta(minutes=15))
        use_up(subjects, 5)
    assert wait_of(subjects) > 23 * 3600


def test_a_try_that_is_turned_away_does_not_make_the_wait_longer(app, clock):
    subjects = throttle.of_sign_in("ada@example.org", "192.0.2.1")
    use_up(subjects, 5)

    waits = [wait_of(subjects) for _try in range(20)]

    assert set(waits) == {60}


def test_an_account_has_a_ceiling_whatever_the_network(app, clock):
    for number in range(30):
        throttle.count(throttle.of_sign_in("ada@example.org", f"192.0.2.{number}"))

    assert wait_of(throttle.of_sign_in("ada@example.org", "198.51.100.1")) == 3600
    assert wait_of(throttle.of_sign_in("ADA@example.org ", "198.51.100.1")) == 3600
    assert wait_of(throttle.of_sign_in("bo@example.org", "198.51.100.1")) == 0


def test_a_known_browser_is_not_kept_out_by_strangers(app, clock):
    for number in range(30):
        throttle.count(throttle.of_sign_in("ada@example.org", f"192.0.2.{number}"))

    assert wait_of(throttle.of_known_browser("ada@example.org", "digest")) == 0


def test_a_network_has_a_ceiling_whatever_the_account(app, clock):
    for number in range(50):
        throttle.count(throttle.of_sign_in(f"person{number}@example.org", "192.0.2.1"))

    assert wait_of(throttle.of_sign_in("another@example.org", "192.0.2.1")) == 600
    assert wait_of(throttle.of_sign_in("another@example.org", "192.0.2.2")) == 0


def test_a_try_that_went_well_clears_what_went_before(app, clock):
    subjects = throttle.of_sign_in("ada@example.org", "192.0.2.1")
    use_up(subjects, 4)

    throttle.forgive(throttle.count(subjects), subjects[0])

    use_up(subjects, 5)
    assert wait_of(subjects) == 60


def test_success_does_not_clear_the_tries_of_strangers(app, clock):
    for number in range(29):
        throttle.count(throttle.of_sign_in("ada@example.org", f"192.0.2.{number}"))
    subjects = throttle.of_sign_in("ada@example.org", "198.51.100.1")

    throttle.forgive(throttle.count(subjects), subjects[0])

    assert wait_of(throttle.of_sign_in("ada@example.org", "203.0.113.1")) == 0
    assert wait_of(throttle.of_sign_in("ada@example.org", "203.0.113.2")) == 3600


def test_tries_are_forgotten_after_a_day(app, clock):
    use_up(throttle.of_sign_in("ada@example.org", "192.0.2.1"), 5)
    clock.shift(timedelta(days=1, seconds=1))

    throttle.count(throttle.of_sign_in("bo@example.org", "192.0.2.2"))

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 3


def test_no_address_is_kept(app):
    throttle.count(throttle.of_sign_in("ada@example.org", "192.0.2.1"))

    for subject in db.session.scalars(sa.select(Attempt.subject)):
        assert len(subject) == 64
        assert "ada" not in subject


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_what_one_customer_holds(address, network):
    assert network_of(address) == network


def test_many_tries_at_once_do_not_slip_through(app):
    subjects = throttle.of_sign_in("ada@example.org", "192.0.2.1")

    def try_once(_number):
        with app.app_context():
            return wait_of(subjects)

    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(try_once, range(12)))

    assert waits.count(0) == 5
