"""The memory follows its sources: what they no longer show, it no longer suggests."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Paragraph, Status, Visibility
from portal.content.translations import actions, following, reviewing
from portal.content.translations.models import Progress, Translation
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.actions import action
from portal.core.changes import announce
from portal.core.db import db, now
from portal.translation.memory.models import MemoryReader, MemoryUnit
from portal.translation.memory.queries import suggestions
from tests import build

TRADERS = "Traders left at noon."
LESSONS = "The first sails tore in the wind."
ARABIC = "كان التجار يغادرون ظهرًا."


@pytest.fixture
def taught(scene):
    """The scene after the translation of two paragraphs was approved."""
    scene.desk.save(TRADERS, ARABIC, scene.tia)
    scene.desk.save(LESSONS, "تمزقت الأشرعة الأولى في الريح.", scene.tia)
    actions.hand_in(scene.desk.target, scene.desk.units, scene.tia)
    reviewing.approve(scene.desk.target, scene.desk.units, scene.rim)
    following.follow_changes()
    return scene


def finds(*tokens: str, words: str = TRADERS) -> bool:
    return bool(suggestions(words, "en", "ar", tokens=frozenset(tokens)))


def revise(scene, visibility: Visibility = Visibility.MEMBERS, **facts) -> None:
    study = scene.study
    draft = Draft(study.newest.words, study.newest.facts | facts, visibility)
    writing.revise(study, scene.cast.bo, study.version, draft)
    if study.status is not Status.PUBLISHED:
        build.bring_to(study, scene.cast.ada, Status.PUBLISHED)


def test_a_case_study_narrowed_to_its_team_is_suggested_to_others_no_more(taught):
    assert finds("members")

    revise(taught, Visibility.TEAM)
    following.follow_changes()

    assert not finds("members")
    assert finds(f"city:{taught.cast.home.id}")


def test_opened_again_it_is_suggested_again(taught):
    revise(taught, Visibility.TEAM)
    following.follow_changes()
    revise(taught, Visibility.MEMBERS)
    following.follow_changes()

    assert finds("members")


def test_a_part_with_fewer_readers_is_suggested_to_these_only(taught):
    revise(taught, lessons_visibility="team")
    following.follow_changes()

    assert finds("members")
    assert not finds("members", words=LESSONS)
    assert finds(f"city:{taught.cast.home.id}", words=LESSONS)


def test_what_a_retired_text_taught_comes_back_with_it(taught):
    workflow.retire(taught.study, taught.cast.di)
    following.follow_changes()
    hidden = finds("members")
    workflow.restore(taught.study, taught.cast.di)
    following.follow_changes()

    assert not hidden
    assert finds("members")


def test_under_an_embargo_only_the_insiders_find_it(taught):
    @action
    def hold_back():
        row = next(row for row in taught.study.audience if (row.part, row.token) == ("", "members"))
        row.from_at = now() + timedelta(days=1)
        announce("entry", taught.study.id)

    hold_back()
    following.follow_changes()

    assert not finds("members")
    assert finds("staff")


def test_what_an_erased_text_taught_is_forgotten(taught):
    @action
    def erase():
        key = taught.study.id
        db.session.execute(sa.delete(Translation))
        db.session.execute(sa.delete(Paragraph).where(Paragraph.entry_id == key))
        db.session.execute(sa.delete(Progress).where(Progress.entry_id == key))
        taught.study.status, taught.study.published = Status.RETIRED, None
        db.session.flush()
        db.session.delete(taught.study)
        announce("entry", key)

    erase()
    following.follow_changes()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(MemoryUnit)) == 0


def test_the_memory_of_other_texts_is_left_alone(taught):
    other = build.case_study(taught.cast.ada, status=Status.PUBLISHED)
    following.follow_changes()
    before = readers()
    workflow.retire(other, taught.cast.di)
    following.follow_changes()

    assert readers() == before


def readers() -> set[tuple[int, str]]:
    return {(row.unit_id, row.token) for row in db.session.scalars(sa.select(MemoryReader))}


def test_the_worker_follows_by_itself(taught, work):
    revise(taught, Visibility.TEAM)
    work()

    assert not finds("members")


def bring(scene, text: str) -> None:
    """A translation that comes with the text, as an import brings it."""
    take_translation(scene.study, "fr", {"title": text})
    following.follow_changes()


def units_into(locale: str) -> list[MemoryUnit]:
    chosen = sa.select(MemoryUnit).where(MemoryUnit.target_locale == locale)
    return list(db.session.scalars(chosen))


def test_what_is_brought_with_a_text_is_learned_once_for_its_readers(scene):
    bring(scene, "Un titre")
    title = scene.study.published.words["title"]
    found = suggestions(title, "en", "fr", tokens=frozenset({"members"}))
    assert [each.target for each in found] == ["Un titre"]
    assert not suggestions(title, "en", "fr", tokens=frozenset({"city:999"}))

    announce("entry", scene.study.id)
    db.session.commit()
    first = units_into("fr")[0].id
    following.follow_changes()

    assert [unit.id for unit in units_into("fr")] == [first]


def test_what_came_with_an_older_text_is_not_learned(scene):
    take_translation(scene.study, "fr", {"title": "Un vieux titre"})
    draft = Draft(
        scene.study.newest.words | {"title": "Another title"},
        scene.study.newest.facts,
        Visibility.MEMBERS,
    )
    writing.revise(scene.study, scene.cast.bo, scene.study.version, draft)
    build.bring_to(scene.study, scene.cast.ada, Status.PUBLISHED)

    following.follow_changes()

    assert units_into("fr") == []
