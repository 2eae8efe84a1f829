"""For how many members a translation is."""

from portal.accounts.models import PersonState
from portal.translators.readership import readership
from tests import build


def test_members_wait_for_a_language_that_they_read_sooner_than_the_original(app):
    build.person(locale="ar", reading_locales=["ar", "en"])
    build.person(locale="en", reading_locales=["en", "ar"])
    build.person(locale="ar")
    build.person(locale="fr")

    members = readership()

    assert members.in_language == {"ar": 3, "en": 2, "fr": 1}
    assert members.waiting("en", "ar") == 2
    assert members.waiting("ar", "en") == 1
    assert members.waiting("fr", "ar") == 3
    assert members.waiting("en", "ja") == 0


def test_who_has_left_waits_for_nothing(app):
    build.person(locale="ar", state=PersonState.DISABLED)

    assert readership().in_language == {}
