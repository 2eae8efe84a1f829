"""A question's concepts in other languages, for the search."""

import pytest

from portal.thesaurus.expanding import expansions
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


def expanded(words, locale="fr", into=("en", "pt", "ar")):
    return expansions(words, locale, into, schemes=["glossary"])


def test_a_concept_is_told_in_the_other_languages_with_its_name():
    terms.concept(
        {"fr": "inondation", "en": "flood", "pt": "inundação", "ar": "فيضان"},
        alternate=["en:flooding"],
        hidden=["en:floood"],
        forbidden=["en:act of God"],
    )

    (one,) = expanded("inondations quartier informel")

    assert (one.label, one.words) == ("inondation", "inondations")
    assert one.terms == {"en": ("flood", "flooding"), "pt": ("inundação",), "ar": ("فيضان",)}


def test_words_may_come_one_by_one():
    terms.concept({"fr": "eau potable", "en": "drinking water"})

    assert [each.label for each in expanded(["eau", "potable"])] == ["eau potable"]


def test_the_longest_name_counts():
    terms.concept({"fr": "eau", "en": "water"})
    terms.concept({"fr": "eau potable", "en": "drinking water"})

    assert [each.label for each in expanded("eau potable")] == ["eau potable"]


def test_a_forbidden_word_leads_to_its_concept():
    terms.concept(
        {"fr": "quartier informel", "en": "informal settlement"}, forbidden=["fr:bidonville"]
    )

    (one,) = expanded("bidonville")

    assert (one.label, one.terms) == ("quartier informel", {"en": ("informal settlement",)})


def test_the_own_language_is_not_expanded_into():
    terms.concept({"fr": "inondation", "en": "flood"})

    assert expanded("inondation", into=("fr", "fr-CA")) == []


def test_what_two_schemes_say_alike_is_told_once_and_the_glossary_speaks_first():
    terms.concept({"fr": "inondation", "en": "Flood"}, scheme="a-thesaurus")
    terms.concept({"fr": "inondation", "en": "flood"})
    terms.concept({"fr": "inondation", "en": "inundation"}, scheme="b-thesaurus")

    told = expansions(
        "inondation", "fr", ["en"], schemes=["glossary", "a-thesaurus", "b-thesaurus"]
    )

    assert [each.scheme for each in told] == ["glossary", "b-thesaurus"]


def test_nothing_is_asked_of_an_empty_question():
    assert expanded("") == []
    assert expanded([]) == []
