"""The time zones to choose from."""

from zoneinfo import ZoneInfo

import pytest

from config import LOCALES
from portal.accounts import zones
from portal.core.i18n import speaking


@pytest.mark.parametrize("spoken", LOCALES)
def test_every_zone_is_known_and_has_a_name(spoken):
    with speaking(spoken):
        choices = zones.choices("UTC")

    names = [(zone, city) for part in choices.values() for zone, city in part.items()]
    assert len(names) > 400
    assert all(ZoneInfo(zone) and city for zone, city in names)


def test_zones_have_their_present_names():
    listed = {zone for part in zones.choices("UTC").values() for zone in part}

    assert {"Asia/Kolkata", "Africa/Casablanca", "Europe/Kyiv"} <= listed
    assert "Asia/Calcutta" not in listed


def test_a_zone_by_an_old_name_stays_to_be_chosen():
    assert zones.choices("Asia/Calcutta")["Asia/Calcutta"] == {"Asia/Calcutta": "Asia/Calcutta"}


def test_a_city_is_named_in_the_readers_language():
    assert zones.city("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert zones.city("Africa/Cairo", "fr") == "Le Caire"
