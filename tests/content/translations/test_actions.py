"""Translating: each act the good way, and each refusal."""

import pytest
import sqlalchemy as sa

from portal.content import actions as workflow
from portal.content.models import Rendering, Status
from portal.content.rendering import assemble
from portal.content.translations import actions
from portal.content.translations.actions import Overtaken
from portal.content.translations.checking import unanswered
from portal.content.translations.models import NoteKind, Progress, TranslationState
from portal.content.translations.standing import Standing
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.outbox import OutgoingMail

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."


def mails(kind: str) -> list[OutgoingMail]:
    return list(db.session.scalars(sa.select(OutgoingMail).where(OutgoingMail.kind == kind)))


def progress(scene) -> Progress:
    return db.session.get(Progress, (scene.study.id, "ar"), populate_existing=True)


def test_a_saved_wording_is_a_draft_that_readers_see_marked(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    unit = scene.desk.unit(TRADERS)
    html = assemble(scene.study, scene.study.published, ["ar"]).html["situation"]

    assert unit.standing is Standing.DRAFT
    assert 'data-state="draft"' in html
    assert ARABIC in html
    assert progress(scene).draft == unit.words


def test_ones_own_draft_changes_and_no_second_one_is_made(scene):
    scene.desk.save(TRADERS, "أولًا", scene.tia)
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    rows = scene.desk.unit(TRADERS).wordings.rows

    assert [(row.number, row.version, row.text) for row in rows] == [(1, 2, ARABIC)]


def test_anothers_wording_is_followed_by_a_new_one(scene):
    scene.desk.save(TRADERS, "أولًا", scene.tia)
    scene.desk.save(TRADERS, ARABIC, scene.rim)

    rows = scene.desk.unit(TRADERS).wordings.rows

    assert [(row.number, row.made_by_id) for row in rows] == [(1, scene.tia.id), (2, scene.rim.id)]


def test_the_slower_of_two_translators_is_told_and_loses_nothing(scene):
    scene.desk.save(TRADERS, "أولًا", scene.tia)

    with pytest.raises(Overtaken) as overtaken:
        scene.desk.save(TRADERS, ARABIC, scene.rim, base=(0, 0))

    assert overtaken.value.theirs.text == "أولًا"
    assert len(scene.desk.unit(TRADERS).wordings.rows) == 1


def test_saving_the_same_words_again_changes_nothing(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    again = scene.desk.save(TRADERS, ARABIC, scene.tia, base=(0, 0))

    assert (again.number, again.version) == (1, 1)


def test_a_draft_without_words_is_dropped(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    scene.desk.save(TRADERS, "", scene.tia)

    assert scene.desk.unit(TRADERS).standing is Standing.MISSING
    assert progress(scene).draft == 0


def test_a_suggestion_waits_for_a_translator_and_is_not_shown(scene):
    unit = scene.desk.unit(TRADERS)
    suggested = actions.suggest(scene.desk.target, unit, ARABIC, scene.cast.cy)

    html = assemble(scene.study, scene.study.published, ["ar"]).html["situation"]
    assert ARABIC not in html
    assert progress(scene).suggested == 1

    actions.take_suggestion(scene.desk.target, suggested, scene.tia)

    assert scene.desk.unit(TRADERS).standing is Standing.DRAFT
    assert scene.desk.unit(TRADERS).wordings.working.made_by_id == scene.cast.cy.id
    assert progress(scene).suggested == 0


def test_a_suggestion_is_dealt_with_once(scene):
    unit = scene.desk.unit(TRADERS)
    suggested = actions.suggest(scene.desk.target, unit, ARABIC, scene.cast.cy)
    actions.take_suggestion(scene.desk.target, suggested, scene.tia)

    with pytest.raises(Refused):
        actions.take_suggestion(scene.desk.target, suggested, scene.rim)
    with pytest.raises(Refused):
        actions.dismiss_suggestion(scene.desk.target, suggested, scene.rim)


def test_a_suggestion_put_away_is_gone(scene):
    unit = scene.desk.unit(TRADERS)
    suggested = actions.suggest(scene.desk.target, unit, ARABIC, scene.cast.cy)

    actions.dismiss_suggestion(scene.desk.target, suggested, scene.tia)

    assert scene.desk.unit(TRADERS).wordings.rows == ()


@pytest.mark.parametrize("words", ["", ARABIC])
def test_a_suggestion_has_to_say_something_new(scene, words):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    with pytest.raises(Refused):
        actions.suggest(scene.desk.target, scene.desk.unit(TRADERS), words, scene.cast.cy)


def test_drafts_are_handed_in_and_the_reviewers_told(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    count = actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)

    assert count == 1
    assert scene.desk.unit(TRADERS).standing is Standing.IN_REVIEW
    assert [mail.numbers["person"] for mail in mails("translation_to_review")] == [scene.rim.id]
    assert progress(scene).waiting == 1


def test_without_a_draft_nothing_is_handed_in(scene):
    with pytest.raises(Refused):
        actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)


def test_an_unanswered_warning_stops_handing_in_until_it_is_answered(scene):
    scene.desk.save("Four degrees", "انخفضت الحرارة ظهرًا في **2024**.", scene.tia)
    with pytest.raises(Refused, match="remarks"):
        actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)

    unit = scene.desk.unit("Four degrees")
    for finding in unanswered(scene.desk.target, [unit])[unit.paragraph_id]:
        actions.answer_check(scene.desk.target, unit, finding.key, "The city says so.", scene.tia)

    assert actions.hand_in(scene.desk.target, scene.desk.units, scene.tia) == 1


def test_an_error_cannot_be_answered_away(scene):
    scene.desk.save(TRADERS, "كان التجار https://spam.example/ يغادرون.", scene.tia)
    unit = scene.desk.unit(TRADERS)
    for finding in unanswered(scene.desk.target, [unit])[unit.paragraph_id]:
        actions.answer_check(scene.desk.target, unit, finding.key, "I like it.", scene.tia)

    with pytest.raises(Refused):
        actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)


