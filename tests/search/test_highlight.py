import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.highlight import MOST, WIDTH, fragments, marked
from portal.search.plan import plan

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"

MARKS = [
    ("en", "flood", "Floods and flooding; a flood.", ["Floods", "flooding", "flood"]),
    ("en", "city", "The cities’ citizens", ["cities"]),
    ("fr", "élève", "Les eleves et l’élève", ["eleves", "l’élève"]),
    ("de", "Hochwasser", "Der Hochwasserschutz am Fluss", ["Hochwasserschutz"]),
    ("ar", "مدينة", "في المدينة والمدن", ["المدينة"]),
    ("zh", "气候变化", "应对气候变化的城市", ["气候变化"]),
    ("ja", "ヒート対策", "東京のヒート対策", ["ヒート", "対策"]),
    ("ko", "도시", "도시는 크다", ["도시"]),
    ("tr", "ısı", "Isı adası", ["Isı"]),
    ("en", "electr*", "Electricity and electronics", ["Electricity", "electronics"]),
    ("en", '"early warning"', "An early warning is early", ["early", "warning", "early"]),
    ("en", "water -flood", "No flood of water", ["water"]),
]


def terms(question: str, locale: str) -> frozenset[str]:
    return plan(question, (locale,)).terms


@pytest.mark.parametrize(("locale", "question", "text", "expected"), MARKS)
def test_the_words_found_are_marked(locale, question, text, expected):
    found = marked(text, terms(question, locale), locale)

    assert re.findall("<mark>(.*?)</mark>", found) == expected
    assert unescape(re.sub("</?mark>", "", found)) == text


def test_a_fragment_shows_the_place_with_most_words():
    text = "Heat. " + "Nothing here to see. " * 60 + "Heat pumps and cool roofs. " + "More. " * 50

    pieces = fragments(text, terms("cool roofs heat", "en"), "en")

    assert any("<mark>cool</mark> <mark>roofs</mark>" in piece for piece in pieces)
    assert len(pieces) <= MOST
    assert all(len(re.sub("<[^>]*>", "", unescape(piece))) <= WIDTH + 4 for piece in pieces)


def test_without_a_find_the_text_begins():
    assert fragments("A short text.", terms("flood", "en"), "en") == ["A short text."]
    assert fragments("", terms("flood", "en"), "en") == []


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the shared naughty strings are not here")
def test_hostile_texts_are_escaped_and_stay_themselves():
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        for question in (text, "script"):
            found = marked(text, terms(question, "en"), "en")
            assert unescape(re.sub("</?mark>", "", found)) == text
            assert set(re.findall("<[^>]*>", found)) <= {"<mark>", "</mark>"}
            for piece in fragments(text, terms(question, "en"), "en"):
                assert set(re.findall("<[^>]*>", piece)) <= {"<mark>", "</mark>"}


@given(st.text(max_size=300), st.text(max_size=40), st.sampled_from(["en", "ar", "zh", "tr"]))
def test_any_text_is_shown_unchanged(text, question, locale):
    found = marked(text, terms(question, locale), locale)

    assert unescape(str(found).replace("<mark>", "").replace("</mark>", "")) == unescape(text)
    assert str(found).count("<mark>") == str(found).count("</mark>")


def test_a_text_of_one_word_ten_thousand_times_costs_little():
    assert len(fragments("flood " * 10_000, terms("flood", "en"), "en")) == 1
