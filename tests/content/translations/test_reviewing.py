"""The second pair of eyes: nobody approves her own words; what is still right is said so."""

import pytest
import sqlalchemy as sa

from portal.content import writing
from portal.content.models import Status
from portal.content.translations import actions, reviewing
from portal.content.translations.models import (
    NoteKind,
    SmallChange,
    TranslationNote,
    TranslationState,
)
from portal.content.translations.standing import Standing
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.outbox import OutgoingMail
from portal.translation.memory.queries import suggestions
from tests import build
from tests.content.translations.conftest import Desk
from tests.statements import statements

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."


def handed_in(scene, by=None):
    scene.desk.save(TRADERS, ARABIC, by or scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, by or scene.tia)


def approved(scene):
    handed_in(scene)
    reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)


def change_source(scene, old: str, new: str):
    study = scene.study
    text = study.newest.words["situation"].replace(old, new)
    draft = Draft(study.newest.words | {"situation": text}, study.newest.facts)
    writing.revise(study, scene.cast.ada, study.version, draft)
    build.bring_to(study, scene.cast.ada, Status.PUBLISHED)


def mails(kind: str) -> list[int]:
    chosen = sa.select(OutgoingMail).where(OutgoingMail.kind == kind)
    return [mail.numbers["person"] for mail in db.session.scalars(chosen)]


def test_to_approve_many_paragraphs_takes_no_more_statements_than_one(scene):
    """Beside the audit, which has a line for each."""
    who = ("Traders", "Teachers", "Drivers", "Tailors", "Bakers")
    words = {"situation": "\n\n".join(f"{each} left at noon." for each in who)}
    desk = Desk(build.case_study(scene.cast.ada, status=Status.PUBLISHED, words=words))
    counts = []
    for chosen in (who[:1], who[1:]):
        for each in chosen:
            desk.save(f"{each} left", ARABIC, scene.tia)
        actions.hand_in(desk.target, desk.units, scene.tia)
        waiting = desk.units
        with statements() as seen:
            reviewing.approve(desk.target, waiting, scene.rim)
        counts.append(sum("audit_record" not in each for each in seen))

    assert counts[1] <= counts[0]
    assert {desk.unit(f"{each} left").standing for each in who} == {Standing.APPROVED}


def test_another_reviewer_approves_and_the_translator_is_told(scene):
    handed_in(scene)

    count = reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)

    wording = scene.desk.unit(TRADERS).wordings.shown
    assert count == 1
    assert (wording.state, wording.approved_by_id) == (TranslationState.APPROVED, scene.rim.id)
    assert mails("translation_approved") == [scene.tia.id]


def test_nobody_approves_her_own_words(scene):
    handed_in(scene, by=scene.rim)

    with pytest.raises(Refused, match="yourself"):
        reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)

    assert scene.desk.unit(TRADERS).standing is Standing.IN_REVIEW


def test_without_anything_in_review_nothing_is_approved(scene):
    scene.desk.save(TRADERS, ARABIC, scene.tia)

    with pytest.raises(Refused):
        reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)


def test_what_is_approved_is_learned_by_the_memory_for_its_readers(scene):
    approved(scene)

    known = suggestions(TRADERS, "en", "ar", tokens=frozenset({"members"}))
    hidden = suggestions(TRADERS, "en", "ar", tokens=frozenset({"public"}))

    assert [match.target for match in known] == [ARABIC]
    assert hidden == []


def test_a_wording_is_given_back_with_words(scene):
    handed_in(scene)

    unit = scene.desk.unit(TRADERS)
    reviewing.send_back(scene.desk.target, unit, "Past tense, please.", scene.rim)

    note = db.session.scalars(sa.select(TranslationNote)).one()
    assert scene.desk.unit(TRADERS).standing is Standing.DRAFT
    assert (note.kind, note.settled_at) == (NoteKind.SENT_BACK, None)
    assert mails("translation_sent_back") == [scene.tia.id]

    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)

    assert note.settled_at is not None


