"""How words were translated before: found on both sides, in any form, and marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.translation.memory.concordance import concordance, marked
from tests.translation.memory.lessons import taught
from tests.translation.texts import soup


def shown(runs) -> str:
    return "".join(f"[{run.text}]" if run.is_marked else run.text for run in runs)


def found(words: str, languages: str = "en fr", **given) -> list[tuple[str, str]]:
    return [
        (shown(hit.source), shown(hit.target))
        for hit in concordance(words, *languages.split(), **given)
    ]


@pytest.fixture(autouse=True)
def _empty(app):
    """All of these need a database."""


def test_words_are_found_in_their_forms_and_marked():
    taught("The city planted trees.", "La ville a planté des arbres.")
    taught("Buses run often.", "Les bus passent souvent.")

    assert found("planting tree") == [
        ("The city [planted] [trees].", "La ville a planté des arbres.")
    ]


def test_words_are_found_in_the_translation_too():
    taught("The city planted trees.", "La ville a planté des arbres.")

    assert found("arbre") == [("The city planted trees.", "La ville a planté des [arbres].")]


def test_all_the_words_must_stand_there():
    taught("The city planted trees.", "La ville a planté des arbres.")
    taught("The city repaired pipes.", "La ville a réparé des tuyaux.")

    assert len(found("city")) == 2
    assert found("city pipes") == [
        ("The [city] repaired [pipes].", "La ville a réparé des tuyaux.")
    ]
    assert found("city boats") == []


def test_where_they_stand_exactly_so_comes_first_then_what_is_short():
    taught("Water here, and a plan there.", "Trois.")
    taught("The water plan of the whole district was written again.", "Deux.")
    taught("The water plan.", "Un.")

    assert [target for _source, target in found("water plan")] == ["Un.", "Deux.", "Trois."]


def test_parts_of_words_and_function_words_are_found_as_they_stand():
    taught("Die Wasserversorgung der Stadt.", "The water supply of the city.", "de en")

    assert found("versorgung", "de en") == [
        ("Die Wasser[versorgung] der Stadt.", "The water supply of the city.")
    ]
    assert found("of the", "de en")[0][1] == "[The] water supply [of] [the] city."
    assert found("100% _", "de en") == []


@pytest.mark.parametrize(
    ("text", "words", "expected", "languages"),
    [
        ("市政府沿着旧运河种植了树。", "运河", "市政府沿着旧[运河]种植了树。", "zh en"),
        ("市政府沿着旧运河种植了树。", "树", "市政府沿着旧运河种植了[树]。", "zh en"),
        ("まちづくり計画を立てました。", "まち", "[まち]づくり計画を立てました。", "ja en"),
        ("データベースを作りました。", "データ", "[データ]ベースを作りました。", "ja en"),
        ("زرعت البلدية الأشجار.", "أشجار", "زرعت البلدية [الأشجار].", "ar en"),
        ("도시는 나무를 심었습니다.", "도시", "[도시는] 나무를 심었습니다.", "ko en"),
    ],
)
def test_words_are_found_in_any_script(text, words, expected, languages):
    taught(text, "It.", languages)

    assert found(words, languages) == [(expected, "It.")]


def test_a_concordance_tells_who_said_so_and_keeps_to_its_languages():
    lesson = taught("The city planted trees.", "La ville a planté des arbres.")
    taught("The city planted trees.", "La ciudad.", "en es")
    taught("Arbres.", "La ville.", "de fr")

    (hit,) = concordance("ville", "en", "fr")

    assert (hit.origin, hit.approved_at, hit.made_by_id) == ("portal", lesson.approved_at, None)
    assert found("city", "fr en") == []


def test_what_few_may_see_is_found_by_these_only():
    taught("The city planted trees.", "La ville a planté des arbres.", tokens={"city:5"})

    for words in ("city", "arbres", "lant"):
        assert found(words) == found(words, tokens={"city:6"}) == []
        assert len(found(words, tokens={"city:5"})) == 1


def test_the_limit_holds_and_each_pair_comes_once():
    for _time in range(3):
        taught("The city planted trees.", "La ville.")
    for number in range(9):
        taught(f"City number {number} planted trees.", "La ville.")

    assert len(found("city", limit=5)) == 5
    assert len(found("city", limit=50)) == 10
    assert found("city", limit=0) == found("  ") == []


@given(soup, soup, st.sampled_from(["en", "ja", "ar"]))
def test_the_runs_joined_give_the_text_back(text, question, locale):
    runs = marked(text, question, locale)

    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)
