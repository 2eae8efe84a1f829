import pytest

from portal.translation.checks import Term
from tests.translation.checks.asking import codes


def test_an_empty_translation_has_one_finding():
    assert codes("Words and 12 https://a.org", "  ") == ["empty"]
    assert codes("", "") == []


@pytest.mark.parametrize(
    "same", ["125", "Dakar", "Budget", "CO2", "UN-Habitat", "https://a.org", "Marie Diop", "%(n)s"]
)
def test_names_numbers_and_codes_may_stay(same):
    assert codes(same, same) == []


def test_a_sentence_that_stays_is_found():
    assert codes("The pumps work well", "The pumps work well") == ["same"]
    assert "same" in codes("The pumps work well", "The pumps work well", "ar")


def test_an_untranslatable_term_may_stay():
    term = Term("data cube", untranslatable=True)

    assert codes("data cube", "data cube", terms=[term]) == []


def test_a_long_rest_of_the_source_is_found():
    source = "The pumps work well because the city pays for them. They were built in Dakar."
    target = "Les pompes work well because the city pays for them. Construites à Dakar."

    assert codes(source, target) == ["left"]


def test_a_foreign_title_is_no_rest():
    source = "The Agency for the Assessment and Application of Technology says so."
    target = "L’Agency for the Assessment and Application of Technology le dit."

    assert codes(source, target) == []


@pytest.mark.parametrize(
    ("target", "to"),
    [
        ("Le le plan", "fr"),
        ("El el plan", "es"),
        ("هذه هذه المدينة", "ar"),
        ("der Plan Plan", "de"),
    ],
)
def test_a_doubled_word_is_found(target, to):
    found = codes("The plan", target, to)

    assert "doubled" in found


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("We see ourselves", "Nous nous voyons", "fr"),
        ("The cities", "Kota-kota itu", "id"),
        ("slowly", "yavaş yavaş", "tr"),
        ("Thanks", "谢谢大家", "zh"),
        ("Walla Walla today", "Walla Walla aujourd’hui", "fr"),
        ("those who", "die, die kommen", "de"),
        ("The BBC", "شبكة بي بي سي", "ar"),
        ("of last year’s", "do do ano passado", "pt"),
    ],
)
def test_a_usual_repetition_is_left_alone(source, target, to):
    assert codes(source, target, to) == []