def test_giving_back_needs_words_and_something_in_review(scene):
    with pytest.raises(Refused):
        reviewing.send_back(scene.desk.target, scene.desk.unit(TRADERS), "Why?", scene.rim)
    handed_in(scene)
    with pytest.raises(Refused):
        reviewing.send_back(scene.desk.target, scene.desk.unit(TRADERS), "", scene.rim)


def test_an_approved_wording_stays_while_a_better_one_is_made(scene):
    approved(scene)

    scene.desk.save(TRADERS, "غادر التجار ظهرًا.", scene.tia)

    unit = scene.desk.unit(TRADERS)
    assert unit.wordings.shown.text == ARABIC
    assert unit.wordings.working.state is TranslationState.DRAFT


def test_a_changed_paragraph_is_outdated_and_the_old_source_is_known(scene):
    approved(scene)
    change_source(scene, "at noon", "at eleven")

    unit = scene.desk.unit("at eleven")

    assert unit.standing is Standing.OUTDATED
    assert unit.wordings.working.source_text == TRADERS


def test_still_right_by_a_second_person_approves_again(scene):
    approved(scene)
    change_source(scene, "at noon", "at midday")

    again = reviewing.confirm(scene.desk.target, scene.desk.unit("at midday"), scene.rim)

    assert again.state is TranslationState.APPROVED
    assert scene.desk.unit("at midday").standing is Standing.APPROVED


def test_still_right_by_its_translator_waits_for_a_reviewer(scene):
    approved(scene)
    change_source(scene, "at noon", "at midday")

    again = reviewing.confirm(scene.desk.target, scene.desk.unit("at midday"), scene.tia)

    assert again.state is TranslationState.IN_REVIEW


def test_what_is_not_outdated_cannot_be_confirmed(scene):
    approved(scene)

    with pytest.raises(Refused):
        reviewing.confirm(scene.desk.target, scene.desk.unit(TRADERS), scene.rim)


def test_a_small_change_leaves_the_translations_right(scene):
    approved(scene)
    change_source(scene, "left at noon", "left at noon each day")

    count = reviewing.call_small(scene.study, scene.cast.di)

    assert count == 1
    assert scene.desk.unit("each day").standing is Standing.APPROVED


def test_a_translator_may_object_to_a_small_change(scene):
    approved(scene)
    change_source(scene, "left at noon", "left at eleven")
    reviewing.call_small(scene.study, scene.cast.di)
    change = db.session.scalars(sa.select(SmallChange)).one()

    reviewing.object_to(scene.desk.target, change, "It is another hour.", scene.tia)

    assert scene.desk.unit("at eleven").standing is Standing.OUTDATED
    assert mails("translation_objection") == [scene.cast.di.id]


def test_an_objection_leaves_what_was_made_from_the_new_words(scene):
    approved(scene)
    change_source(scene, "left at noon", "left at eleven")
    reviewing.call_small(scene.study, scene.cast.di)
    change = db.session.scalars(sa.select(SmallChange)).one()
    scene.desk.save("at eleven", "غادروا في الحادية عشرة.", scene.tia)

    reviewing.object_to(scene.desk.target, change, "Another hour.", scene.rim)

    assert scene.desk.unit("at eleven").wordings.shown.text == "غادروا في الحادية عشرة."


def test_an_objection_needs_a_reason(scene):
    approved(scene)
    change_source(scene, "left at noon", "left at eleven")
    reviewing.call_small(scene.study, scene.cast.di)
    change = db.session.scalars(sa.select(SmallChange)).one()

    with pytest.raises(Refused):
        reviewing.object_to(scene.desk.target, change, "", scene.tia)


def test_a_first_publication_is_no_small_change(scene):
    with pytest.raises(Refused):
        reviewing.call_small(scene.study, scene.cast.di)
