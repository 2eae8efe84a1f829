"""The engine answers as the plain reference does, whatever was written, replaced and merged."""

import threading
from datetime import date, timedelta
from random import Random

import pytest

from portal.search.documents import Document, Meaning, Page, Query
from portal.search.port import Reached
from portal.search.whoosh_backend import WhooshBackend, backend, joining, lists, tiers, writing
from tests.search.whoosh_backend.reference import Answer, Reference

WORDS = {
    "en": "heat flood roof water school coast warning plan river tree housing air street energy"
    " floods roofing flooded planning waterfront",
    "fr": "chaleur inondation toit eau école côte alerte plan rivière arbre logement air rue"
    " énergie inondations toiture",
    "de": "Hitze Hochwasser Dach Wasser Schule Küste Warnung Plan Fluss Baum Wohnung Luft"
    " Hochwasserschutz Wasserschule Straßenbaum",
    "ar": "حرارة فيضان سقف ماء مدرسة ساحل إنذار خطة نهر شجرة سكن هواء الفيضانات",
    "zh": "气候变化 洪水 屋顶 海绵城市 学校 海岸 预警 规划 河流 树木",
}
LOCALES = {"en": "en", "fr": "fr-CA", "de": "de", "ar": "ar", "zh": "zh-Hans"}
GROUPS = ("public", "members", "city:1", "city:2", "staff")
TOPICS = ("heat", "coast", "health", "food")
MEANINGS = (
    Meaning("s", "1", "flood", "flood", "en", {"fr-CA": ("inondation",), "de": ("Hochwasser",)}),
    Meaning("s", "2", "heat", "heat", "en", {"fr-CA": ("chaleur", "air eau"), "ar": ("حرارة",)}),
    Meaning("s", "3", "school", "school", "en", {"zh-Hans": ("学校",), "de": ("Schule",)}),
)


