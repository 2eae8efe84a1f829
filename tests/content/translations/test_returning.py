"""A file that came back: each paragraph's fate, and that nothing is silently dropped."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.content import writing
from portal.content.models import Status
from portal.content.translations import actions, reviewing
from portal.content.translations.models import TranslationState
from portal.content.translations.offline import bundle_of
from portal.content.translations.returning import LONGEST, Fate, judged, keep, take
from portal.content.translations.standing import Standing
from portal.content.writing import Draft
from portal.translation.exchange.bundle import ReturnedUnit, State
from tests import build

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."
OTHER = "غادر التجار عند الظهر."


def change_source(scene, old: str, new: str) -> None:
    study = scene.study
    text = study.newest.words["situation"].replace(old, new)
    draft = Draft(study.newest.words | {"situation": text}, study.newest.facts)
    writing.revise(study, scene.cast.bo, study.version, draft)
    build.bring_to(study, scene.cast.ada, Status.PUBLISHED)


def out(scene, words: str = TRADERS, target: str | None = None, **changes) -> ReturnedUnit:
    """A paragraph as a file made now would bring it back, translated."""
    units = bundle_of(scene.desk.target, scene.desk.units).units
    unit = next(unit for unit in units if words in unit.source)
    text = unit.target if target is None else target
    return replace(ReturnedUnit(unit.id, unit.digest, text), **changes)


def fates(scene, *returned, by=None) -> list[Fate]:
    return [each.fate for each in take(scene.desk.target, returned, by or scene.tia)]


def texts(scene, words: str = TRADERS) -> list[str]:
    return [row.text for row in scene.desk.unit(words).wordings.rows]


@pytest.mark.parametrize("state", [None, State.DRAFT, State.REVIEW, State.APPROVED])
def test_what_is_safe_is_a_draft_whatever_the_file_says_of_its_state(scene, state):
    assert fates(scene, out(scene, target=ARABIC, state=state)) == [Fate.TAKEN]

    wording = scene.desk.unit(TRADERS).wordings.working
    assert (wording.state, wording.text) == (TranslationState.DRAFT, ARABIC)
    assert wording.made_by_id == scene.tia.id
    assert scene.desk.unit(TRADERS).standing is Standing.DRAFT


def test_an_approved_wording_stays_shown_beside_the_new_draft(scene):
    scene.desk.save(TRADERS, OTHER, scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)
    reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)

    assert fates(scene, out(scene, target=ARABIC)) == [Fate.TAKEN]

    assert scene.desk.unit(TRADERS).wordings.shown.text == OTHER
    assert scene.desk.unit(TRADERS).wordings.working.text == ARABIC


def test_what_nobody_touched_is_the_same_and_stays_as_it_is(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)

    assert fates(scene, out(scene)) == [Fate.SAME]
    assert scene.desk.unit(TRADERS).standing is Standing.IN_REVIEW


def test_an_outdated_wording_that_comes_back_untouched_stays_outdated(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    change_source(scene, "left at noon", "left at ten")

    arrival = take(scene.desk.target, [out(scene, "left at ten")], scene.tia)[0]

    assert (arrival.fate, arrival.is_outdated) == (Fate.SAME, True)
    assert scene.desk.unit("left at ten").standing is Standing.OUTDATED


def test_a_paragraph_whose_source_has_changed_is_refused_with_both_sources(scene):
    returned = out(scene, target=ARABIC)
    change_source(scene, "left at noon", "left at ten")

    arrival = take(scene.desk.target, [returned], scene.tia)[0]

    assert arrival.fate is Fate.SOURCE_CHANGED
    assert (arrival.old_source, arrival.unit.source) == (TRADERS, "Traders left at ten.")
    assert (arrival.text, arrival.theirs) == (ARABIC, None)
    assert texts(scene, "left at ten") == []


def test_only_the_paragraphs_whose_source_has_changed_are_refused(scene):
    returned = [out(scene, target=ARABIC), out(scene, "too hot", "الجو حار")]
    change_source(scene, "left at noon", "left at ten")

    assert fates(scene, *returned) == [Fate.SOURCE_CHANGED, Fate.TAKEN]


@pytest.mark.parametrize("digest", ["", "no digest at all", "f" * 32, "f" * 500])
def test_a_file_that_knows_no_source_of_ours_is_refused_without_a_difference(scene, digest):
    returned = out(scene, target=ARABIC, digest=digest)

    arrival = take(scene.desk.target, [returned], scene.tia)[0]
    kept = keep(scene.desk.target, [(returned, arrival.seen)], scene.tia)[0]

    assert (arrival.fate, arrival.old_source) == (Fate.SOURCE_CHANGED, None)
    assert kept.fate is Fate.TAKEN
    assert scene.desk.unit(TRADERS).standing is Standing.OUTDATED


def test_somebody_elses_newer_wording_is_not_written_over(scene):
    returned = out(scene, target=ARABIC)
    scene.desk.save(TRADERS, OTHER, scene.rim)

    arrival = take(scene.desk.target, [returned], scene.tia)[0]

    assert (arrival.fate, arrival.theirs.text, arrival.seen) == (Fate.OVERTAKEN, OTHER, (1, 1))
    assert texts(scene) == [OTHER]


def test_ones_own_later_words_in_the_editor_are_not_written_over_either(scene):
    scene.desk.save(TRADERS, "أولًا", scene.tia)
    returned = out(scene, target=ARABIC)
    scene.desk.save(TRADERS, OTHER, scene.tia)

    assert fates(scene, returned) == [Fate.OVERTAKEN]
    assert texts(scene) == [OTHER]


def test_a_suggestion_that_came_meanwhile_is_seen_before_it_is_passed_over(scene):
    returned = out(scene, target=ARABIC)
    actions.suggest(scene.desk.target, scene.desk.unit(TRADERS), OTHER, scene.cast.cy)

    assert fates(scene, returned) == [Fate.OVERTAKEN]


def test_what_she_did_not_touch_goes_over_nobodys_words_and_needs_no_answer(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    returned = out(scene)
    scene.desk.save(TRADERS, OTHER, scene.rim)

    assert fates(scene, returned) == [Fate.SAME]
    assert texts(scene) == [ARABIC, OTHER]


def test_a_draft_dropped_meanwhile_stands_in_nobodys_way(scene):
    scene.desk.save(TRADERS, OTHER, scene.tia)
    returned = out(scene, target=ARABIC)
    scene.desk.save(TRADERS, "", scene.tia)

    assert fates(scene, returned) == [Fate.TAKEN]


def test_an_empty_translation_takes_nothing_away(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    assert fates(scene, out(scene, target=" \n")) == [Fate.EMPTY]
    assert texts(scene) == [ARABIC]


def test_a_translation_longer_than_the_editor_takes_is_refused(scene):
    returned = [out(scene, target="م" * (LONGEST + more)) for more in (1, 0)]

    assert fates(scene, *returned) == [Fate.TOO_LONG, Fate.TAKEN]


@pytest.mark.parametrize("name", ["p999999", "p9999999999", "x1", "", "p1-1"])
def test_an_unknown_paragraph_is_told_with_its_words(scene, name):
    arrival = take(scene.desk.target, [ReturnedUnit(name, "", ARABIC)], scene.tia)[0]

    assert (arrival.fate, arrival.text, arrival.unit) == (Fate.UNKNOWN, ARABIC, None)


def test_a_paragraph_of_another_text_is_unknown(scene):
    other = build.case_study(scene.cast.ada, status=Status.PUBLISHED)
    number = other.newest.cut["title"][0][0]

    assert fates(scene, ReturnedUnit(f"p{number}", "", ARABIC)) == [Fate.UNKNOWN]


def test_a_paragraph_of_a_part_she_may_not_read_is_unknown(scene):
    returned = out(scene, "tore in the wind", ARABIC)
    facts = scene.study.newest.facts | {"lessons_visibility": "team"}
    draft = Draft(scene.study.newest.words, facts)
    writing.revise(scene.study, scene.cast.bo, scene.study.version, draft)
    build.bring_to(scene.study, scene.cast.ada, Status.PUBLISHED)

    assert fates(scene, returned) == [Fate.UNKNOWN]


def test_a_paragraph_that_stands_in_a_file_twice_is_taken_once(scene):
    first = out(scene, target=ARABIC)
    second = replace(first, id=f"{first.id}-1-9", target=OTHER)

    assert fates(scene, first, second) == [Fate.TAKEN, Fate.OVERTAKEN]
    assert texts(scene) == [ARABIC]


def test_a_refused_wording_is_kept_as_an_outdated_draft(scene):
    returned = out(scene, target=ARABIC)
    change_source(scene, "left at noon", "left at ten")

    kept = keep(scene.desk.target, [(returned, (0, 0))], scene.tia)

    wording = scene.desk.unit("left at ten").wordings.working
    assert [each.fate for each in kept] == [Fate.TAKEN]
    assert (wording.text, wording.source_text) == (ARABIC, TRADERS)
    assert scene.desk.unit("left at ten").standing is Standing.OUTDATED


def test_a_wording_is_kept_beside_that_of_somebody_else(scene):
    returned = out(scene, target=ARABIC)
    scene.desk.save(TRADERS, OTHER, scene.rim)

    kept = keep(scene.desk.target, [(returned, (1, 1))], scene.tia)

    assert kept[0].fate is Fate.TAKEN
    assert texts(scene) == [OTHER, ARABIC]


def test_what_was_saved_after_she_looked_is_shown_to_her_first(scene):
    returned = out(scene, target=ARABIC)
    scene.desk.save(TRADERS, OTHER, scene.rim)
    scene.desk.save(TRADERS, "ثالثًا", scene.rim)

    kept = keep(scene.desk.target, [(returned, (1, 1))], scene.tia)

    assert (kept[0].fate, kept[0].theirs.text, kept[0].seen) == (Fate.OVERTAKEN, "ثالثًا", (1, 2))


@pytest.mark.parametrize("name", ["p999999", ""])
def test_what_has_no_place_cannot_be_kept(scene, name):
    kept = keep(scene.desk.target, [(ReturnedUnit(name, "", ARABIC), (0, 0))], scene.tia)

    assert kept[0].fate is Fate.UNKNOWN


def test_judging_saves_nothing(scene):
    assert judged(scene.desk.target, [out(scene, target=ARABIC)], scene.tia)[0].fate is Fate.TAKEN
    assert texts(scene) == []


NAMES = st.from_regex(r"p?[0-9]{0,3}(-[0-9]{1,2}){0,2}", fullmatch=True) | st.text(max_size=5)
RETURNED = st.builds(ReturnedUnit, NAMES, st.text(max_size=70), st.text(max_size=30))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(returned=st.lists(RETURNED, max_size=4))
def test_whatever_comes_back_has_a_fate_and_nothing_is_approved(scene, returned):
    arrivals = take(scene.desk.target, returned, scene.tia)
    keep(scene.desk.target, [(each.returned, each.seen) for each in arrivals], scene.tia)

    rows = [row for unit in scene.desk.units for row in unit.wordings.rows]
    assert [each.returned for each in arrivals] == returned
    assert all(row.state is TranslationState.DRAFT for row in rows)
