"""The glossary in the search: from a person's words to texts in other languages."""

import json
from pathlib import Path

import pytest

from portal.content.models import Status, Visibility
from portal.search import explaining, follower, queries
from portal.search.documents import Meaning, Query, Wording
from portal.search.meanings import meanings
from tests import build
from tests.statements import statements
from tests.thesaurus import terms

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"


@pytest.fixture
def glossary(app):
    terms.concept(
        {"fr": "digue", "en": "levee", "pt": "dique fluvial", "ar": "سد ترابي", "zh": "防洪堤"},
        alternate=["en:flood wall"],
        hidden=["en:levy"],
        forbidden=["en:sea defence", "fr:rempart"],
    )
    return app


def named(text, locale="fr", *others, **given):
    query = Query(text, locales=(locale, *others), **given)
    return [(each.words, each.label) for each in meanings(query)]


OTHER_WORDS = ("summary", "situation", "action", "results", "enabling_factors", "lessons", "advice")


def study(author, locale, title, **given):
    """A case study of which only the title says something."""
    words = dict.fromkeys(OTHER_WORDS, "…") | {"title": title}
    usual = {"status": Status.PUBLISHED}
    return build.case_study(author, locale=locale, words=words, **usual | given)


@pytest.fixture
def texts(cast, glossary):
    """One text per language, and one that only a team may read."""
    made = {
        "fr": study(cast.ada, "fr", "La digue du port"),
        "en": study(cast.ada, "en", "Levees along the port"),
        "pt": study(cast.ada, "pt", "Um dique fluvial na cidade"),
        "ar": study(cast.ada, "ar", "السد الترابي في المدينة"),
        "hazard": study(cast.ada, "pt", "Depois da inundação"),
        "storm": study(cast.ada, "en", "After the storm"),
        "team": study(cast.ada, "en", "A levee of ours", visibility=Visibility.TEAM),
        "draft": study(cast.ada, "en", "A levee in a drawer", status=Status.DRAFT),
    }
    while follower.catch_up():
        pass
    return made


@pytest.fixture
def found(app, texts):
    """Ask as somebody; what was found, and the numbers of it."""

    def ask(person, text, locale="fr", **given):
        query = Query(text, locales=queries.languages_for(person, locale), **given)
        with app.test_request_context():
            results = queries.find(person, query, locale)
        return results, {int(result.hit.thing.partition(":")[2]) for result in results.items}

    return ask


def test_a_word_of_the_glossary_finds_the_other_languages(cast, texts, found):
    results, numbers = found(cast.cy, "digue")

    assert numbers == {texts[name].id for name in ("fr", "en", "pt", "ar")}
    assert results.page.total == 4
    assert results.page.facets["language"] == {"fr": 1, "en": 1, "pt": 1, "ar": 1}
    assert results.items[0].hit.locale == "fr"
    assert {item.hit.through for item in results.items} == {
        (),
        (Wording("en", "levee"),),
        (Wording("pt", "dique fluvial"),),
        (Wording("ar", "سد ترابي"),),
    }


def test_its_word_is_marked_in_each_language(cast, texts, found):
    results, _numbers = found(cast.cy, "digue")

    titles = " ".join(str(item.title) for item in results.items)
    for word in ("digue", "Levees", "dique", "fluvial", "السد"):
        assert f"<mark>{word}" in titles


def test_the_vocabularies_have_words_too(cast, texts, found):
    results, numbers = found(cast.cy, "inondation")
    of_english, storms = found(cast.cy, "tempête")

    assert numbers == {texts["hazard"].id}
    assert [each.scheme for each in results.meanings] == ["hazard"]
    assert storms == {texts["storm"].id}
    assert of_english.items[0].hit.through == (Wording("en", "Storm"),)


def test_literally_it_finds_the_words_alone_and_asks_nothing(cast, texts, found):
    results, numbers = found(cast.cy, "digue", literal=True)

    assert numbers == {texts["fr"].id}
    assert results.meanings == ()


def test_what_is_hidden_stays_hidden(cast, texts, found):
    _results, of_others = found(cast.cy, "digue")
    results, own = found(cast.eve, "digue")

    assert texts["team"].id not in of_others
    assert texts["team"].id in own
    assert texts["draft"].id not in own
    assert results.page.total == 5


def test_hidden_and_forbidden_words_lead_to_the_concept_and_are_never_looked_for(glossary):
    (one,) = meanings(Query("rempart", locales=("fr",)))

    assert one.label == "digue"
    assert one.terms["en"] == ("levee", "flood wall")


