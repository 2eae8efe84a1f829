"""The phases of an event follow the venue's calendar."""

from datetime import date, datetime

import pytest

from portal.events.models import Event

ANTALYA = {"time_zone": "Europe/Istanbul", "starts_on": date(2026, 11, 9)}


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        ("2026-11-08T20:59:59+00:00", "road-to"),
        ("2026-11-08T21:00:00+00:00", "in-session"),
        ("2026-11-20T20:59:59+00:00", "in-session"),
        ("2026-11-20T21:00:00+00:00", "wrap-up"),
    ],
)
def test_a_phase_changes_at_the_venues_midnight(moment, phase):
    event = Event(ends_on=date(2026, 11, 20), **ANTALYA)

    assert event.phase(datetime.fromisoformat(moment)) == phase


def test_a_day_too_long_is_in_session_as_well():
    event = Event(ends_on=date(2026, 11, 20), actual_ends_on=date(2026, 11, 21), **ANTALYA)

    assert event.phase(datetime.fromisoformat("2026-11-21T12:00:00+00:00")) == "in-session"
    assert len(event.days) == 13
