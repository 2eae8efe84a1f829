"""Concepts are looked up by words of any language."""

import pytest

from portal.core.db import db
from portal.core.paging import paged
from portal.thesaurus.concepts import concept, searched, untold, whole
from portal.thesaurus.models import Kind
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


@pytest.fixture
def some(glossary):
    return [
        terms.concept({"en": "flood risk", "fr": "risque d’inondation"}),
        terms.concept({"en": "flood", "ar": "فيضان"}, hidden=["en:floood"]),
        terms.concept({"en": "drinking water", "zh": "饮用水", "vi": "nước uống"}),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("flood", ["flood", "flood-risk"]),
        ("FLOOD risk", ["flood-risk"]),
        ("inondation", ["flood-risk"]),
        ("فيض", ["flood"]),
        ("饮用", ["drinking-water"]),
        ("nuoc uong", ["drinking-water"]),
        ("floood", ["flood"]),
        ("100%", []),
        ("fl_od", []),
    ],
)
def test_all_words_or_parts_of_words_must_be_in_one_term(some, words, found):
    chosen = db.session.scalars(searched(words, schemes=["glossary"]))

    assert [each.code for each in chosen] == found


def test_a_search_is_narrowed_to_a_language_and_comes_in_pages(some, app):
    with app.test_request_context("/?page=1"):
        page = paged(searched("flood", schemes=["glossary"], locale="fr"))

    assert (page.total, [each.code for each in page.items]) == (0, [])
    everything = db.session.scalars(searched(schemes=["glossary"]))
    assert [each.code for each in everything] == ["flood-risk", "flood", "drinking-water"]


def test_concepts_without_a_word_in_a_language_are_a_list_of_work(some):
    missing = db.session.scalars(untold("fr", ["glossary"]))

    assert [each.code for each in missing] == ["flood", "drinking-water"]


def test_one_concept_is_told_with_everything(some):
    found = concept("glossary", "flood")
    told = whole(found)

    assert [each.kind for each in told.terms["en"]] == [Kind.PREFERRED, Kind.HIDDEN]
    assert set(told.terms) == {"ar", "en"}
    assert concept("glossary", "none") is None