class Corpus:
    """Random texts and questions, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def texts_of(self, number: int) -> list[Document]:
        """The versions and parts of a thing."""
        chance = self.chance
        tokens = frozenset(chance.sample(GROUPS, chance.randint(0, 3)))
        languages = chance.sample(sorted(WORDS), chance.choice((1, 1, 1, 2, 3)))
        parts = [(language, "") for language in languages]
        if chance.random() < 0.2:
            parts.append((languages[0], ":lessons"))
        return [
            Document(
                key=f"entry:{number}:{LOCALES[language]}{part}",
                thing=f"entry:{number}",
                kind=chance.choice(("case_study", "page")),
                locale=LOCALES[language],
                title=self.words(language, 0, 4),
                summary=self.words(language, 0, 3),
                body=self.words(language, 0, 25),
                tokens=tokens,
                facets={
                    "topic": tuple(chance.sample(TOPICS, chance.randint(0, 3))),
                    "band": (chance.choice("123"),),
                },
                date=chance.choice((None, date(2026, 1, 1) + timedelta(chance.randrange(9)))),
            )
            for language, part in parts
        ]

    def words(self, language: str, least: int, most: int) -> str:
        return " ".join(
            self.chance.choices(WORDS[language].split(), k=self.chance.randint(least, most))
        )

    def query(self) -> Query:
        chance = self.chance
        languages = chance.sample(sorted(LOCALES.values()), chance.randint(1, 3))
        return Query(
            text=" ".join(self.term() for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 6)))),
            tokens=frozenset(chance.sample(GROUPS, chance.randint(1, 3))),
            locales=tuple(languages),
            locale=chance.choice((None, None, languages[0])),
            filters={
                name: frozenset(chance.sample(codes, 2))
                for name, codes in (("topic", TOPICS), ("band", ("1", "2", "9")))
                if chance.random() < 0.25
            },
            kinds=frozenset({"page"}) if chance.random() < 0.1 else frozenset(),
            sort=chance.choice(("relevance", "relevance", "date")),
            per_page=1000,
            collapse=chance.random() < 0.7,
            meanings=MEANINGS if chance.random() < 0.4 else (),
        )

    def term(self) -> str:
        chance = self.chance
        language = chance.choice(sorted(WORDS))
        word = chance.choice(WORDS[language].split())
        return chance.choice(
            (
                word,
                word,
                word,
                f"-{word}",
                f"{word[:4]}*",
                f"-{word[:3]}*",
                f'"{self.words(language, 1, 3)}"',
                f'-"{self.words(language, 2, 2)}"',
                word[:-2] + "x",
            )
        )


def agrees(page: Page, expected: Answer, query: Query) -> None:
    """Hold a page with all hits against what the reference says."""
    assert not page.degraded
    assert page.total == expected.total
    assert page.relaxed == expected.relaxed
    assert {name: codes for name, codes in page.facets.items() if codes} == expected.facets
    ranks = []
    for hit in page.hits:
        one = hit.thing if query.collapse else hit.key
        assert hit.key in expected.shown[one]
        own = [rank for key, rank in expected.ranks.items() if belongs(key, hit, query)]
        ranks.append(max(own))
        assert hit.score == pytest.approx(max(own)[0])
        assert set(hit.through) == expected.through[hit.key]
    assert len({hit.thing if query.collapse else hit.key for hit in page.hits}) == page.total
    rounded = [(round(first, 6), round(second, 6)) for first, second in ranks]
    assert rounded == sorted(rounded, reverse=True)


def belongs(key: str, hit, query: Query) -> bool:
    return ":".join(key.split(":")[:2]) == hit.thing if query.collapse else key == hit.key


@pytest.fixture
def small_steps(monkeypatch):
    """Portions, merges and caches so small that a few texts already need many."""
    monkeypatch.setattr(writing, "MOST_TOKENS", 600)
    monkeypatch.setattr(writing, "TOGETHER", 2)
    monkeypatch.setattr(joining, "AT_ONCE", 50)
    monkeypatch.setattr(tiers, "SMALLEST", 2)
    monkeypatch.setattr(tiers, "FACTOR", 2)
    monkeypatch.setattr(tiers, "LARGEST", 60)
    monkeypatch.setattr(backend, "MOST_BYTES", 200_000)
    monkeypatch.setattr(lists, "SMALL", 30)


@pytest.mark.parametrize("seed", range(6))
def test_after_builds_updates_and_merges_the_answers_are_those_of_the_reference(
    root, small_steps, seed
):
    corpus, reference = Corpus(seed), Reference()
    texts = [text for number in range(60) for text in corpus.texts_of(number)]
    engine = WhooshBackend(root)
    engine.rebuild(texts, Reached(0))
    reference.replace([], texts)
    for batch in range(1, 13):
        for _time in range(8):
            query = corpus.query()
            agrees(engine.search(query), reference.search(query), query)
        numbers = corpus.chance.sample(range(75), corpus.chance.choice((1, 1, 2, 9)))
        fresh = [t for n in numbers if corpus.chance.random() < 0.8 for t in corpus.texts_of(n)]
        things = [f"entry:{number}" for number in numbers]
        engine.replace(things, fresh, Reached(batch))
        reference.replace(things, fresh)
        if batch % 4 == 0:
            engine = WhooshBackend(root)
    assert engine.position() == Reached(12)
    assert engine.health().documents == len(reference.texts)


def test_parts_of_a_thing_in_several_segments_are_one_thing(root, small_steps):
    corpus, reference = Corpus(77), Reference()
    engine = WhooshBackend(root)
    engine.rebuild([], Reached(0))
    for number in range(1, 40):
        fresh = [text for text in corpus.texts_of(number % 9)]
        fresh = [t for t in fresh if t.key not in {o.document.key for o in reference.texts}]
        engine.replace([], fresh, Reached(number))  # beside what the thing has already
        reference.replace([], fresh)

    for _time in range(40):
        query = corpus.query()
        agrees(engine.search(query), reference.search(query), query)


def test_many_threads_get_the_answers_of_one(root, small_steps):
    corpus = Corpus(5)
    engine = WhooshBackend(root)
    engine.rebuild([t for number in range(80) for t in corpus.texts_of(number)], Reached(0))
    queries = [corpus.query() for _ in range(60)]
    expected = [engine.search(query) for query in queries]
    wrong: list[object] = []

    def read(seed: int) -> None:
        chance = Random(seed)
        try:
            for _time in range(120):
                n = chance.randrange(len(queries))
                if engine.search(queries[n]) != expected[n]:
                    wrong.append(queries[n])
        except Exception as error:  # noqa: BLE001  (a thread's error would be lost)
            wrong.append(error)

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for reader in readers:
        reader.start()
    for number in range(1, 20):  # what nobody may read changes no answer, but every segment list
        engine.replace(["entry:none"], [], Reached(number))
    for reader in readers:
        reader.join()

    assert wrong == []
