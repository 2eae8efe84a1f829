"""A text is cut into what terms are compared by, and every unit knows its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.thesaurus.finding import standing
from portal.thesaurus.keying import keys
from portal.thesaurus.units import units


def tokens(text: str, locale: str) -> list[str]:
    return [unit.token for unit in units(text, locale)]


@pytest.mark.parametrize(
    ("locale", "text", "wanted"),
    [
        ("en", "The floods, in cities", ["the", "flood", ",", "in", "citi"]),
        ("en", "flood **risk**", ["flood", "risk"]),
        ("en", "risk – management", ["risk", "–", "manag"]),
        ("fr", "l’eau d'orage", ["eau", "orag"]),
        ("de", "Klima\u00adschutz-Maßnahmen", ["klimaschutz", "massnahm"]),
        ("zh", "气候CO₂", ["气", "候", "co2"]),
        ("ja", "データ削減", ["データ", "削", "減"]),
        ("ko", "도시의", ["도시"]),
        ("km", "ទឹកជំនន់", ["ទឹ", "ក", "ជំ", "ន", "ន់"]),
    ],
)
def test_words_signs_and_characters_are_units(locale, text, wanted):
    assert tokens(text, locale) == wanted


def test_places_are_those_of_the_text_as_written():
    text = "Die Klima\u00adschutz-Maßnahmen der ﬁnanzierten Städte"

    found = {unit.token: text[unit.begin : unit.end] for unit in units(text, "de")}

    assert found["massnahm"] == "Maßnahmen"
    assert found["klimaschutz"] == "Klima\u00adschutz"
    assert found["stadt"] == "Städte"


def test_an_elided_article_is_left_of_the_unit():
    text = "de l’eau"

    assert [text[unit.begin : unit.end] for unit in units(text, "fr")] == ["de", "eau"]


@given(
    st.text(max_size=80), st.sampled_from(["en", "fr", "de", "ar", "zh", "ja", "ko", "th", "tr"])
)
@settings(deadline=None, max_examples=300)
def test_any_text_is_cut_in_order_within_its_bounds(text, locale):
    places = [(unit.begin, unit.end) for unit in units(text, locale)]

    assert all(0 <= begin < end <= len(text) for begin, end in places)
    assert [begin for begin, _end in places] == sorted(begin for begin, _end in places)


@pytest.mark.parametrize(
    ("locale", "term", "wanted"),
    [
        ("en", "e-mail", ["e mail", "email"]),
        ("en", "seal (animal)", ["seal"]),
        ("en", "water for all", ["water for all"]),
        ("en", "C++", []),
        ("en", "!!!", []),
        ("zh", "水", []),
        ("ko", "기후 변화", ["기후 변화", "기후변화"]),
        ("en", "a very long title of an indicator that nobody writes out in a text", []),
    ],
)
def test_keys_of_a_term_are_the_ways_it_may_be_written(locale, term, wanted):
    assert keys(term, locale) == wanted


def test_terms_that_stand_in_a_text_are_told_without_a_database():
    found = standing("Nos zones côtières ont des digues.", "fr", ["zone côtière", "digue", "crue"])

    assert found == {"zone côtière", "digue"}