def test_an_answer_to_a_remark_needs_a_reason(scene):
    with pytest.raises(Refused):
        actions.answer_check(scene.desk.target, scene.desk.unit(TRADERS), "key", "", scene.tia)


def test_a_question_reaches_the_author_and_the_answer_comes_back(scene):
    unit = scene.desk.unit(TRADERS)
    question = actions.ask(scene.desk.target, unit, "Which traders?", scene.tia)
    answer = actions.reply(scene.study, question, "Those of the market.", scene.cast.ada)

    assert [mail.numbers["person"] for mail in mails("translation_question")] == [scene.cast.ada.id]
    assert [mail.numbers["person"] for mail in mails("translation_answer")] == [scene.tia.id]
    assert question.settled_at is not None
    assert answer.kind is NoteKind.ANSWER


def test_empty_questions_and_answers_are_refused(scene):
    unit = scene.desk.unit(TRADERS)
    question = actions.ask(scene.desk.target, unit, "Which traders?", scene.tia)

    with pytest.raises(Refused):
        actions.ask(scene.desk.target, unit, "", scene.tia)
    with pytest.raises(Refused):
        actions.reply(scene.study, question, "", scene.cast.ada)


def test_only_a_question_is_answered(scene):
    unit = scene.desk.unit(TRADERS)
    question = actions.ask(scene.desk.target, unit, "Which traders?", scene.tia)
    answer = actions.reply(scene.study, question, "All.", scene.cast.ada)

    with pytest.raises(Refused):
        actions.reply(scene.study, answer, "Again.", scene.cast.ada)


def test_a_retired_text_keeps_its_wordings(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    workflow.retire(scene.study, scene.cast.di)
    workflow.restore(scene.study, scene.cast.di)

    assert scene.study.status is Status.PUBLISHED
    assert scene.desk.unit(TRADERS).wordings.working.state is TranslationState.DRAFT


def test_a_wording_is_rendered_in_its_language_only(scene, work):
    work()
    kept = sa.update(Rendering).where(Rendering.entry_id == scene.study.id)
    db.session.execute(kept.values(title="As it was"))
    db.session.commit()

    scene.desk.save("Shade for the market street", "ظل لشارع السوق", scene.tia)
    work()

    made = {row.locale: row.title for row in db.session.scalars(sa.select(Rendering))}
    assert made.pop("ar") == "ظل لشارع السوق"
    assert set(made.values()) == {"As it was"}


def test_the_machine_does_not_write_over_what_somebody_has_begun_meanwhile(scene):
    before = scene.desk.units
    said = {unit.paragraph_id: "قال الجهاز" for unit in before[:2]}
    scene.desk.save(before[0].source, "بدأته بنفسي", scene.tia)

    filled = actions.take_from_machine(scene.desk.target, before, said, "Machine", scene.rim)

    assert filled == 1
    assert scene.desk.units[0].wordings.working.text == "بدأته بنفسي"
    assert scene.desk.units[1].standing is Standing.MACHINE
    with pytest.raises(Refused):
        actions.take_from_machine(scene.desk.target, before, said, "Machine", scene.rim)
