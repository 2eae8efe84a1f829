"""What texts in other languages say instead of the words, as an engine finds and ranks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.alternatives import LONGEST_ROW, with_meanings
from portal.search.documents import Meaning
from portal.search.plan import plan
from portal.search.port import Reached
from tests.search.conftest import ENGINES
from tests.search.texts import ask, document, keys, things

FLOOD = {"en": ("flood",), "pt": ("inundação",), "ar": ("فيضان",), "zh": ("洪水",)}
RISK = {
    "en": ("flood risk",),
    "pt": ("risco de inundação",),
    "ar": ("مخاطر الفيضانات",),
    "zh": ("洪水风险",),
}
TEXTS = [
    document(1, "Inondation au marché", "fr", facets={"topic": ("flood-drainage",)}),
    document(2, "Floods in the market", "en", facets={"topic": ("flood-drainage",)}),
    document(3, "Inundação na feira", "pt-BR", facets={"topic": ("coast",)}),
    document(4, "صهاريج ضد الفيضانات", "ar"),
    document(5, "城市洪水管理", "zh"),
    document(6, "Risco de seca e inundação", "pt"),
    document(7, "Risque d’inondation", "fr"),
    document(8, "Clean air for the market", "en"),
    document(9, "Air bersih untuk kota", "id"),
    document(10, "A secret flood", "en", tokens=frozenset({"team"})),
]


def meaning(words, terms, locale="fr"):
    return Meaning("glossary", "some", words, words, locale, terms)


def asked(text, *meanings, **given):
    return ask(text, **{"locales": ("fr", "en"), "meanings": meanings, "per_page": 50} | given)


@pytest.fixture
def stocked(engine):
    engine.rebuild(TEXTS, Reached(1))
    return engine


def test_texts_of_all_languages_are_found_by_their_own_word(stocked):
    page = stocked.search(asked("inondation", meaning("inondation", FLOOD)))

    assert set(things(page)) == {f"entry:{n}" for n in (1, 2, 3, 4, 5, 6, 7)}
    assert page.total == 7
    assert page.facets["topic"] == {"flood-drainage": 2, "coast": 1}
    assert page.facets["language"] == {"fr": 2, "en": 1, "pt-BR": 1, "pt": 1, "ar": 1, "zh": 1}


def test_a_hit_says_through_which_word_it_was_found(stocked):
    page = stocked.search(asked("inondation", meaning("inondation", FLOOD)))

    through = {hit.thing: [tuple(wording) for wording in hit.through] for hit in page.hits}
    assert through["entry:1"] == []
    assert through["entry:2"] == [("en", "flood")]
    assert through["entry:4"] == [("ar", "فيضان")]
    assert through["entry:5"] == [("zh", "洪水")]


def test_the_words_of_each_language_are_marked_in_its_texts_only(stocked):
    page = stocked.search(asked("inondation", meaning("inondation", FLOOD)))

    assert page.foreign_terms["en"] == {"flood"}
    assert page.foreign_terms["zh"] == {"洪水"}
    assert "flood" not in page.terms


def test_a_word_counts_in_texts_of_its_own_language_only(stocked):
    """“Air” is water in Indonesian."""
    page = stocked.search(asked("eau", meaning("eau", {"id": ("air",), "en": ("water",)})))

    assert things(page) == ["entry:9"]


def test_choosing_a_facet_shows_what_was_counted(stocked):
    query = asked(
        "inondation", meaning("inondation", FLOOD), filters={"topic": frozenset(["coast"])}
    )

    page = stocked.search(query)

    assert things(page) == ["entry:3"]
    assert page.facets["topic"] == {"flood-drainage": 2, "coast": 1}


def test_all_words_of_a_term_must_be_there(stocked):
    page = stocked.search(asked("crue", meaning("crue", {"pt": ("risco de inundação",)})))

    assert things(page) == ["entry:6"]


def test_a_term_stands_for_all_words_of_the_concept(stocked):
    """Eleven texts have all of it in one language or another, so that few words do not do."""
    many = [document(20 + n, "Risco de inundação", "pt") for n in range(9)]
    stocked.replace([text.thing for text in many], many, Reached(2))
    question = "risques importants d’une inondation"

    short = meaning("risques importants d’une inondation", RISK)
    page = stocked.search(asked(question, short, locales=("fr",)))

    whole = {"entry:6", *(text.thing for text in many)}
    literal = set(things(stocked.search(asked(question, locales=("fr",)))))
    assert set(things(page)) == whole | literal
    assert page.total == len(whole | literal)


def test_other_languages_do_not_keep_out_texts_with_some_of_the_words(engine):
    many = [document(n, "Risco de inundação", "pt") for n in range(2, 20)]
    engine.rebuild([document(1, "Les risques du marché", "fr"), *many], Reached(1))

    page = engine.search(asked("risque inondation", meaning("risque inondation", RISK)))

    assert page.total == 19
    assert "entry:1" in things(page)
    assert page.relaxed


def test_where_enough_texts_say_all_of_it_nothing_is_called_relaxed(engine):
    many = [document(n, "Risco de inundação", "pt") for n in range(2, 20)]
    engine.rebuild([*many, document(20, "Seca e risco", "pt")], Reached(1))

    page = engine.search(asked("risque inondation", meaning("risque inondation", RISK)))

    assert page.total == 18
    assert not page.relaxed


def test_the_word_itself_comes_before_what_others_say(engine):
    engine.rebuild(
        [document(1, "Inondation", "fr")]
        + [document(n, "Floods", "en") for n in range(2, 4)]
        + [document(n, f"Something else {n}", "en") for n in range(4, 40)],
        Reached(1),
    )

    page = engine.search(asked("inondation", meaning("inondation", FLOOD), locales=("fr",)))

    assert things(page)[0] == "entry:1"
    assert page.total == 3
    scores = [hit.score for hit in page.hits]
    assert scores[0] > scores[1] > 0


def test_what_has_the_words_scores_as_without_the_glossary(stocked):
    plain = stocked.search(asked("inondation marché"))
    wide = stocked.search(asked("inondation marché", meaning("inondation", FLOOD)))

    scores = {hit.key: hit.score for hit in wide.hits}
    assert {hit.key: scores[hit.key] for hit in plain.hits} == {
        hit.key: hit.score for hit in plain.hits
    }


def test_other_texts_show_nobody_what_she_may_not_read(stocked):
    query = asked("inondation", meaning("inondation", FLOOD))
    team = asked("inondation", meaning("inondation", FLOOD), tokens=frozenset({"team"}))

    assert "entry:10" not in things(stocked.search(query))
    assert things(stocked.search(team)) == ["entry:10"]
    assert stocked.search(team).facets["language"] == {"en": 1}


def test_excluded_words_still_exclude(stocked):
    page = stocked.search(asked("inondation -market", meaning("inondation", FLOOD)))

    assert "entry:2" not in things(page)
    assert "entry:4" in things(page)


def test_quotations_and_beginnings_are_not_stood_for(stocked):
    for text in ('"inondation"', '"risque d’inondation"', "inondat*"):
        groups = plan(text, ("fr",)).groups
        assert all(not group.rows for group in groups), text
    quoted = asked('inondation "au marché"', meaning("inondation", FLOOD))
    assert things(stocked.search(quoted)) == ["entry:1"]


def test_chinese_words_are_stood_for_with_the_pairs_between_them():
    flood = meaning("洪水", {"en": ("flood",)}, "zh")
    city = meaning("城市", {"en": ("city",)}, "zh")
    query = ask("城市洪水", locales=("zh",), meanings=(flood, city))

    taken = with_meanings(plan(query.text, query.read_in), query)

    said = {group.tokens: {row.tokens for row in group.rows} for group in taken.groups}
    assert said == {
        ("城市",): {("citi",)},
        ("市洪",): {("citi",), ("flood",)},
        ("洪水",): {("flood",)},
    }


def test_a_question_in_chinese_or_arabic_finds_the_others(stocked):
    chinese = meaning("洪水", {"fr": ("inondation",)}, "zh")
    arabic = meaning("الفيضانات", {"fr": ("inondation",)}, "ar")

    of_chinese = things(stocked.search(asked("洪水", chinese, locales=("zh",))))
    of_arabic = things(stocked.search(asked("الفيضانات", arabic, locales=("ar",))))

    assert of_chinese[0] == "entry:5"
    assert set(of_chinese) == {"entry:5", "entry:1", "entry:7"}
    assert of_arabic[0] == "entry:4"
    assert set(of_arabic) == {"entry:4", "entry:1", "entry:7"}


def test_versions_of_one_thing_count_once(engine):
    french = document(1, "Inondation", "fr")
    english = document(1, "Flood", "en")
    engine.rebuild([french, english], Reached(1))

    page = engine.search(asked("inondation", meaning("inondation", FLOOD)))

    assert keys(page) == ["entry:1:fr"]
    assert page.total == 1
    assert page.facets["language"] == {"fr": 1, "en": 1}


def test_deleted_texts_are_not_found(stocked):
    stocked.replace(["entry:2"], [], Reached(2))

    page = stocked.search(asked("inondation", meaning("inondation", FLOOD)))

    assert "entry:2" not in things(page)


def test_whole_sentences_are_no_words():
    long = " ".join(f"word{n}" for n in range(LONGEST_ROW + 1))

    taken = with_meanings(
        plan("inondation", ("fr",)),
        asked("inondation", meaning("inondation", {"en": (long, "", "the", "!?")})),
    )

    assert [group.rows for group in taken.groups] == [()]


@pytest.fixture(scope="module")
def unchanging(tmp_path_factory):
    made = ENGINES["whoosh"](tmp_path_factory.mktemp("search") / "index")
    made.rebuild(TEXTS, Reached(1))
    return made


WORDS = [
    "inondation",
    "risque",
    "marché",
    "flood",
    "洪水",
    "air",
    "-market",
    '"au marché"',
    "inon*",
]
TERMS = ["flood", "inundação", "فيضان", "洪水", "flood risk", "the", "", "\x00*", "air", "-", '"']


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    words=st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=5),
    named=st.text(max_size=12) | st.sampled_from(WORDS),
    terms=st.dictionaries(
        st.sampled_from(["en", "pt", "zh", "ar", "fr", "xx", ""]),
        st.lists(st.sampled_from(TERMS) | st.text(max_size=30), max_size=4).map(tuple),
    ),
)
def test_nothing_is_lost_that_is_found_without(unchanging, words, named, terms):
    text = " ".join(words)
    meanings = [meaning(each, terms) for each in (named, *words[:1])]

    plain = unchanging.search(asked(text))
    wide = unchanging.search(asked(text, *meanings))

    assert set(keys(plain)) <= set(keys(wide))
    assert wide.total == len(wide.hits) >= plain.total
    assert "entry:10:en" not in keys(wide)
    assert sum(wide.facets.get("language", {}).values()) == wide.total
