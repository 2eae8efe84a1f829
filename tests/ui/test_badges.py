"""A state is told by words, a colour and a dot."""

import pytest

from portal.content.models import Status
from portal.content.translations.models import TranslationState
from portal.thesaurus.queries import vocabulary


@pytest.fixture
def tones(portal) -> dict[str, tuple[str, str]]:
    return portal.jinja_env.get_template("ui/badges.html").module.TONES


def test_every_state_of_a_text_has_its_tone(tones):
    assert {*Status, *TranslationState} <= set(tones)


def test_every_phase_of_an_event_has_a_tone_of_its_own(tones, app):
    phases = [code for code, _label in vocabulary("event-phase")]

    assert len({tones[phase] for phase in phases}) == len(phases) == 3
