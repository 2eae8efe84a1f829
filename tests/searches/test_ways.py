"""A search that finds nothing leads on."""

import pytest

from tests.searches.conftest import ask, caught_up, publish
from tests.thesaurus import terms


@pytest.fixture
def page(cast, sign_in):
    publish(cast.ada)
    caught_up()
    client = sign_in(cast.cy)
    return lambda query, locale="en": ask(client, f"/{locale}/search?{query}")


def test_without_its_filters_a_search_may_find_something(page):
    text = page("q=shade&topic=coast")

    assert 'href="/en/search?q=shade" rel="nofollow">Without the filters</a>' in text
    assert "1 result<" in text


def test_one_filter_less_may_be_enough(page):
    text = page("q=shade&topic=coast&region=africa")

    assert 'href="/en/search?q=shade&amp;region=africa"' in text
    assert "Without the filter “Topic”" in text
    assert "Without the filter “Region”" not in text


def test_one_word_less_may_be_enough(page):
    assert "Only “shade”" in page("q=shade+-market")
    assert "Only “-market”" not in page("q=shade+-market")


def test_what_finds_nothing_either_is_not_offered(page):
    text = page("q=zzqqxx+yyqq")

    assert "Nothing was found" in text
    assert "Only “" not in text
    assert "read in" not in text
    assert "Browse everything" in text


def test_the_same_words_may_mean_something_in_another_language(page):
    terms.concept({"en": "shade", "fr": "ombrage"})

    text = page("q=ombrage")

    assert 'href="/fr/search?q=ombrage" rel="nofollow">With its words read in French</a>' in text


def test_terms_of_the_glossary_that_look_alike_are_offered(page, cast):
    terms.concept({"en": "kelp forest", "fr": "forêt de varech"}, hidden=["en:kelpp"])
    terms.concept({"en": "bicycle"})

    text = page("q=kelpf+forrest")

    assert 'href="/en/search?q=kelp+forest"' in text
    assert "bicycle" not in text
    assert "kelpp" not in text


def test_members_are_led_to_the_network_with_their_words(page):
    assert 'href="/en/searches/questions/new?q=zzqqxx+yyqq"' in page("q=zzqqxx+yyqq")


def test_few_results_lead_to_the_network_too(page):
    text = page("q=shade+zzqqxx")

    assert "Is it not what you need?" in text
    assert "Try this instead" not in text


def test_a_good_answer_needs_no_way_on(page):
    text = page("q=shade")

    assert "Ask the network" not in text
    assert "Save this search" in text


@pytest.mark.parametrize(
    "query", ["q=%22", "q=-", "q=%00zz", "q=" + "zq%20" * 60, "q=%E6%B4%AA", "topic=zz", "q=zz%25_"]
)
def test_any_question_gets_an_answer(page, query):
    assert "<h1" in page(query)
