"""The ten working days of the secretariat's promise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.content.steps import TARGET_DAYS
from portal.desk.clock import clock, due_on, working_days

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        (date(2026, 11, 16), date(2026, 11, 16), 1),  # a Monday
        (date(2026, 11, 16), date(2026, 11, 20), 5),
        (date(2026, 11, 16), date(2026, 11, 22), 5),
        (date(2026, 11, 20), date(2026, 11, 23), 2),  # over a weekend
        (date(2026, 11, 21), date(2026, 11, 22), 0),  # a weekend alone
        (date(2026, 11, 2), date(2026, 11, 27), 20),
    ],
)
def test_weekends_do_not_count(first, last, counted):
    assert working_days(first, last) == counted


@given(days, st.integers(0, 900))
def test_counting_in_weeks_is_counting_day_by_day(first, length):
    one_by_one = sum((first + timedelta(days=number)).weekday() < 5 for number in range(length + 1))

    assert working_days(first, first + timedelta(days=length)) == one_by_one


@given(days)
def test_the_last_day_of_the_promise_is_the_tenth_working_day(first):
    last = due_on(first)

    assert last.weekday() < 5
    assert working_days(first, last) == TARGET_DAYS


@pytest.mark.parametrize(
    ("waited", "day", "tone"),
    [(0, 1, "plain"), (4, 5, "plain"), (10, 9, "warn"), (11, 10, "warn"), (14, 11, "danger")],
)
def test_what_is_late_is_seen_to_be_late(waited, day, tone):
    monday = datetime(2026, 11, 2, 9, tzinfo=UTC)

    found = clock(monday, monday + timedelta(days=waited))

    assert (found.day, found.tone) == (day, tone)
    assert found.due_on == date(2026, 11, 13)


def test_what_comes_on_a_weekend_is_at_its_first_day():
    saturday = datetime(2026, 11, 21, 9, tzinfo=UTC)

    assert clock(saturday, saturday).day == 1