def test_words_are_read_in_all_languages_of_the_reader(glossary):
    assert named("levee", "fr", "en") == [("levee", "levee")]
    assert named("digue levee", "fr", "en") == [("digue", "digue"), ("levee", "levee")]
    assert named("levee", "fr") == []


def test_two_words_of_one_concept_are_both_known(glossary):
    assert named("levee or flood wall", "en") == [("levee", "levee"), ("flood wall", "levee")]


UNTOUCHED = [
    '"digue"', '"la digue du port"', "-digue", "port -digue", "digue*", "dig*", "title:digue",
    "", "   ", "!!!",
]  # fmt: skip


@pytest.mark.parametrize("text", UNTOUCHED)
def test_quotations_exclusions_beginnings_and_fields_are_taken_as_typed(glossary, text):
    assert named(text) == []


@pytest.mark.parametrize("text", ["flood -x wall", 'flood "x" wall', "flood x* wall"])
def test_what_stands_between_parts_a_term(glossary, text):
    assert ("flood wall", "levee") not in named(text, "en")


def test_arabic_and_chinese_words_are_known(glossary):
    assert named("بناء السد الترابي", "ar") == [("السد الترابي", "سد ترابي")]
    assert ("防洪堤", "防洪堤") in named("城市防洪堤管理", "zh")


def test_the_database_is_asked_little(glossary):
    query = Query("digue port", locales=("fr",))
    meanings(query)  # remembers how terms begin

    with statements() as of_a_concept:
        meanings(query)
    with statements() as of_none:
        meanings(Query("zzzz", locales=("fr",)))
    with statements() as of_other_scripts:
        meanings(Query("zzzz", locales=("ar", "zh")))
    with statements() as of_nothing:
        meanings(Query('"digue"', locales=("fr", "en")))

    assert len(of_a_concept) == 3
    assert len(of_none) == 1
    assert of_other_scripts == of_nothing == []


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the shared naughty strings are not here")
def test_naughty_words_mean_nothing(glossary):
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        for each in meanings(Query(text, locales=("en", "ar", "zh"))):
            assert each.words in " ".join(text.split())


@pytest.fixture
def page(cast, texts, sign_in):
    client = sign_in(cast.cy)
    return lambda query, locale="fr": client.get(f"/{locale}/search?{query}").text


def test_the_page_says_what_else_was_searched_for(page):
    text = page("q=digue", "en")  # an English page, a French word nobody knows there

    assert "Also searched for" not in text
    text = page("q=levee", "en")
    assert "Also searched for: " in text
    assert '<bdi lang="fr" dir="auto">digue</bdi>' in text
    assert '<bdi lang="ar" dir="auto">سد ترابي</bdi>' in text
    assert 'href="/en/search?q=levee&amp;only=1"' in text
    assert "/en/glossary/glossary/digue" in text


def test_a_card_says_through_which_word_it_was_found(page):
    text = page("q=levee", "en")

    assert text.count("Found through: ") == 3
    assert 'Found through: <bdi lang="fr" dir="auto">digue</bdi>' in text


def test_switched_off_it_stays_so_and_can_be_switched_on(page):
    text = page("q=levee&only=1&sort=date", "en")

    assert "Also searched for" not in text
    assert "Found through" not in text
    assert "1 result" in text
    assert 'href="/en/search?q=levee&amp;sort=date"' in text
    assert text.count('<input type="hidden" name="only" value="1">') == 3  # box, filters, order


@pytest.mark.parametrize("switch", ["only=", "only=0", "only=x", "only=0&only=1", "only=%00"])
def test_any_other_switch_is_none(page, switch):
    assert "4 results" in page(f"q=levee&{switch}", "en")


def test_the_way_back_from_filters_keeps_the_switch(page):
    text = page("q=levee&only=1&topic=coast", "en")

    assert 'href="/en/search?q=levee&amp;only=1"' in text


def test_a_word_is_explained_once(app):
    first = {"fr": ("crue",), "pt": ("Flood",)}
    second = {"fr": ("inondation",), "zh": ("洪水",), "ja": ("洪水",)}

    with app.test_request_context():
        told = explaining.sought(
            [
                Meaning("glossary", "flood", "flood", "flood", "en", first),
                Meaning("hazard", "flooding", "Flood", "Flooding", "en", second),
                Meaning("topic", "same", "bus", "bus", "en", {"fr": ("bus",)}),
            ]
        )

    assert [(each.name.text, each.wordings) for each in told] == [
        ("flood", (Wording("fr", "crue"), Wording("zh", "洪水")))
    ]
