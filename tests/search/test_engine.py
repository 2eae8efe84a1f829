"""What every engine behind the port must do."""

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.port import Busy, Reached, Unavailable
from tests.search.conftest import ENGINES
from tests.search.texts import ALL, ask, document, heal, keys, things

CITIES = [
    document(1, "Cool roofs against urban heat", body="White paint on public schools."),
    document(2, "Early warning for floods", body="Sirens, and messages on telephones."),
    document(3, "Heat officers", body="A person in charge of heat. Heat plans for the old."),
    document(4, "Îlots de chaleur et canopée", "fr", body="Des arbres contre la chaleur."),
    document(5, "مكافحة الفيضانات في المدينة", "ar", body="نظام إنذار مبكر."),
    document(6, "应对气候变化的城市", "zh", body="海绵城市与绿色屋顶。"),
    document(7, "Hochwasserschutz am Fluss", "de", body="Deiche und Auen."),
]


@pytest.fixture
def stocked(engine):
    engine.rebuild(CITIES, Reached(7, "seven"))
    return engine


FINDS = [
    ("heat", ("en",), {1, 3}),
    ("flooding", ("en",), {2}),
    ("ilots", ("fr",), {4}),
    ("فيضان", ("ar",), {5}),
    ("气候", ("zh",), {6}),
    ("海绵城市", ("zh", "en"), {6}),
    ("Hochwasser", ("de",), {7}),  # a part of a compound
    ("Hochwasserschutz", ("en",), {7}),  # read in another language
    ("Hochwaserschutz", ("de",), {7}),  # a slip
    ("telep*", ("en",), {2}),
    ('"urban heat"', ("en",), {1}),
    ('"heat urban"', ("en",), {1, 3}),  # nobody wrote it so: its words
    ('heat -"cool roofs"', ("en",), {3}),
    ("heat -offic*", ("en",), {1}),
    ("zzzqqqxxx", ("en",), set()),
    ("the of", ("en",), set()),
    ("???", ("en",), set()),
]


@pytest.mark.parametrize(("text", "locales", "expected"), FINDS)
def test_a_question_finds(stocked, text, locales, expected):
    page = stocked.search(ask(text, locales=locales))

    assert set(things(page)) == {f"entry:{number}" for number in expected}
    assert page.total == len(expected)
    assert not page.degraded


def test_the_closest_comes_first(stocked):
    assert things(stocked.search(ask("heat officers")))[0] == "entry:3"


def test_a_sentence_needs_only_some_of_its_words(stocked):
    page = stocked.search(ask("How do small coastal towns warn their people of floods in time?"))

    assert things(page)[0] == "entry:2"


def test_a_short_question_is_relaxed_and_says_so(stocked):
    page = stocked.search(ask("heat bicycles"))

    assert page.relaxed
    assert set(things(page)) == {"entry:1", "entry:3"}


def test_without_words_the_newest_come_first(stocked):
    page = stocked.search(ask())

    assert things(page) == [f"entry:{n}" for n in range(7, 0, -1)]
    assert page.total == 7


def test_results_can_be_sorted_by_date(stocked):
    assert things(stocked.search(ask("heat", sort="date"))) == ["entry:3", "entry:1"]


