"""The glossary: a large import, suggestions for a paragraph, and expansions of a question.

Takes the 17,978 concepts of `../shared/data/terms.jsonl.gz` into a database of its own
(`--database=URL` for an empty PostgreSQL; SQLite otherwise) and looks up paragraphs of about
200 words (Chinese: 400 characters) of `documents.jsonl.gz`. That thesaurus has few Arabic and
Chinese words, so 18,000 phrases cut out of other paragraphs of these languages are added: the
worst case, for they all stand in texts. Times are milliseconds, of the wall clock and of this
process's CPU (on SQLite that is all of the work); the target is 100.
"""

import gzip
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from config import Environment, Settings
from portal import create_app
from portal.core.db import db
from portal.core.words import words
from portal.thesaurus.exchange.comparing import preview
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.taking import give_out, take
from portal.thesaurus.expanding import expansions
from portal.thesaurus.occurrences import occurrences

DATA = Path(__file__).parents[2] / "shared" / "data"
SCHEMES = {"gemet": "gemet", "eurovoc": "eurovoc", "unesco": "unesco", "un-sdg": "sdg"}
TARGETS = {"en": "fr", "fr": "en", "de": "en", "ar": "en", "zh": "en"}
INVENTED = 18_000
PARAGRAPHS = 60
WORDS, CHARACTERS = 200, 400
QUESTIONS = ("flood risk", "inondation quartier", "Klimawandel", "waste water treatment", "energy")


def main(options: list[str]) -> None:
    if not DATA.exists():
        print("  left out: the shared data are not here")
        return
    given = next((each[11:] for each in options if each.startswith("--database=")), "")
    with tempfile.TemporaryDirectory(prefix="plaza-bench-") as name:
        folder = Path(name)
        app = create_app(
            Settings(
                secret_key="for this measurement only, then forgotten",  # noqa: S106
                database_url=given or f"sqlite:///{folder / 'portal.sqlite'}",
                folder=folder,
                environment=Environment.TEST,
                base_url="http://localhost",
            )
        )
        with app.app_context():
            db.create_all()
            _import()
            paragraphs = {language: list(_paragraphs(language)) for language in TARGETS}
            for language in ("ar", "zh"):
                _invent(language, paragraphs[language][PARAGRAPHS:])
            _look_up(paragraphs)
            _expand()
            db.session.remove()  # its open transaction would keep PostgreSQL from dropping
            db.drop_all()
            db.engine.dispose()


def _import() -> None:
    written = (DATA / "terms.jsonl.gz").read_bytes()
    for scheme, rows_of in SCHEMES.items():
        began = time.perf_counter()
        shown = preview(BytesIO(written), "terms.jsonl.gz", scheme, rows_of=rows_of)
        seen = time.perf_counter()
        take(shown, by=None)
        print(
            f"  {scheme:9} {len(shown.new):6} concepts, {shown.new_terms:6} terms: "
            f"preview {seen - began:5.1f} s, import {time.perf_counter() - seen:5.1f} s; "
            f"{len(shown.refused)} left out, {len(shown.conflicts)} conflicts"
        )
    for into in Format:
        began = time.perf_counter()
        file = give_out("gemet", into)
        given_s = time.perf_counter() - began
        again = preview(BytesIO(file), f"gemet.{into}", "gemet")
        read_s = time.perf_counter() - began - given_s
        print(
            f"  gemet as {into}: {len(file) / 1e6:.1f} MB, written {given_s:.1f} s, "
            f"compared {read_s:.1f} s, {again.same} concepts the same"
        )


def _paragraphs(language: str) -> Iterator[str]:
    """Texts of the language cut into paragraphs of the asked length."""
    with gzip.open(DATA / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [row["text"] for row in map(json.loads, lines) if row["language"] == language]
    whole = " ".join(texts)
    if language == "zh":
        yield from (whole[i : i + CHARACTERS] for i in range(0, len(whole), CHARACTERS))
        return
    cut = whole.split()
    yield from (" ".join(cut[i : i + WORDS]) for i in range(0, len(cut), WORDS))


def _invent(language: str, texts: list[str]) -> None:
    """Add phrases cut out of texts, as terms of invented concepts."""
    chance = random.Random(language)
    rows = []
    phrases: set[str] = set()
    while len(phrases) < INVENTED:
        cut = words(chance.choice(texts))
        first, length = chance.randrange(max(1, len(cut) - 4)), chance.randint(2, 4)
        phrases.add(("" if language == "zh" else " ").join(cut[first : first + length]))
    for number, phrase in enumerate(sorted(phrases)):
        labels = {language: phrase, "en": f"invented {number}"}
        rows.append(json.dumps({"id": f"{language}-{number}", "labels": labels}))
    file = BytesIO("\n".join(rows).encode())
    take(preview(file, "invented.jsonl", f"invented-{language}"), by=None)


Times = list[tuple[float, float]]  # wall and CPU


def _times_ms(act: Callable[[str], object], given: list[str]) -> Times:
    times = []
    for each in given:
        began, busy = time.perf_counter(), time.process_time()
        act(each)
        wall, cpu = time.perf_counter() - began, time.process_time() - busy
        times.append((wall * 1000, cpu * 1000))
    return times


def _show(label: str, times: Times, more: str = "") -> None:
    told = []
    for name, values in zip(("wall", "CPU"), zip(*times, strict=True), strict=True):
        ordered = sorted(values)
        p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        told.append(f"{name} p50 {p50:5.1f} p95 {p95:6.1f}")
    print(f"  {label:26} {'; '.join(told)} ms{more}")


def _look_up(paragraphs: dict[str, list[str]]) -> None:
    for language, target in TARGETS.items():
        given = paragraphs[language][:PARAGRAPHS]
        found: list[int] = []

        def act(text: str, spoken: str = language, into: str = target) -> None:
            found.append(len(occurrences(text, spoken, targets=into)))  # noqa: B023

        first = _times_ms(act, given[:1])
        times = _times_ms(act, given)
        more = f"; the first {first[0][1]:.0f} CPU; {sum(found) / len(found):.0f} concepts each"
        _show(f"paragraph {language} → {target}", times, more)


def _expand() -> None:
    for question in QUESTIONS:
        locale = {"inondation quartier": "fr", "Klimawandel": "de"}.get(question, "en")
        found = expansions(question, locale, ("en", "fr", "de", "es"))
        told = "; ".join(f"{each.label}: {dict(each.terms)}" for each in found)[:150]
        print(f"  {question} → {told}")
    _show("expansions of a question", _times_ms(_expanded, list(QUESTIONS) * 10))


def _expanded(question: str) -> object:
    return expansions(question, "en", ("fr", "de", "es", "pt", "ar"))
