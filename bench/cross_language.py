"""Questions answered by texts in another language, with the glossary and without it.

    python -m bench.cross_language [--questions N] [--weights 0.4,0.6]

Loads the reference texts into a temporary index and the reference thesauri into a temporary
database, and asks reference questions as three of their content words (what people type).
*Across*: the paragraphs in the language of the question are left out of the index, so that only
a translation can answer. *At home*: they are there, and the answer is the paragraph in the
language of the question: what it loses is what other languages push down. Times are CPU
milliseconds of this process; the database is SQLite.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa

from bench.relevance import AUDIENCE, DATA, documents, rows, three_words
from config import Environment, Settings
from portal import create_app
from portal.core.db import db
from portal.search.documents import Document, Query
from portal.search.meanings import meanings
from portal.search.port import Reached, SearchBackend
from portal.search.whoosh_backend import WhooshBackend, ranking
from portal.thesaurus.actions import load_vocabularies
from portal.thesaurus.exchange.comparing import preview
from portal.thesaurus.exchange.taking import take

SCHEMES = {"gemet": "gemet", "eurovoc": "eurovoc", "unesco": "unesco", "un-sdg": "sdg"}
LANGUAGES = ("en", "es", "de")  # those in which both questions and thesauri are
DEEP = 10


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.cross_language", description=__doc__)
    parser.add_argument("--questions", type=int, default=200, help="of each language")
    parser.add_argument("--weights", default=str(ranking.FOREIGN_WEIGHT))
    chosen = parser.parse_args(argv)
    if not (DATA / "questions.jsonl.gz").exists():
        print(f"  left out: no reference data in {DATA}")
        return 0
    with (
        tempfile.TemporaryDirectory(prefix="plaza-bench-") as name,
        _application(Path(name)).app_context(),
    ):
        db.create_all()
        load_vocabularies()
        _import()
        asked = [one for language in LANGUAGES for one in _questions(language, chosen)]
        _look_up(asked)
        for weight in map(float, chosen.weights.split(",")):
            ranking.FOREIGN_WEIGHT = weight
            print(f"  weight {weight}")
            _across(Path(name), asked)
            _at_home(Path(name), asked)
        db.session.remove()
        db.engine.dispose()
    return 0


def _application(folder: Path) -> Any:
    return create_app(
        Settings(
            secret_key="for this measurement only, then forgotten",  # noqa: S106
            database_url=f"sqlite:///{folder / 'portal.sqlite'}",
            folder=folder,
            environment=Environment.TEST,
            base_url="http://localhost",
        )
    )


def _import() -> None:
    written = (DATA / "terms.jsonl.gz").read_bytes()
    for scheme, rows_of in SCHEMES.items():
        take(preview(BytesIO(written), "terms.jsonl.gz", scheme, rows_of=rows_of), by=None)


def _questions(language: str, chosen: argparse.Namespace) -> Iterator[tuple[Query, str]]:
    """Queries, each with the group of its answer."""
    found = [row for row in rows(DATA / "questions.jsonl.gz") if row["language"] == language]
    for row in random.Random(language).sample(found, min(chosen.questions, len(found))):
        text = three_words(row["question"], language)
        yield Query(text, tokens=AUDIENCE, locales=(language,), per_page=DEEP), row["group"]


def _look_up(asked: list[tuple[Query, str]]) -> None:
    """Find the meanings of each question, and say what that takes."""
    numbers: list[int] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_call: numbers.append(1))
    for query, _group in asked[:: len(asked) // len(LANGUAGES)]:
        meanings(query)  # the first look loads the beginnings of a language's terms
    times, statements = [], []
    for place, (query, group) in enumerate(asked):
        numbers.clear()
        began = time.process_time()
        found = meanings(query)
        times.append((time.process_time() - began) * 1000)
        statements.append((bool(found), len(numbers)))
        asked[place] = replace(query, meanings=found), group
    for named, label in ((True, "name concepts"), (False, "name none")):
        own = [number for had, number in statements if had is named]
        print(f"  {len(own)} questions {label}: {min(own)} to {max(own)} statements each")
    print(f"  look-up: median {median(times):.2f} ms CPU, largest {max(times):.2f}")


def _index(folder: Path, texts: Iterable[Document]) -> SearchBackend:
    engine = WhooshBackend(folder / "bench-index")
    engine.rebuild(texts, Reached(0))
    return engine


def _across(folder: Path, asked: list[tuple[Query, str]]) -> None:
    texts = list(documents(DATA / "documents.jsonl.gz"))
    for language in LANGUAGES:
        engine = _index(folder, (text for text in texts if text.locale != language))
        own = [one for one in asked if one[0].locales == (language,)]
        _compare(f"across from {language}", engine, own)


def _at_home(folder: Path, asked: list[tuple[Query, str]]) -> None:
    texts = documents(DATA / "documents.jsonl.gz")
    engine = _index(folder, (replace(text, thing=f"{text.group}:{text.locale}") for text in texts))
    for language in LANGUAGES:
        own = [
            (query, f"{group}:{language}") for query, group in asked if query.locales == (language,)
        ]
        _compare(f"at home in {language}", engine, own)


def _compare(label: str, engine: SearchBackend, asked: list[tuple[Query, str]]) -> None:
    """All questions, and those in which a concept was found, without and with the glossary."""
    _scores(engine, asked)  # reads what is then remembered
    for told, own in (("all", asked), ("named", [one for one in asked if one[0].meanings])):
        plain = _scores(engine, [(replace(query, meanings=()), group) for query, group in own])
        wide = _scores(engine, own)
        print(
            f"    {label:16} {told:6}{len(own):4}: MRR@10 {plain[0]:.3f} → {wide[0]:.3f}, "
            f"hit@10 {plain[1]:.3f} → {wide[1]:.3f}, "
            f"median {plain[2]:.2f} → {wide[2]:.2f} ms CPU"
        )


def _scores(engine: SearchBackend, asked: list[tuple[Query, str]]) -> tuple[float, float, float]:
    """MRR@10, the share of answers among the first ten, and the median time."""
    reciprocal, found = 0.0, 0
    times = []
    for query, group in asked:
        began = time.process_time()
        page = engine.search(query)
        times.append((time.process_time() - began) * 1000)
        places = [place for place, hit in enumerate(page.hits, 1) if hit.thing == group]
        found += bool(places)
        reciprocal += 1 / places[0] if places else 0
    number = max(1, len(asked))
    return reciprocal / number, found / number, median(times or [0.0])


if __name__ == "__main__":
    raise SystemExit(main())
