"""Relevance: how often the right paragraph comes first, per language.

    python -m bench.relevance [--data FOLDER] [--languages en,zh] [--mixed] [--worst N]

Loads the reference documents into a temporary index and asks every reference question,
whole and as three of its content words (what people type). With `--mixed` the answer is
looked for in all languages at once, else in the question's own.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.analysis import analysis
from portal.search.documents import Document, Query
from portal.search.port import Reached, SearchBackend
from portal.search.whoosh_backend import WhooshBackend

DATA = Path(__file__).parents[2] / "shared" / "data"
AUDIENCE = frozenset({"members"})
# NUMBERS.md: MRR@10 of whole questions, recall@10, MRR@10 of three words.
GOALS = {
    "en": (0.95, 0.98, 0.90),
    "es": (0.95, 0.98, 0.86),
    "zh": (0.95, 0.98, 0.86),
    "de": (0.93, 0.98, 0.86),
    "ar": (0.93, 0.98, 0.79),
}
DEEP = 10
# Chinese is written without spaces: function words part what somebody would type.
_CHINESE_GLUE = re.compile(
    "什么|哪些|哪个|哪里|多少|为什么|如何|怎么|是否|以及|的|是|在|了|和|与|被|由|对|有|为|从|到|谁|何|几|中|上|个"
)


@dataclass
class Score:
    reciprocal: float = 0.0
    found: int = 0
    empty: int = 0
    asked: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, place: int | None, total: int, question: str) -> None:
        self.asked += 1
        self.empty += not total
        if place:
            self.found += 1
            self.reciprocal += 1 / place
        if place != 1:
            self.missed.append(f"{place or '-'} of {total}: {question}")

    @property
    def mrr(self) -> float:
        return self.reciprocal / max(1, self.asked)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.asked)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def documents(path: Path) -> Iterator[Document]:
    for number, row in enumerate(rows(path)):
        group = row.get("group") or row["id"]
        yield Document(
            key=f"entry:{number}:{row['language']}",
            thing=group,
            kind=row["kind"],
            locale=row["language"],
            title=row["title"],
            body=row["text"],
            tokens=AUDIENCE,
            facets={"topic": tuple(row.get("topics") or ())},
            group=group,
        )


def three_words(question: str, language: str) -> str:
    """Pick three content words at random, the same at every run."""
    own = analysis(language)
    if language == "zh":
        pieces = _CHINESE_GLUE.split(" ".join(own.runs(question)))
        words = [run[:4] for piece in pieces for run in piece.split() if len(run) > 1]
    else:
        words = [run for run in own.runs(question) if own.words(run) and len(run) > 1]
    chooser = random.Random(question)
    kept = sorted(chooser.sample(range(len(words)), min(3, len(words))))
    return " ".join(words[place] for place in kept) or question


def place_of(
    engine: SearchBackend, text: str, language: str, answer: str, mixed: bool
) -> tuple[int | None, int]:
    page = engine.search(
        Query(
            text=text,
            tokens=AUDIENCE,
            locales=(language,),
            locale=None if mixed else language,
            per_page=DEEP,
        )
    )
    places = [place for place, hit in enumerate(page.hits, 1) if hit.thing == answer]
    return (places[0] if places else None), page.total


def measure(
    engine: SearchBackend, questions: Iterable[dict[str, Any]], mixed: bool
) -> dict[tuple[str, str], Score]:
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for row in questions:
        language = row["language"]
        whole = row["question"]
        for shape, text in (("whole", whole), ("three", three_words(whole, language))):
            place, total = place_of(engine, text, language, row["group"], mixed)
            scores[language, shape].add(place, total, text)
    return scores


def show(scores: dict[tuple[str, str], Score]) -> None:
    print("        whole question                  three words")
    print("lang    MRR@10 goal  recall goal empty  MRR@10 goal recall  asked")
    for language in dict.fromkeys(language for language, _shape in scores):
        whole, three = scores[language, "whole"], scores[language, "three"]
        goals = GOALS.get(language, (0, 0, 0))
        print(
            f"{language:6}  {whole.mrr:.3f}  {goals[0]:.2f}  {whole.recall:.3f}  {goals[1]:.2f}"
            f" {whole.empty / whole.asked:6.1%}  {three.mrr:.3f}  {goals[2]:.2f} {three.recall:.3f}"
            f"  {whole.asked}"
        )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.relevance", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--languages", default="")
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="show so many failures per language")
    chosen = parser.parse_args(argv)
    if not (chosen.data / "questions.jsonl.gz").exists():
        print(f"skipped: no reference data in {chosen.data}")
        return 0
    wanted = set(filter(None, chosen.languages.split(",")))
    questions = [
        row
        for row in rows(chosen.data / "questions.jsonl.gz")
        if not wanted or row["language"] in wanted
    ]
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshBackend(Path(folder) / "index")
        began = time.process_time()
        engine.rebuild(documents(chosen.data / "documents.jsonl.gz"), Reached(0))
        built = time.process_time() - began
        began = time.process_time()
        scores = measure(engine, questions, chosen.mixed)
        asked = time.process_time() - began
    show(scores)
    number = sum(score.asked for score in scores.values())
    print(f"built in {built:.1f} s CPU; {asked / number * 1000:.1f} ms CPU per question")
    for (language, shape), score in scores.items():
        for line in score.missed[: chosen.worst]:
            print(f"{language} {shape}: {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
