"""A text on its way out: what a file holds of it, and under which names."""

import pytest

from portal.content.models import Status, Visibility
from portal.content.translations import actions
from portal.content.translations.models import TranslationState
from portal.content.translations.offline import Name, address_of, bundle_of, name_of, read_name
from portal.content.translations.taking import take_translation
from portal.content.translations.units import readable_units
from portal.translation.exchange.bundle import State
from portal.translation.exchange.files import Form, read, write
from tests import build
from tests.content.translations.conftest import Desk

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."


def sent(scene, words: str):
    """The paragraph with these words, as it goes out."""
    found = bundle_of(scene.desk.target, scene.desk.units)
    return next(unit for unit in found.units if words in unit.source)


@pytest.mark.parametrize("form", list(Form))
def test_a_text_goes_out_whole_and_its_file_is_read_again(scene, form):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    going = bundle_of(scene.desk.target, scene.desk.units)

    returned = read(write(going, form), "")

    assert [(unit.id, unit.target) for unit in returned.units] == [
        (unit.id, unit.target) for unit in going.units
    ]
    assert (returned.address, returned.target_locale) == (address_of(scene.study), "ar")
    assert returned.problems == ()


def test_each_state_goes_out_as_what_it_is(scene):
    states = {}
    states["missing"] = sent(scene, TRADERS).state
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    states["draft"] = sent(scene, TRADERS).state
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)
    states["review"] = sent(scene, TRADERS).state
    scene.desk.save("Sails", "أشرعة", scene.tia, source="Old sails", digest="0" * 32)
    states["outdated"] = sent(scene, "Sails").state

    assert {name: state.value for name, state in states.items()} == {name: name for name in states}


def test_approved_and_machine_words_are_told_apart(scene):
    take_translation(scene.study, "ar", {"title": "ظل"}, scene.rim)
    machine = TranslationState.MACHINE
    take_translation(scene.study, "ar", {"lessons": "تمزقت"}, state=machine, engine="engine")

    assert sent(scene, "Shade").state is State.APPROVED
    assert sent(scene, "tore").state is State.MACHINE


def test_what_members_suggest_goes_along_as_a_note(scene):
    actions.suggest(scene.desk.target, scene.desk.unit(TRADERS), ARABIC, scene.cast.cy)

    unit = sent(scene, TRADERS)

    assert unit.target == ""
    assert [ARABIC in note for note in unit.notes] == [True]


def test_a_name_tells_the_paragraph_and_what_it_was_typed_over(scene):
    fresh = scene.desk.unit(TRADERS)
    scene.desk.save(TRADERS, "أولًا", scene.tia)
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    assert read_name(name_of(fresh)) == Name(fresh.paragraph_id, (0, 0))
    assert read_name(name_of(scene.desk.unit(TRADERS))) == Name(fresh.paragraph_id, (1, 2))


@pytest.mark.parametrize("written", ["", "12", "p", "p0", "p1-2", "p1-2-3-4", "q1", "p١", "p1\n"])
def test_what_is_no_name_of_ours_is_none(written):
    assert read_name(written) is None


@pytest.mark.parametrize(("name", "sees"), [("tia", False), ("ada", True)])
def test_a_part_goes_out_to_those_only_who_may_read_it(scene, name, sees):
    study = build.case_study(
        scene.cast.ada, status=Status.PUBLISHED, facts={"lessons_visibility": "team"}
    )

    found = readable_units(getattr(scene.cast, name), Desk(study).target)

    assert any("tore in the wind" in unit.source for unit in found) is sees
    assert any(TRADERS in unit.source for unit in found)


def test_of_what_readers_do_not_see_yet_nothing_goes_out(scene):
    draft = build.case_study(scene.cast.ada, visibility=Visibility.MEMBERS)

    assert readable_units(scene.tia, Desk(draft).target) == []
