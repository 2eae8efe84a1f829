"""Relevance: how often the right text comes first, per language.

    python -m bench.relevance [--data FOLDER] [--languages en,zh] [--sample N]
                              [--choices] [--mixed] [--worst N] [--speed]

*Questions*: all reference documents in one temporary index, every reference question asked
whole, as three of its content words (what people type), and as these without their accents.
*Headings*, for languages without reference questions: the texts without their titles, asked
for by these; and the targets of the sustainable development goals, asked for by the indicators
that measure them. With `--mixed` the answer is looked for in all languages at once, else in the
question's own.

`--choices` measures the analysis against others: each line changes one thing in every language
it applies to. `--speed` prints what a word costs, seen for the first time and again.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import Stemmer

from portal.analysis import analysis, chinese, hyphens, korean, languages, scripts, spaced, unspaced
from portal.analysis.languages import Analysis
from portal.search.documents import Document, Query
from portal.search.port import Reached, SearchBackend
from portal.search.whoosh_backend import WhooshBackend, ranking

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
HEADED = ("fr", "pt", "id", "ja", "ko", "ru")  # with titles, but without questions
INDICATED = ("fr", "ru", "tr")  # with goals, but without questions
DEEP = 10
SNOWBALL = spaced.SNOWBALL | {"ar": "arabic", "id": "indonesian"}
SHAPES = ("whole", "three", "bare")
BARE = frozenset({"de", "es", "fr", "pt", "tr"})  # where people leave accents out
# Chinese is written without spaces: function words part what somebody would type.
_CHINESE_GLUE = re.compile(
    "什么|哪些|哪个|哪里|多少|为什么|如何|怎么|是否|以及|的|是|在|了|和|与|被|由|对|有|为|从|到|谁|何|几|中|上|个"
)
_KANJI_OR_KATAKANA = re.compile(r"[\u4e00-\u9fff々]{2,4}|[\u30a1-\u30fa\u30fc]{2,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a language, and the thing that answers it."""

    language: str
    text: str
    answer: str


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


Scores = dict[tuple[str, str], Score]


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
    elif language == "ja":
        words = _KANJI_OR_KATAKANA.findall(question)
    else:
        words = [run for run in own.runs(question) if not own.is_stopword(run) and len(run) > 1]
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


def questions(chosen: argparse.Namespace) -> list[Asked]:
    found = [
        Asked(row["language"], row["question"], row["group"])
        for row in rows(chosen.data / "questions.jsonl.gz")
    ]
    return _sampled(found, chosen)


def headings(chosen: argparse.Namespace) -> tuple[list[Document], list[Asked]]:
    """Texts without their titles, and the titles as questions."""
    found = [text for text in documents(chosen.data / "documents.jsonl.gz") if text.title]
    texts = [
        Document(text.key, text.key, text.kind, text.locale, "", body=text.body, tokens=AUDIENCE)
        for text in found
        if text.locale in HEADED
    ]
    asked = [Asked(text.locale, text.title, text.key) for text in found if text.locale in HEADED]
    for text, question in _goals(chosen.data / "terms.jsonl.gz"):
        texts += [text] if text else []
        asked += [question] if question else []
    return texts, _sampled(asked, chosen)


def _goals(path: Path) -> Iterator[tuple[Document | None, Asked | None]]:
    """Targets as texts; indicators as questions for the target they measure."""
    for row in rows(path):
        if row["scheme"] != "sdg":
            continue
        what, _, number = row["id"].partition(":")
        target = "-".join(number.split("-")[:2])
        for language in INDICATED:
            key, words = f"goal:{target}:{language}", row["labels"].get(language, "")
            if what == "targets":
                yield Document(key, key, what, language, "", body=words, tokens=AUDIENCE), None
            elif what == "indicators":
                yield None, Asked(language, words, key)


def _sampled(asked: list[Asked], chosen: argparse.Namespace) -> list[Asked]:
    wanted = set(filter(None, chosen.languages.split(",")))
    by_language: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        if not wanted or each.language in wanted:
            by_language[each.language].append(each)
    return [
        each
        for language, own in by_language.items()
        for each in random.Random(language).sample(own, min(chosen.sample or len(own), len(own)))
    ]


def measure(
    texts: Iterable[Document], asked: Iterable[Asked], words: dict[Asked, str], mixed: bool
) -> Scores:
    scores: Scores = defaultdict(Score)
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshBackend(Path(folder) / "index")
        engine.rebuild(texts, Reached(0))
        for one in asked:
            for shape, text in zip(SHAPES, _shaped(one, words[one]), strict=True):
                place, total = place_of(engine, text, one.language, one.answer, mixed)
                scores[one.language, shape].add(place, total, text)
    return scores


def _shaped(one: Asked, words: str) -> tuple[str, str, str]:
    bare = scripts.fold(words.lower()) if one.language in BARE else words
    return one.text, words, bare


def show(scores: Scores) -> None:
    print("        whole question                  three words          without accents")
    print("lang    MRR@10 goal  recall goal empty  MRR@10 goal recall   MRR@10     asked")
    for language in dict.fromkeys(language for language, _shape in scores):
        whole, three, bare = (scores[language, shape] for shape in SHAPES)
        goals = GOALS.get(language, (0, 0, 0))
        print(
            f"{language:6}  {whole.mrr:.3f}  {goals[0]:.2f}  {whole.recall:.3f}  {goals[1]:.2f}"
            f" {whole.empty / whole.asked:6.1%}  {three.mrr:.3f}  {goals[2]:.2f} {three.recall:.3f}"
            f"   {bare.mrr:.3f}  {whole.asked:8}"
        )


