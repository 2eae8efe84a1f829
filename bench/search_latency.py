"""Search latency and build speed on invented documents.

    python -m bench.search_latency [--sizes 1000,10000] [--large] [--questions 200]

The documents have 300 to 600 words in five languages, their words falling off by Zipf's
law; 55 in 100 are public, the others for one to three of thirty groups. A question is two
words, frequent ones first, in one language, by a reader of two groups, with counts of
five facets and the top ten: what the results page asks. Times are CPU milliseconds.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from portal.search.documents import Document, Query
from portal.search.highlight import fragments
from portal.search.plan import plan
from portal.search.port import Reached, SearchBackend
from portal.search.whoosh_backend import WhooshBackend

LARGE = 100_000
COMMITS = 100  # of one document each, which now and then make segments be merged
LOCALES = ("en", "en", "en", "es", "fr", "ar", "de")  # English thrice as often
ARABIC = "با دي رو سا لم نو كي تا في جو هر زن قل مع طب حص"
LATIN = "ba di ro sa lem no ki ta fe jo hur zen pla mi gor stu ven cal ber tis ond ich quo wex yam"
WORDS_PER_LANGUAGE = 20_000
FACETS = {"topic": 20, "pathway": 5, "region": 9, "country": 120, "band": 5}


class Language:
    """An invented vocabulary whose words are as unevenly used as real ones."""

    def __init__(self, locale: str) -> None:
        chance = random.Random(locale)
        syllables = (ARABIC if locale == "ar" else LATIN).split()
        self.words = [
            "".join(chance.choices(syllables, k=chance.randint(2, 4)))
            for _ in range(WORDS_PER_LANGUAGE)
        ]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(WORDS_PER_LANGUAGE)))

    def text(self, chance: random.Random, length: int) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self._weights, k=length))

    def question(self, chance: random.Random) -> str:
        return f"{chance.choice(self.words[20:300])} {chance.choice(self.words[300:3000])}"


def documents(number: int, languages: dict[str, Language]) -> Iterator[Document]:
    chance = random.Random(1)
    for n in range(number):
        locale = chance.choice(LOCALES)
        spoken = languages[locale]
        groups = [f"city:{chance.randrange(30)}" for _ in range(chance.randint(1, 3))]
        yield Document(
            key=f"entry:{n}:{locale}",
            thing=f"entry:{n}",
            kind=chance.choice(("case_study", "case_study", "page", "briefing")),
            locale=locale,
            title=spoken.text(chance, 7),
            summary=spoken.text(chance, 30),
            body=spoken.text(chance, chance.randint(260, 560)),
            tokens=frozenset({"public"} if chance.random() < 0.55 else groups),
            facets={name: (str(chance.randrange(codes)),) for name, codes in FACETS.items()},
            date=date(2020, 1, 1) + timedelta(days=chance.randrange(2500)),
        )


class Metered:
    """Gives documents and remembers the CPU time it took to invent them."""

    def __init__(self, made: Iterable[Document]) -> None:
        self.made = made
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Document]:
        made = iter(self.made)
        while True:
            began = time.process_time()
            document = next(made, None)
            self.seconds += time.process_time() - began
            if document is None:
                return
            yield document


def questions(number: int, languages: dict[str, Language]) -> list[Query]:
    chance = random.Random(2)
    asked = []
    for _ in range(number):
        locale = chance.choice(LOCALES)
        tokens = frozenset(
            {"public", f"city:{chance.randrange(30)}", f"city:{chance.randrange(30)}"}
        )
        asked.append(
            Query(languages[locale].question(chance), tokens, locales=(locale,), locale=locale)
        )
    return asked


def times_ms(act: Callable[[Query], object], asked: list[Query]) -> list[float]:
    times = []
    for query in asked:
        began = time.process_time()
        act(query)
        times.append((time.process_time() - began) * 1000)
    return sorted(times)


def show(label: str, times: list[float]) -> None:
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"  {label:44} p50 {p50:7.2f}  p95 {p95:7.2f} ms")


def ask_all(engine: SearchBackend, asked: list[Query], body: str) -> None:
    filtered = [replace(query, filters={"topic": frozenset({"1", "2", "3"})}) for query in asked]
    starts = [replace(query, text=query.text[:4].strip() + "*") for query in asked]
    show("2 words, locale, access, facets, top 10", times_ms(engine.search, asked))
    show("the same again (postings in memory)", times_ms(engine.search, asked))
    show("the same with a filter of 3 topics", times_ms(engine.search, filtered))
    show("a beginning*", times_ms(engine.search, starts[:50]))
    show(
        "no words, newest first", times_ms(engine.search, [replace(q, text="") for q in asked[:30]])
    )

    def highlight(query: Query) -> None:
        terms = plan(query.text, query.locales).terms
        for _hit in range(10):
            fragments(body, terms, query.locales[0])

    show("fragments of 10 hits", times_ms(highlight, asked))


def measure(size: int, number: int) -> None:
    languages = {locale: Language(locale) for locale in set(LOCALES)}
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshBackend(Path(folder) / "index")
        made = Metered(documents(size, languages))
        began = time.process_time()
        engine.rebuild(made, Reached(0))
        built_s = time.process_time() - began - made.seconds
        opened = time.process_time()
        health = engine.health()
        opened_s = time.process_time() - opened
        print(
            f"{size} documents: built {size / built_s:.0f} per CPU second, "
            f"{health.size_bytes / 1e6:.0f} MB, opened in {opened_s * 1000:.0f} ms"
        )
        fresh = list(documents(COMMITS, languages))
        ask_all(engine, questions(number, languages), fresh[0].body)
        times = []
        for document in fresh:
            began = time.process_time()
            engine.replace([document.thing], [document], Reached(1))
            times.append((time.process_time() - began) * 1000)
        show("one document replaced and committed", sorted(times))
        print(f"  {'the longest of these commits':44} {max(times):11.2f} ms")
        show("questions after these commits", times_ms(engine.search, questions(number, languages)))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  largest memory of this process so far: {peak_mb:.0f} MB")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.search_latency", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} documents")
    parser.add_argument("--questions", type=int, default=200)
    chosen = parser.parse_args(argv)
    sizes = [int(size) for size in chosen.sizes.split(",")] + [LARGE] * chosen.large
    for size in sizes:
        measure(size, chosen.questions)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
