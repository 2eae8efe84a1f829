"""What an engine must answer, written down as plainly as can be: one text after the other.

No index, no arrays, no caches: sets and loops over all texts. Slow, and easy to read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil, log

from whoosh.util.numeric import byte_to_length, length_to_byte

from portal import analysis
from portal.search.alternatives import with_meanings
from portal.search.documents import KIND, LANGUAGE, Document, Query, Wording
from portal.search.plan import ENOUGH, Group, Plan, Row, plan

K1 = 0.9
B = {"title": 0.5, "body": 0.75, "sub": 0.75}
WEIGHT = {"title": 2.5, "body": 1.0}
SUBWORD_WEIGHT, FOREIGN_WEIGHT = 0.2, 0.6
LIKENESS, MOST_EXPANSIONS = 0.6, 64


class Text:
    """A document as it is searched."""

    def __init__(self, document: Document) -> None:
        text = f"{document.summary}\n{document.body}"
        locale = document.locale
        self.document = document
        self.fields = {
            "title": analysis.words(document.title, locale),
            "body": analysis.words(text, locale),
            "sub": analysis.subwords(f"{document.title}\n{text}", locale),
        }
        self.counts = {name: Counter(tokens) for name, tokens in self.fields.items()}
        self.words = set(self.fields["title"]) | set(self.fields["body"])
        self.pieces = set(self.fields["sub"])
        self.language = analysis.language_of(locale)
        self.day = document.date.toordinal() if document.date else 0
        self.facets = {name: set(codes) for name, codes in document.facets.items()}
        self.facets |= {KIND: {document.kind}, LANGUAGE: {locale}}

    def length(self, field: str) -> int:
        """As Whoosh remembers it: in one byte."""
        return int(byte_to_length(length_to_byte(len(self.fields[field]))))

    def has_phrase(self, rows: Iterable[tuple[str, ...]]) -> bool:
        return any(
            tuple(tokens[n : n + len(row)]) == row
            for row in rows
            for tokens in (self.fields["title"], self.fields["body"])
            for n in range(len(tokens))
        )

    def says(self, row: Row) -> bool:
        return self.language == row.language and self.words >= set(row.tokens)

    def passes(self, filters: dict[str, frozenset[str]]) -> bool:
        return all(self.facets.get(name, set()) & codes for name, codes in filters.items())


@dataclass(frozen=True)
class Answer:
    """`ranks`: how each text found ranks, by key; `shown`: which keys of a thing may show."""

    total: int
    ranks: dict[str, tuple[float, float]]
    shown: dict[str, set[str]]
    through: dict[str, set[Wording]]
    facets: dict[str, dict[str, int]]
    relaxed: bool


class Reference:
    """The engine that looks at every text."""

    def __init__(self) -> None:
        self.texts: list[Text] = []

    def replace(self, things: Iterable[str], documents: Iterable[Document]) -> None:
        gone = set(things)
        self.texts = [text for text in self.texts if text.document.thing not in gone]
        self.texts += map(Text, documents)

    def search(self, query: Query) -> Answer:
        asked = with_meanings(plan(query.text, query.read_in), query)
        if query.text.strip() and asked.asks_nothing and not asked.excludes:
            return Answer(0, {}, {}, {}, {}, False)
        return _Search(self.texts, query, asked).answer()


class _Search:
    def __init__(self, texts: list[Text], query: Query, asked: Plan) -> None:
        self.texts, self.query, self.plan = texts, query, asked
        self.tokens = {g: self.expand(g) for g in chain(asked.groups, asked.extras, asked.excluded)}
        counted = [text for text in texts if text.document.locale in query.read_in]
        self.counted = counted or texts
        self.average = {}
        for field in B:
            lengths = [text.length(field) for text in texts if text.fields[field]]
            self.average[field] = sum(lengths) / len(lengths) if lengths else 1.0

    def answer(self) -> Answer:
        matched, relaxed = self.matched()
        filters = self.query.narrowed
        found = [text for text in matched if text.passes(filters)]
        by_date = self.query.sort == "date" or self.plan.asks_nothing
        scores = {text.document.key: self.score(text) for text in found}
        ranks = {
            text.document.key: (float(text.day), scores[text.document.key])
            if by_date
            else (scores[text.document.key], float(text.day))
            for text in found
        }
        shown = self.shown(found, ranks)
        return Answer(
            len(shown), ranks, shown, self.through(found), self.facets(matched, filters), relaxed
        )

    # What matches

    def matched(self) -> tuple[list[Text], bool]:
        asked = self.plan
        allowed = [t for t in self.texts if t.document.tokens & self.query.tokens]
        allowed = [t for t in allowed if not self.excluded(t)]
        quoting = [t for t in allowed if all(t.has_phrase(rows) for rows in asked.phrases)]
        misquoted = bool(asked.phrases) and not quoting
        if not misquoted:
            allowed = quoting
        if not asked.groups:
            return allowed, misquoted
        literal, relaxed = self.relaxed(allowed, self.has)
        if not literal:
            literal = [t for t in allowed if any(self.is_like(t, g) for g in asked.groups)]
        if not any(group.rows for group in asked.groups):
            return literal, relaxed or misquoted
        wide, still = self.relaxed(allowed, lambda t, g: self.has(t, g) or any(map(t.says, g.rows)))
        both = [text for text in allowed if text in literal or text in wide]
        return both, misquoted or still or (relaxed and len(both) > len(wide))

    def relaxed(self, allowed, has) -> tuple[list[Text], bool]:
        required = self.plan.required
        times = [sum(has(text, group) for group in self.plan.groups) for text in allowed]
        for needed in range(required, 1, -1):
            found = [text for text, n in zip(allowed, times, strict=True) if n >= needed]
            if len(found) >= ENOUGH:
                return found, needed < required
        return [text for text, n in zip(allowed, times, strict=True) if n], required > 1

    def excluded(self, text: Text) -> bool:
        return any(
            text.words.intersection(self.tokens[group]) for group in self.plan.excluded
        ) or any(text.has_phrase(rows) for rows in self.plan.excluded_phrases)

    def has(self, text: Text, group: Group) -> bool:
        whole = group.whole and text.pieces >= set(group.pieces)
        return whole or bool(text.words.intersection(self.tokens[group]))

    def is_like(self, text: Text, group: Group) -> bool:
        had = sum(piece in text.pieces for piece in group.pieces)
        return group.whole and had >= ceil(len(group.pieces) * LIKENESS)

    def expand(self, group: Group) -> tuple[str, ...]:
        if not group.prefix:
            return group.tokens
        counts: Counter[str] = Counter()
        for text in self.texts:
            for field in WEIGHT:
                counts.update(t for t in set(text.fields[field]) if t.startswith(group.prefix))
        most = sorted(counts, key=lambda token: (-counts[token], token))[:MOST_EXPANSIONS]
        return (*group.tokens, *most)

    # How well

    def score(self, text: Text) -> float:
        total = 0.0
        for group in chain(self.plan.groups, self.plan.extras):
            tokens = self.tokens[group]
            rarity = self.rarity(lambda t, tokens=tokens: bool(t.words.intersection(tokens)))
            weight = self.weight(text, tokens)
            total += rarity * weight / (weight + K1)
            total += sum(self.piece(text, piece) for piece in group.pieces)
            if group.rows and not self.has(text, group):
                total += self.foreign(text, group.rows, rarity)
        return total

    def weight(self, text: Text, tokens: Iterable[str]) -> float:
        return sum(
            WEIGHT[field] * text.counts[field][token] / self.norm(text, field)
            for token in tokens
            for field in WEIGHT
        )

    def piece(self, text: Text, piece: str) -> float:
        rarity = self.rarity(lambda t: piece in t.pieces)
        times = text.counts["sub"][piece]
        return SUBWORD_WEIGHT * rarity * times / (times + K1 * self.norm(text, "sub"))

    def foreign(self, text: Text, rows: tuple[Row, ...], rarity: float) -> float:
        own = [row for row in rows if text.says(row)]
        if not own:
            return 0.0
        there = [row for row in rows if row.language == text.language]
        speaking = [t for t in self.texts if t.language == text.language]
        common = sum(any(map(t.says, there)) for t in speaking)
        worth = FOREIGN_WEIGHT * min(rarity, _rarity(common, len(speaking)))
        weight = sum(min(self.weight(text, [token]) for token in row.tokens) for row in own)
        return worth * weight / (weight + K1)

    def norm(self, text: Text, field: str) -> float:
        return 1 - B[field] + B[field] * text.length(field) / self.average[field]

    def rarity(self, has) -> float:
        return _rarity(sum(map(has, self.counted)), len(self.counted))

    # What shows

    def shown(self, found: list[Text], ranks: dict[str, tuple[float, float]]) -> dict:
        """Per thing, or per text where they do not collapse, the keys that may show it."""
        if not self.query.collapse:
            return {text.document.key: {text.document.key} for text in found}
        locales = self.query.locales
        things: dict[str, set[str]] = {}
        for thing in {text.document.thing for text in found}:
            own = [text.document for text in found if text.document.thing == thing]
            place = {
                d.key: locales.index(d.locale) if d.locale in locales else len(locales) for d in own
            }
            first = [d.key for d in own if place[d.key] == min(place.values())]
            best = max(ranks[key] for key in first)
            things[thing] = {key for key in first if _close(ranks[key], best)}
        return things

    def through(self, found: list[Text]) -> dict[str, set[Wording]]:
        return {
            text.document.key: {
                row.wording
                for group in self.plan.groups
                if not self.has(text, group)
                for row in group.rows
                if text.says(row)
            }
            for text in found
        }

    def facets(self, matched: list[Text], filters: dict[str, frozenset[str]]) -> dict:
        counts: dict[str, dict[str, set[str]]] = {}
        for name in {name for text in matched for name in text.facets}:
            others = {other: codes for other, codes in filters.items() if other != name}
            for text in matched:
                if text.passes(others):
                    one = text.document.thing if self.query.collapse else text.document.key
                    for code in text.facets.get(name, ()):
                        counts.setdefault(name, {}).setdefault(code, set()).add(one)
        return {
            name: {code: len(own) for code, own in codes.items()} for name, codes in counts.items()
        }


def _rarity(common: int, number: int) -> float:
    return log(1 + (max(number - common, 0) + 0.5) / (common + 0.5))


def _close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < 1e-9 for a, b in zip(one, other, strict=True))