# A choice replaces parts of the analysis: the owner, the name of the part, the other part.
Change = tuple[Any, str, Any]


def choices() -> dict[str, list[Change]]:
    """What the analysis is measured against, by name."""
    return {
        "as chosen": [],
        "no stems": [(languages, "STEMS", {})],
        "Snowball, then folded": [(languages, "STEMS", {each: _last(each) for each in SNOWBALL})],
        "folded, then Snowball": [(languages, "STEMS", {each: _first(each) for each in SNOWBALL})],
        "no sub-words": [(Analysis, "subwords", lambda _own, _text: [])],
        "no stop words": [(languages, "stopwords", lambda _language: frozenset())],
        "pairs of signs": [
            (unspaced, "japanese", unspaced.pairs),
            (korean, "words", unspaced.pairs),
        ],
        "no hiragana": [(unspaced, "_hiragana", lambda _run, **_options: [])],
        "no bridges": [(korean, "may_hang_together", lambda *_words: False)],
        "all hyphens part": [(hyphens, "runs", lambda text, _language: scripts.RUN.findall(text))],
        "characters as written": [(chinese, "simplified", str)],
        "k1 1.2, b 0.9": [(ranking, "K1", 1.2), (ranking, "B", {**ranking.B, "body": 0.9})],
        "sub-words at 0.1": [(ranking, "SUBWORD_WEIGHT", 0.1)],
        "sub-words at 0.3": [(ranking, "SUBWORD_WEIGHT", 0.3)],
    }


def _last(language: str) -> spaced.Stem:
    stem = Stemmer.Stemmer(SNOWBALL[language]).stemWord
    return lambda word: scripts.fold(stem(word))


def _first(language: str) -> spaced.Stem:
    stem = Stemmer.Stemmer(SNOWBALL[language]).stemWord
    return lambda word: stem(scripts.fold(word))


@contextmanager
def changed(changes: Iterable[Change]) -> Iterator[None]:
    """Put other parts into the analysis for a while."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _other in changes]
    _put(changes)
    yield
    _put(before)


def _put(changes: Iterable[Change]) -> None:
    for owner, name, part in changes:
        setattr(owner, name, part)
    analysis.cache_clear()
    languages.analysis_in.cache_clear()


def compare(chosen: argparse.Namespace) -> None:
    """Print for each choice the MRR@10 of whole questions / of three words, by language."""
    asked = questions(chosen)
    texts, headed = headings(chosen)
    words = {one: three_words(one.text, one.language) for one in asked + headed}
    told = list(dict.fromkeys(one.language for one in asked))
    told += [f"{language}*" for language in dict.fromkeys(one.language for one in headed)]
    print(f"{'MRR@10, * of headings':24}" + "".join(f"{language:^13}" for language in told))
    for name, changes in choices().items():
        with changed(changes):
            library = documents(chosen.data / "documents.jsonl.gz")
            scores = _cells(measure(library, asked, words, chosen.mixed))
            scores |= _cells(measure(texts, headed, words, chosen.mixed), "*")
        print(f"{name:24}" + "".join(f"{scores[language]:^13}" for language in told), flush=True)


def _cells(scores: Scores, mark: str = "") -> dict[str, str]:
    spoken = dict.fromkeys(language for language, _shape in scores)
    return {
        language + mark: "/".join(f"{scores[language, shape].mrr:.3f}" for shape in SHAPES[:2])
        for language in spoken
    }


def speed(chosen: argparse.Namespace) -> None:
    """Print what a word of the reference texts costs, per language."""
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows(chosen.data / "documents.jsonl.gz"):
        texts[row["language"]].append(row["text"])
    print("us CPU per word   words new  again  sub-words new  again   (words)")
    for language, own in texts.items():
        _put([])
        cut = analysis(language)
        number = sum(len(cut.runs(text)) for text in own)
        times = [
            _cpu(lambda part=part, own=own: [part(text) for text in own]) / number * 1e6
            for part in (cut.words, cut.words, cut.subwords, cut.subwords)
        ]
        print(f"{language:12}" + "".join(f"{each:12.2f}" for each in times) + f"   ({number})")


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.relevance", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--languages", default="")
    parser.add_argument("--sample", type=int, default=0, help="ask so many per language")
    parser.add_argument("--choices", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="show so many failures per language")
    chosen = parser.parse_args(argv)
    if not (chosen.data / "questions.jsonl.gz").exists():
        print(f"skipped: no reference data in {chosen.data}")
    elif chosen.speed:
        speed(chosen)
    elif chosen.choices:
        compare(chosen)
    else:
        tell("questions", documents(chosen.data / "documents.jsonl.gz"), questions(chosen), chosen)
        tell("headings", *headings(chosen), chosen)
    return 0


def tell(
    label: str, texts: Iterable[Document], asked: list[Asked], chosen: argparse.Namespace
) -> None:
    """Measure one set and print its table, and the worst of its questions."""
    if not asked:
        return
    words = {one: three_words(one.text, one.language) for one in asked}
    began = time.process_time()
    scores = measure(texts, asked, words, chosen.mixed)
    print(f"{label}, {time.process_time() - began:.1f} s CPU")
    show(scores)
    for (language, shape), score in scores.items():
        for line in score.missed[: chosen.worst]:
            print(f"{language} {shape}: {line}")


if __name__ == "__main__":
    raise SystemExit(main())
