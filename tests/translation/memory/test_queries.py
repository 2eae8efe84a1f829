"""Suggestions: the best first, from the right languages, and only what may be seen."""

import pytest
from hypothesis import HealthCheck, given, settings

from portal.core.differences import Change, Kind
from portal.translation.memory.queries import suggestions
from portal.translation.paragraphs import digest
from tests.statements import statements
from tests.translation.memory.lessons import taught
from tests.translation.texts import soup

TREES = "The district planted two thousand trees along the old canal."
ARBRES = "L’arrondissement a planté deux mille arbres le long du vieux canal."


def found(text: str, languages: str = "en fr", **given):
    return suggestions(text, *languages.split(), **given)


@pytest.fixture(autouse=True)
def _empty(app):
    """All of these need a database."""


def test_what_was_approved_is_suggested_again():
    lesson = taught(TREES, ARBRES)

    (match,) = found(TREES)

    assert (match.percent, match.source, match.target) == (100, TREES, ARBRES)
    assert match.differences == (Change(Kind.EQUAL, TREES, TREES),)
    assert (match.origin, match.approved_at) == ("portal", lesson.approved_at)
    assert match.made_by_id is None
    assert not match.is_context


def test_an_empty_memory_and_an_empty_text_suggest_nothing():
    assert found(TREES) == []
    taught(TREES, ARBRES)
    assert found("") == found(" \n") == found("?!") == []


def test_the_same_neighbours_say_more_than_the_same_words():
    before, after = digest("Before."), digest("After.")
    taught("Contact", "Contact", before=before, after=after)
    taught("Contact", "Nous écrire")  # later

    matches = found("Contact", before=before, after=after)

    assert [(match.percent, match.target) for match in matches] == [
        (101, "Contact"),
        (100, "Nous écrire"),
    ]
    assert matches[0].is_context


def test_the_first_paragraph_has_a_context_but_a_text_without_neighbours_has_none():
    after = digest("After.")
    taught("Contact", "Contact", after=after)
    taught("Budget", "Budget")

    assert found("Contact", after=after)[0].percent == 101
    assert found("Contact")[0].percent == 100
    assert found("Contact", before=after)[0].percent == 100
    assert found("Budget")[0].percent == 100


def test_the_newest_of_equals_comes_first_and_each_translation_once():
    for target in ("Un.", "Deux.", "Trois.", "Un."):
        taught("One of three.", target)

    assert [match.target for match in found("One of three.")] == ["Un.", "Trois.", "Deux."]
    assert len(found("One of three.", limit=2)) == 2


def test_what_is_alike_is_suggested_with_its_differences():
    taught(TREES, ARBRES)
    taught("Buses run every ten minutes in the whole city now.", "Les bus passent souvent.")

    question = TREES.replace("old canal", "new road")
    (match,) = found(question)

    assert 75 <= match.percent < 100
    assert "".join(change.old for change in match.differences) == question
    assert "".join(change.new for change in match.differences) == TREES
    assert Change(Kind.REPLACE, "new road", "old canal") in match.differences


def test_the_more_alike_comes_first():
    taught(TREES.replace("canal", "harbour"), "Port.")
    taught(TREES, ARBRES)
    taught(TREES.replace("two thousand", "no"), "Aucun.")

    matches = found(TREES)

    assert [match.target for match in matches] == [ARBRES, "Port.", "Aucun."]
    assert [match.percent for match in matches] == sorted(
        (match.percent for match in matches), reverse=True
    )


@pytest.mark.parametrize(
    ("source", "question", "languages"),
    [
        ("市政府沿着旧运河种植了两千棵树。", "市政府沿着新运河种植了三千棵树。", "zh en"),
        ("市は運河沿いに二千本の木を植えた。", "市は道路沿いに二千本の木を植えた。", "ja en"),
        ("시는 운하를 따라 나무를 많이 심었다.", "시는 도로를 따라 나무를 많이 심었다.", "ko en"),
        ("زرعت المدينة شجرا على طول القناة.", "زرعت المدينة شجرا على طول الشارع.", "ar en"),
        ("เมืองปลูกต้นไม้สองพันต้นตามคลองเก่า", "เมืองปลูกต้นไม้สามพันต้นตามคลองเก่า", "th en"),
        ("What is it?", "What is it now?", "en fr"),
        ("Contact", "Contacts", "en fr"),
        ("まちのこと", "まちのこと？", "ja en"),
    ],
)  # fmt: skip
def test_what_is_alike_is_found_in_any_script_and_length(source, question, languages):
    taught(source, "It.", languages)

    assert [match.source for match in found(question, languages)] == [source]


def test_languages_are_kept_apart():
    taught(TREES, ARBRES)
    taught(TREES, "El distrito plantó árboles.", "en es")
    taught(TREES, "Australian.", "en-AU fr")

    assert [match.target for match in found(TREES)] == [ARBRES]
    assert [match.target for match in found(TREES, "en es")] == ["El distrito plantó árboles."]
    assert found(TREES, "en de") == found(ARBRES, "fr en") == []
    assert found(TREES + " Really.", "en de") == []


def test_what_few_may_see_is_suggested_to_these_only():
    few = {"city:5", "staff"}
    taught(TREES, ARBRES, tokens=few)
    taught(TREES, "Personne.", tokens=set())

    for question in (TREES, TREES + " Really."):
        assert found(question) == found(question, tokens={"city:6"}) == []
        assert [match.target for match in found(question, tokens={"city:5", "x"})] == [ARBRES]


def test_a_secret_lesson_does_not_hide_the_same_open_one():
    taught(TREES, ARBRES)
    taught(TREES, ARBRES, tokens={"city:5"})

    assert len(found(TREES)) == len(found(TREES, tokens={"city:5"})) == 1


def test_many_of_one_kind_do_not_hide_another():
    for number in range(120):
        taught(f"Number {number} of the trees along the canal.", "Non.", "en es")
    taught("Number 200 of the trees along the canal.", "Oui.")

    assert [match.target for match in found("Number 300 of the trees along the canal.")] == ["Oui."]


def test_a_look_up_takes_five_statements_at_most():
    for number in range(40):
        taught(f"{TREES} Number {number}.", ARBRES)

    with statements() as seen:
        found(TREES)

    assert len(seen) <= 5


unhurried = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(soup)
@unhurried
def test_whatever_was_taught_is_found_exactly(text):
    text = text.replace("\0", "")  # which PostgreSQL does not take and forms take away
    lesson = taught(text, "Oui.")

    matches = found(text, limit=1)

    assert [match.percent for match in matches] == ([100] if text.strip() else [])
    assert lesson.pair.says_nothing == (not matches)


@given(soup, soup)
@unhurried
def test_the_differences_give_the_question_and_the_source_back(text, more):
    question = f"{text} {more}".replace("\0", "")
    taught(text.replace("\0", ""), "Oui.")

    for match in found(question):
        assert "".join(change.old for change in match.differences) == question
        assert "".join(change.new for change in match.differences) == match.source
        assert (match.percent == 100) == (digest(question) == digest(match.source))
        assert 60 <= match.percent <= 100
