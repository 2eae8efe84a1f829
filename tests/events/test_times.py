"""Days in words, and two clocks."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from portal.core.i18n import speaking
from portal.events.models import Event
from portal.events.times import at_venue, clock_sentence, span


def event(zone: str = "Europe/Istanbul", first: str = "2026-11-09", last: str = "2026-11-20"):
    return Event(
        host_city="Antalya",
        time_zone=zone,
        starts_on=date.fromisoformat(first),
        ends_on=date.fromisoformat(last),
    )


@pytest.mark.parametrize(
    ("locale", "first", "last", "words"),
    [
        ("en", "2026-11-09", "2026-11-20", "November 9–20, 2026"),
        ("es", "2026-11-09", "2026-11-20", "9–20 de noviembre de 2026"),
        ("fr", "2026-11-09", "2026-11-20", "9–20 novembre 2026"),
        ("pt", "2026-11-09", "2026-11-20", "9–20 de novembro de 2026"),
        ("ar", "2026-11-09", "2026-11-20", "9–20 نوفمبر 2026"),
        ("en", "2026-11-09", "2026-11-09", "November 9, 2026"),
        ("en", "2026-10-29", "2026-11-02", "October 29, 2026 to November 2, 2026"),
        ("en", "2020-02-02", "2020-02-20", "February 2–20, 2020"),
    ],
)
def test_the_days_of_an_event_in_words(locale, first, last, words):
    with speaking(locale):
        assert span(date.fromisoformat(first), date.fromisoformat(last)) == words


@pytest.mark.parametrize(
    ("zone", "sentence"),
    [
        ("Africa/Casablanca", "09:00 in Antalya is 07:00 for you."),
        ("Europe/Istanbul", "The clocks in Antalya show the same time as yours."),
        ("Asia/Riyadh", "The clocks in Antalya show the same time as yours."),
        ("America/Los_Angeles", "09:00 in Antalya is 22:00 on the day before for you."),
        ("UTC", "09:00 in Antalya is 06:00 UTC."),
        ("no/such-zone", "09:00 in Antalya is 06:00 for you."),
    ],
)
def test_the_venues_clock_beside_the_readers(zone, sentence):
    words = clock_sentence(event(), zone)

    assert words.replace("<bdi>Antalya</bdi>", "Antalya") == sentence


def test_the_readers_day_may_be_the_next_one():
    words = clock_sentence(event("America/Los_Angeles"), "Pacific/Kiritimati")

    assert words.endswith("is 07:00 on the next day for you.")


def test_the_clocks_are_compared_on_the_day_that_matters():
    """Berlin goes back an hour on 25 October 2026, Istanbul does not."""
    long = event(first="2026-10-20", last="2026-10-30")

    with time_machine.travel("2026-10-21T12:00:00Z"):
        before = clock_sentence(long, "Europe/Berlin")
    with time_machine.travel("2026-10-28T12:00:00Z"):
        after = clock_sentence(long, "Europe/Berlin")

    assert "08:00 for you" in before
    assert "07:00 for you" in after


def test_a_moment_at_the_venue_is_converted():
    seven = datetime.fromisoformat("2026-11-12T07:00")

    assert at_venue(event(), seven) == datetime(2026, 11, 12, 4, tzinfo=UTC)
    assert at_venue(event("America/Belem"), seven) == datetime(2026, 11, 12, 10, tzinfo=UTC)


def test_summer_time_counts():
    in_july, in_december = (datetime(2026, month, 1, 7) for month in (7, 12))  # noqa: DTZ001

    assert at_venue(event("Europe/Berlin"), in_july) == datetime(2026, 7, 1, 5, tzinfo=UTC)
    assert at_venue(event("Europe/Berlin"), in_december) == datetime(2026, 12, 1, 6, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_no_moment():
    assert at_venue(event("Europe/Berlin"), datetime.fromisoformat("2027-03-28T02:30")) is None


def test_a_time_that_comes_twice_is_the_later_one():
    twice = datetime.fromisoformat("2026-10-25T02:30")

    assert at_venue(event("Europe/Berlin"), twice) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from(
        ["Europe/Berlin", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu"]
    ),
)
def test_a_moment_shows_at_the_venue_what_was_typed(local, zone):
    there = event(zone)

    moment = at_venue(there, local)

    if moment is not None:
        assert moment.astimezone(there.zone).replace(tzinfo=None) == local