def test_pages_follow_each_other_without_gap_or_double(stocked):
    pages = [stocked.search(ask(per_page=3, page=number)) for number in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert len({key for page in pages for key in keys(page)}) == 7


def test_a_language_can_be_kept_to(stocked):
    page = stocked.search(ask(locale="fr"))

    assert keys(page) == ["entry:4:fr"]
    assert page.facets["language"]["en"] == 3  # what choosing English instead would show


# Who may find what


AUDIENCES = [
    document(1, "canary", tokens=frozenset({"public", "members"}), facets={"topic": ("heat",)}),
    document(2, "canary", tokens=frozenset({"city:17"}), facets={"topic": ("coast",)}),
    document(3, "canary", tokens=frozenset({"city:18", "staff"}), facets={"topic": ("health",)}),
    document(4, "canary", tokens=frozenset(), facets={"topic": ("food",)}),
]
READERS = [
    (set(), set()),
    ({"public"}, {1}),
    ({"members", "city:17"}, {1, 2}),
    ({"members", "city:18"}, {1, 3}),
    ({"staff"}, {3}),
    ({"city:1"}, set()),
    ({""}, set()),
]


@pytest.mark.parametrize(("held", "expected"), READERS)
@pytest.mark.parametrize("text", ["canary", "", "cana*", '"canary"', "canari", "-nothing"])
def test_nobody_finds_or_counts_what_she_may_not_read(engine, held, expected, text):
    engine.rebuild(AUDIENCES, Reached(1))
    topics = {1: "heat", 2: "coast", 3: "health", 4: "food"}

    page = engine.search(ask(text, tokens=frozenset(held)))

    assert set(things(page)) == {f"entry:{number}" for number in expected}
    assert page.total == len(expected)
    assert page.facets.get("topic", {}) == {topics[number]: 1 for number in expected}


def test_who_may_read_it_changes_with_the_next_commit(engine):
    engine.rebuild([document(1, "canary")], Reached(1))
    assert engine.search(ask("canary")).total == 1

    engine.replace(["entry:1"], [document(1, "canary", tokens=frozenset({"staff"}))], Reached(2))

    assert engine.search(ask("canary")).total == 0


# Facets and filters


FACETED = [
    document(1, "roof", facets={"topic": ("heat", "energy"), "country": ("KE",)}),
    document(2, "roof", facets={"topic": ("heat",), "country": ("BR",)}),
    document(3, "roof", facets={"topic": ("coast",), "country": ("BR",)}, kind="page"),
]


def test_facets_count_what_choosing_would_show(engine):
    engine.rebuild(FACETED, Reached(1))

    page = engine.search(ask("roof", filters={"topic": frozenset({"heat"})}))

    assert page.total == 2
    assert page.facets["topic"] == {"heat": 2, "energy": 1, "coast": 1}  # without its own filter
    assert page.facets["country"] == {"KE": 1, "BR": 1}
    assert page.facets["kind"] == {"case_study": 2}


def test_codes_of_one_facet_widen_and_facets_narrow_each_other(engine):
    engine.rebuild(FACETED, Reached(1))
    topics = frozenset({"energy", "coast"})

    wide = engine.search(ask("roof", filters={"topic": topics}))
    narrow = engine.search(ask("roof", filters={"topic": topics, "country": frozenset({"BR"})}))
    kinds = engine.search(ask("roof", kinds=frozenset({"page"})))

    assert (wide.total, narrow.total, kinds.total) == (2, 1, 1)
    assert engine.search(ask("roof", filters={"topic": frozenset({"nonsense"})})).total == 0
    assert engine.search(ask("roof", filters={"nonsense": frozenset({"heat"})})).total == 0


VERSIONS = [
    document(1, "Solar roof", "en", facets={"topic": ("energy",)}),
    document(1, "Solar roof in Spanish", "es", facets={"topic": ("energy",)}),
    document(1, "", "en", key="entry:1:en:lessons", body="solar mistakes", kind="case_study"),
    document(2, "Solar pump", "en", facets={"topic": ("energy",)}),
]


def test_a_thing_shows_once_in_the_best_language_of_the_reader(engine):
    engine.rebuild(VERSIONS, Reached(1))

    spanish = engine.search(ask("solar", locales=("es", "en")))
    english = engine.search(ask("solar", locales=("en",)))

    assert set(keys(spanish)) == {"entry:1:es", "entry:2:en"}
    assert set(things(english)) == {"entry:1", "entry:2"}
    assert "entry:1:es" not in keys(english)
    assert spanish.total == 2
    assert spanish.facets["topic"] == {"energy": 2}
    assert spanish.facets["language"] == {"en": 2, "es": 1}


def test_all_versions_can_be_listed(engine):
    engine.rebuild(VERSIONS, Reached(1))

    assert engine.search(ask("solar", locales=("en", "es"), collapse=False)).total == 4


# Following


def test_without_an_index_the_answer_is_empty_and_says_so(engine):
    page = engine.search(ask("heat"))

    assert page.degraded
    assert page.total == 0
    assert engine.health().flaw
    with pytest.raises(Unavailable):
        engine.position()
    with pytest.raises(Unavailable):
        engine.replace([], [], Reached(1))


def test_the_number_is_part_of_the_commit(stocked):
    assert stocked.position() == Reached(7, "seven")

    stocked.replace(["entry:1"], [], Reached(8, "eight"))

    assert stocked.position() == Reached(8, "eight")
    assert stocked.search(ask("cool roofs")).total == 0
    assert stocked.health().documents == 6


def test_a_failed_batch_changes_nothing(stocked):
    def half():
        yield document(8, "never")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        stocked.replace(["entry:1"], half(), Reached(9))

    assert stocked.position().number == 7
    assert stocked.search(ask("cool roofs")).total == 1
    stocked.replace(["entry:1"], [], Reached(9))
    assert stocked.position().number == 9


def test_the_same_batch_twice_is_the_same_as_once(stocked):
    for _time in range(2):
        stocked.replace(["entry:9"], [document(9, "Heat pumps")], Reached(8))

    assert keys(stocked.search(ask("pumps"))) == ["entry:9:en"]
    assert stocked.search(ask()).total == 8


def test_many_small_commits_stay_one_index(engine):
    engine.rebuild([], Reached(0))
    for number in range(1, 41):
        thing = number % 13
        engine.replace([f"entry:{thing}"], [document(thing, f"wave {number}")], Reached(number))

    page = engine.search(ask("wave", per_page=50))

    assert engine.position() == Reached(40)
    assert page.total == 13
    assert engine.search(ask("40")).total == 1
    assert engine.search(ask("14")).total == 0  # replaced by 27 and 40


def test_a_rebuild_replaces_everything(stocked):
    stocked.rebuild([document(50, "alone")], Reached(3))

    assert things(stocked.search(ask())) == ["entry:50"]
    assert stocked.position().number == 3


def test_a_sound_index_needs_no_healing(stocked):
    assert heal(stocked, [], Reached(99)) == 0

    assert stocked.position().number == 7


def test_an_index_of_others_is_healed_like_a_broken_one(stocked):
    steps = heal(stocked, [document(50, "alone")], Reached(99), is_sound=lambda _reached: False)

    assert steps == 1
    assert things(stocked.search(ask())) == ["entry:50"]
    assert stocked.position().number == 99


def test_readers_keep_the_old_index_until_the_last_step_of_a_healing(stocked):
    texts = [document(50, "alone"), document(51, "together")]
    healing = stocked.heal(texts, Reached(99), lambda _reached: False)

    next(healing)
    next(healing)
    meanwhile = stocked.position().number
    with pytest.raises(Busy):
        stocked.replace(["entry:1"], [], Reached(8))
    assert list(healing) == []

    assert meanwhile == 7
    assert set(things(stocked.search(ask()))) == {"entry:50", "entry:51"}


def test_a_healing_that_is_given_up_leaves_the_old_index_and_nothing_else(stocked, root):
    healing = stocked.heal([document(50, "alone")] * 3, Reached(99), lambda _reached: False)
    next(healing)
    healing.close()

    stocked.replace([], [], Reached(8))

    assert stocked.position().number == 8
    assert len([path for path in root.iterdir() if path.is_dir()]) == 1


def test_a_healing_that_fails_leaves_the_old_index_and_no_lock(stocked):
    def texts():
        yield document(50, "alone")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        heal(stocked, texts(), Reached(99), is_sound=lambda _reached: False)

    stocked.replace([], [], Reached(8))
    assert stocked.position().number == 8


def test_threads_do_not_disturb_each_other(stocked):
    wrong = []

    def read():
        for text, locales, expected in FINDS[:8] * 5:
            found = things(stocked.search(ask(text, locales=locales)))
            if set(found) != {f"entry:{number}" for number in expected}:
                wrong.append((text, found))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(8, 14):
        stocked.replace([f"entry:{number}"], [document(number, "nothing new")], Reached(number))
    for reader in readers:
        reader.join()

    assert wrong == []


@pytest.fixture(scope="module")
def unchanging(tmp_path_factory):
    made = ENGINES["whoosh"](tmp_path_factory.mktemp("search") / "index")
    made.rebuild(CITIES, Reached(1))
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    text=st.text(max_size=300) | st.text(alphabet='heat "-*()[]:^~\\', max_size=80),
    locale=st.sampled_from([None, "en", "zh", "xx"]),
)
def test_any_question_is_answered(unchanging, text, locale):
    page = unchanging.search(ask(text, locale=locale, locales=("en", "ar", "zh")))

    assert not page.degraded
    assert len(page.hits) <= page.total <= 7


def test_dates_may_be_missing(engine):
    engine.rebuild(
        [document(1, "undated", date=None), document(2, "dated", date=date(1999, 1, 1))],
        Reached(1),
    )

    assert things(engine.search(ask())) == ["entry:2", "entry:1"]


def test_nothing_is_found_for_nobody(stocked):
    assert stocked.search(ask("heat", tokens=frozenset())).total == 0
    assert stocked.search(ask("heat", tokens=ALL)).total == 2
