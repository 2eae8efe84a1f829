"""The memory learns, learns anew and forgets, and leaves nothing behind."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db
from portal.translation.memory.actions import (
    Lesson,
    forget,
    index_again,
    learn,
    limit_to,
    sweep,
    take_in,
)
from portal.translation.memory.models import (
    MemoryLeftover,
    MemoryReader,
    MemorySign,
    MemoryText,
    MemoryUnit,
)
from portal.translation.memory.queries import suggestions
from tests.translation.memory.lessons import pair, taught

TABLES = (MemoryUnit, MemoryText, MemorySign, MemoryReader, MemoryLeftover)


def rows() -> list[int]:
    """How many rows the tables have once the worker has been there."""
    while sweep():
        pass
    return [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES]


def targets(text: str, languages: str = "en fr", **given) -> list[str]:
    return [match.target for match in suggestions(text, *languages.split(), **given)]


@pytest.fixture(autouse=True)
def _empty(app):
    """All of these need a database."""


def test_learning_twice_is_learning_once():
    lesson = taught("Shade for the street.", "De l’ombre.", tokens={"city:5"})
    once = rows()

    learn(lesson)
    learn(lesson, lesson)

    assert rows() == once
    assert once[0] == 1


def test_a_paragraph_teaches_its_newest_translation_only():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", "Ombrages.", number=7)
    taught("Sun for the street.", "Du soleil.", number=7)

    assert targets("Shade for the street.") == ["Du soleil."]
    assert rows()[:2] == [1, 2]


def test_each_language_of_a_paragraph_is_learned_for_itself():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", "Sombra.", "en es", number=7)

    assert targets("Shade for the street.") == ["De l’ombre."]
    assert rows()[:2] == [2, 3]


def test_paragraphs_of_other_kinds_have_numbers_of_their_own():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", "Ombrages.", number=7, kind="label")

    assert targets("Shade for the street.") == ["Ombrages.", "De l’ombre."]


def test_an_empty_translation_takes_the_old_one_away():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", " ", number=7)

    assert rows() == [0, 0, 0, 0, 0]


def test_many_lessons_are_learned_at_once():
    lessons = [
        Lesson(pair(f"Paragraph {n} of the text.", f"Paragraphe {n}."), "paragraph", n)
        for n in range(40)
    ]

    learn(*lessons)

    assert rows()[:2] == [40, 80]
    assert targets("Paragraph 7 of the text.", limit=1) == ["Paragraphe 7."]


def test_what_is_forgotten_leaves_nothing():
    taught("Shade for the street.", "De l’ombre.", number=7, tokens={"city:5"})
    taught("Shade for the street.", "Sombra.", "en es", number=7)

    forget("paragraph", [7, 8])

    assert rows() == [0, 0, 0, 0, 0]


def test_what_another_paragraph_says_too_stays():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", "De l’ombre.", number=8)
    taught("Shade for the street.", "Ombrages.", number=9)

    forget("paragraph", [7])
    forget("label", [8])
    forget("paragraph", [9], target_locale="es")

    assert targets("Shade for the street.") == ["Ombrages.", "De l’ombre."]


def test_one_language_may_be_forgotten():
    taught("Shade for the street.", "De l’ombre.", number=7)
    taught("Shade for the street.", "Sombra.", "en es", number=7)

    forget("paragraph", [7], target_locale="fr")

    assert targets("Shade for the street.") == []
    assert targets("Shade for the street.", "en es") == ["Sombra."]


def test_the_readers_change_with_those_of_the_source():
    taught("Shade for the street.", "De l’ombre.", number=7)

    limit_to("paragraph", [7], {"city:5"})
    assert targets("Shade for the street.") == []
    assert targets("Shade for the street.", tokens={"city:5"}) == ["De l’ombre."]

    limit_to("paragraph", [7], {"city:6"})
    assert targets("Shade for the street.", tokens={"city:5"}) == []

    limit_to("paragraph", [7], None)
    assert targets("Shade for the street.") == ["De l’ombre."]
    assert rows()[3] == 0


def test_what_is_taught_in_an_action_that_fails_is_not_learned():
    @action
    def approve() -> None:
        taught("Shade for the street.", "De l’ombre.")
        raise LookupError

    with pytest.raises(LookupError):
        approve()

    assert rows() == [0, 0, 0, 0, 0]


def test_an_import_adds_what_is_new_and_open_to_all():
    some = [(pair("Shade.", "Ombre."), None), (pair("Sun.", "Soleil."), None)]

    assert take_in(some, "file") == 2
    assert take_in([*some, some[0]], "again") == 0
    assert targets("Shade.") == ["Ombre."]
    assert [match.origin for match in suggestions("Sun.", "en", "fr")] == ["file"]


def test_an_import_knows_what_was_learned_here_but_not_what_few_may_see():
    taught("Shade.", "Ombre.")
    taught("Sun.", "Soleil.", tokens={"city:5"})

    new = take_in([(pair("Shade.", "Ombre."), None), (pair("Sun.", "Soleil."), None)], "file")

    assert new == 1
    assert targets("Sun.") == ["Soleil."]


def test_another_context_is_another_unit():
    contexts = [None, "a" * 32, "b" * 32]
    some = [(pair("Shade.", "Ombre.", before=each), None) for each in contexts]

    assert take_in(some, "file") == 3


def test_the_same_words_in_two_languages_are_two_texts():
    taught("Budget", "Budget")
    taught("Budget", "Budget", "fr en")

    assert rows()[:2] == [2, 2]
    forget("paragraph", [])
    assert targets("Budget") == targets("Budget", "fr en") == ["Budget"]


def test_the_index_is_made_anew():
    for number in range(3):
        taught(f"Shade for the street number {number}.", "De l’ombre.")
    before = set(db.session.execute(sa.select(MemorySign.sign, MemorySign.text_id)).all())

    reached = index_again()
    while reached is not None:
        reached = index_again(reached)

    after = set(db.session.execute(sa.select(MemorySign.sign, MemorySign.text_id)).all())
    assert before == after
    assert len(before) > 6


def test_many_who_teach_and_forget_the_same_words_at_once_leave_a_sound_memory(app):
    def teach(who: int) -> None:
        with app.app_context():
            for turn in range(12):
                taught(f"Shade number {turn % 3}.", f"Ombre {turn % 3}.", number=who)
                if turn % 4 == who % 4:
                    forget("paragraph", [who])
                sweep()
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(teach, range(4)))

    db.session.rollback()
    rows()
    sides = sa.union(sa.select(MemoryUnit.source_id), sa.select(MemoryUnit.target_id))
    used = set(db.session.scalars(sides))
    assert set(db.session.scalars(sa.select(MemoryText.id))) == used
    assert set(db.session.scalars(sa.select(MemorySign.text_id))) == used
