"""The translation memory: how long a translator waits for what was approved before.

    python -m bench memory [--units=N] [--languages=en,zh,ja,ar]

For each language a SQLite database of its own with N units (default 100,000) of that one pair,
mixed from the real sentences of ../shared/data: the beginning of one with the end of another,
one to three of them in a row. So there are many near relations, which is the hard case. Asks
what is there (exact), what is there in two places otherwise (fuzzy), paragraphs of other texts
(no match), one and two words (concordance), and compares the fuzzy answers with those of a
comparison with all units. NUMBERS.md: p95 ≤ 100 ms.
"""

import gzip
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from config import Environment, Settings
from portal import create_app
from portal.core.db import db
from portal.core.words import tokens, unspaced, words
from portal.translation.memory import tmx
from portal.translation.memory.actions import take_in
from portal.translation.memory.concordance import concordance
from portal.translation.memory.matching import Question
from portal.translation.memory.models import MemorySign, MemoryText
from portal.translation.memory.queries import suggestions
from portal.translation.memory.texts import Pair

DATA = Path(__file__).parents[2] / "shared" / "data"
GOAL_MS = 100
AT_ONCE = 1_000
ASKED = 200
JUDGED = 5  # questions that are also compared with every unit


def main(options: list[str]) -> None:
    given = dict(option.lstrip("-").split("=", 1) for option in options if "=" in option)
    units = int(given.get("units", "100000"))
    print(f"{units} units of one pair each; milliseconds, goal p95 ≤ {GOAL_MS}")
    print("pair    question                CPU p50  CPU p95 wall p50 wall p95   with an answer")
    for source in given.get("languages", "en,zh,ja,ar").split(","):
        target = "fr" if source == "en" else "en"
        with tempfile.TemporaryDirectory(prefix="plaza-bench-") as name:
            _measure(Path(name), source, target, units)


def _measure(folder: Path, source: str, target: str, units: int) -> None:
    settings = Settings(
        secret_key="for this measurement only, then forgotten",  # noqa: S106
        database_url=f"sqlite:///{folder / 'portal.sqlite'}",
        folder=folder,
        environment=Environment.DEMO,
        base_url="http://localhost",
    )
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        began = time.perf_counter()
        texts = _fill(source, target, units)
        took_s = time.perf_counter() - began
        _table(source, target, texts)
        signs = db.session.scalar(sa.select(sa.func.count()).select_from(MemorySign)) or 0
        size_mb = (folder / "portal.sqlite").stat().st_size / 1e6
        print(f"        filled at {units / took_s:.0f} units/s, {size_mb:.0f} MB, {signs} signs")
        db.session.remove()
        db.engine.dispose()


def _fill(source: str, target: str, units: int) -> list[str]:
    """Take in `units` different pairs; return a sample of their sources."""
    chance = random.Random(1)
    pairs = _sentences(source, target)
    seen: set[str] = set()
    portion: list[Pair] = []
    while len(seen) < units:
        pair = _mixed(chance, pairs, source, target)
        if pair.source not in seen:
            seen.add(pair.source)
            portion.append(pair)
        if len(portion) == AT_ONCE or len(seen) == units:
            take_in([(each, None) for each in portion], "bench")
            portion = []
    return chance.sample(sorted(seen), ASKED)


def _sentences(source: str, target: str) -> list[Pair]:
    with gzip.open(DATA / "tmx" / "news-10-languages-1000.tmx.gz") as file:
        wanted = tmx.Wanted(source, frozenset({target}))
        return [pair for unit in tmx.read(file, wanted) for pair, _moment in unit.pairs]


def _mixed(chance: random.Random, pairs: list[Pair], source: str, target: str) -> Pair:
    chosen = [chance.sample(pairs, 2) for _ in range(chance.choice((1, 1, 2, 3)))]
    return Pair(
        _joined([_halves(one.source, other.source) for one, other in chosen]),
        source,
        _joined([_halves(one.target, other.target) for one, other in chosen]),
        target,
    )


def _halves(one: str, other: str) -> str:
    first, last = tokens(one), tokens(other)
    return "".join([*first[: len(first) // 2], *last[len(last) // 2 :]])


def _joined(sentences: list[str]) -> str:
    return ("" if unspaced(sentences[0]) else " ").join(sentences)


def _table(source: str, target: str, texts: list[str]) -> None:
    chance = random.Random(2)
    vocabulary = [word for text in texts for word in words(text)]
    changed = [_changed(chance, text, vocabulary) for text in texts]

    def ask(text: str) -> bool:
        return bool(suggestions(text, source, target))

    def look(phrase: str) -> bool:
        return bool(concordance(phrase, source, target))

    rows: list[tuple[str, Callable[[str], bool], list[str]]] = [
        ("exact", ask, texts),
        ("fuzzy", ask, changed),
        ("no match", ask, list(_foreign(source))[:ASKED]),
        ("concordance, one word", look, [_phrase(chance, text, 1) for text in texts]),
        ("concordance, a phrase", look, [_phrase(chance, text, 2) for text in texts]),
        ("concordance, no match", look, [_phrase(chance, text, 2)[::-1] for text in texts]),
    ]
    for name, act, questions in rows:
        _row(f"{source}→{target}", name, act, questions)
    _judge(source, target, changed[:JUDGED])


def _changed(chance: random.Random, text: str, vocabulary: list[str]) -> str:
    """Exchange two words (letters where no spaces are) for others."""
    parts = tokens(text)
    places = [place for place, part in enumerate(parts) if words(part)]
    for place in chance.sample(places, min(2, len(places))):
        parts[place] = chance.choice(vocabulary)
    return "".join(parts)


def _phrase(chance: random.Random, text: str, words_wanted: int) -> str:
    """Some words of the text; where there are no spaces, two letters for each."""
    if unspaced(text):
        letters = 2 * words_wanted
        begin = chance.randrange(max(1, len(text) - letters))
        return text[begin : begin + letters]
    parts = text.split()
    begin = chance.randrange(max(1, len(parts) - words_wanted))
    return " ".join(parts[begin : begin + words_wanted])


def _foreign(locale: str) -> Iterator[str]:
    """Paragraphs that none of the units comes from."""
    with gzip.open(DATA / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["language"] == locale and row["kind"] != "news":
                yield from (text for text in row["text"].split("\n\n") if text.strip())


def _row(pair: str, name: str, act: Callable[[str], bool], questions: list[str]) -> None:
    act(questions[0])
    cpu, wall, answered = [], [], 0
    for question in questions:
        db.session.rollback()
        used, began = time.process_time(), time.perf_counter()
        answered += act(question)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    place = int(len(questions) * 0.95)
    figures = [figure for times in (cpu, wall) for figure in (median(times), sorted(times)[place])]
    told = " ".join(f"{figure:8.1f}" for figure in figures)
    print(f"{pair:7} {name:22} {told}   {answered}/{len(questions)}", flush=True)


def _judge(source: str, target: str, questions: list[str]) -> None:
    """Say how often the best answer is as good as the best of all units."""
    all_texts = db.session.scalars(sa.select(MemoryText.text).where(MemoryText.locale == source))
    units = all_texts.all()
    right = 0
    for question in questions:
        asked = Question(question, source)
        near = [text for text in units if len(question) / 2 < len(text) < len(question) * 2]
        best = max((each.percent for each in asked.best(enumerate(near), 1)), default=0)
        found = suggestions(question, source, target, limit=1)
        right += (found[0].percent if found else 0) >= best
    print(
        f"        the best of all units came first for {right} of {len(questions)} fuzzy questions"
    )
