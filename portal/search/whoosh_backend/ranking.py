"""How well each matching document answers: BM25F over title and body, sub-words added.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
section 3.3: field counts are weighed and normed before they saturate together.

What texts in another language say instead of a word counts as one word too (Pirkola, "The
Effects of Query Structure and Dictionary Setups in Dictionary-Based Cross-Language
Information Retrieval", 1998), less than the word itself.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain, compress, count
from math import log
from operator import or_

from portal.search.plan import Group, Plan, Row
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.matching import Matches, having, having_row
from portal.search.whoosh_backend.schema import SCORED, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot

K1 = 0.9
B = {"title": 0.5, "body": 0.75, SUBWORDS: 0.75}
WEIGHT = {"title": 2.5, "body": 1.0}
SUBWORD_WEIGHT = 0.2
# With 0.4, 0.6 and 1.0, `bench.cross_language` on questions that name a concept: answers in
# another language rise from MRR .436 to .531, .556 and .591, those in the own language fall from
# .843 to .842, .842 and .836.
FOREIGN_WEIGHT = 0.6

FEW = 8  # a look into a list costs as much as so many steps along it

Scores = list[float]


def score(snapshot: Snapshot, plan: Plan, matches: Matches, statistics: list[int]) -> list[Scores]:
    """Score every document of every segment; only those in `matches` count.

    `statistics` are the documents, per segment, over which a word is rare or common.
    """
    scorer = _Scorer(snapshot, matches.members, statistics)
    for group in chain(plan.groups, plan.extras):
        rarity = scorer.add_words(matches.tokens[group])
        scorer.add_pieces(group)
        if group.rows:
            scorer.add_rows(group, matches.tokens[group], rarity)
    return scorer.scores


class _Scorer:
    def __init__(self, snapshot: Snapshot, members: list[int], statistics: list[int]) -> None:
        self.live = [live.members for live in snapshot.segments]
        self.segments = [live.segment for live in snapshot.segments]
        self.members = members
        self.wanted = list(map(_flags, members, self.segments))
        self.candidates = [list(compress(count(), wanted)) for wanted in self.wanted]
        self.scores: list[Scores] = [[0.0] * segment.size for segment in self.segments]
        self.statistics = statistics
        self.number = sum(found.bit_count() for found in statistics)
        self.shares = {
            field: [WEIGHT[field] / norm for norm in snapshot.norms(field, B[field])]
            for field in SCORED
        }
        self.piece_norms = [K1 * norm for norm in snapshot.norms(SUBWORDS, B[SUBWORDS])]

    def add_words(self, tokens: tuple[str, ...]) -> float:
        """Score the documents that have a word, and return how rare it is."""
        common = 0
        counts = []
        for place, segment in enumerate(self.segments):
            having, found = self._weighed(place, segment, tokens)
            common += (having & self.statistics[place]).bit_count()
            counts.append(found)
        rarity = _rarity(common, self.number)
        for scores, found in zip(self.scores, counts, strict=True):
            for document, weight in found.items():
                scores[document] += rarity * weight / (weight + K1)
        return rarity

    def add_rows(self, group: Group, tokens: tuple[str, ...], rarity: float) -> None:
        """Score the documents that say a word in another language and have not the word itself.

        In no language is it worth more than the word of the question.
        """
        for language, rows in _by_language(group.rows):
            saying = [
                reduce(or_, (having_row(segment, row) for row in rows)) for segment in self.segments
            ]
            common = self._number_of(saying)
            if not common:
                continue
            number = self._number_of([each.speaking(language) for each in self.segments])
            worth = FOREIGN_WEIGHT * min(rarity, _rarity(common, number))
            for place, segment in enumerate(self.segments):
                others = saying[place] & ~having(segment, group, tokens) & self.members[place]
                self._add_rows(place, rows, _flags(others, segment), worth)

    def _number_of(self, found: list[int]) -> int:
        """How many documents these are, without the deleted ones."""
        rows = zip(found, self.live, strict=True)
        return sum((members & live).bit_count() for members, live in rows)

    def _add_rows(self, place: int, rows: Sequence[Row], wanted: bytes, worth: float) -> None:
        found: dict[int, float] = {}
        for row in rows:
            for document, weight in self._weighed_row(place, row):
                if wanted[document]:
                    found[document] = found.get(document, 0.0) + weight
        scores = self.scores[place]
        for document, weight in found.items():
            scores[document] += worth * weight / (weight + K1)

    def _weighed_row(self, place: int, row: Row) -> Iterator[tuple[int, float]]:
        """The candidates that have all of a row; it occurs as often as its rarest token."""
        segment = self.segments[place]
        first, *others = (self._weighed(place, segment, (each,))[1] for each in row.tokens)
        for document, weight in first.items():
            if all(document in other for other in others):
                yield document, min([weight, *(other[document] for other in others)])

    def _weighed(
        self, place: int, segment: Segment, tokens: tuple[str, ...]
    ) -> tuple[int, dict[int, float]]:
        """Who has any of the tokens, and the normed counts of the candidates."""
        having = 0
        found: dict[int, float] = {}
        for field in SCORED:
            codes, shares = segment.lengths[field], self.shares[field]
            for token in tokens:
                having |= segment.having(field, token)
                for document, times in self._counts(place, segment, field, token):
                    share = times * shares[codes[document]]
                    found[document] = found.get(document, 0.0) + share
        return having, found

    def add_pieces(self, group: Group) -> None:
        for piece in group.pieces:
            common = sum(
                (segment.having(SUBWORDS, piece) & counted).bit_count()
                for segment, counted in zip(self.segments, self.statistics, strict=True)
            )
            self._add_piece(piece, SUBWORD_WEIGHT * _rarity(common, self.number))

    def _add_piece(self, piece: str, weight: float) -> None:
        norms = self.piece_norms
        for place, segment in enumerate(self.segments):
            scores, codes = self.scores[place], segment.lengths[SUBWORDS]
            for document, times in self._counts(place, segment, SUBWORDS, piece):
                scores[document] += weight * times / (times + norms[codes[document]])

    def _counts(
        self, place: int, segment: Segment, field: str, token: str
    ) -> Iterable[tuple[int, int]]:
        """The candidates of a segment that have the token, and how often."""
        postings = segment.postings(field, token)
        if postings is None:
            return ()
        documents, counts = postings
        candidates = self.candidates[place]
        if len(candidates) * FEW < len(documents):
            return _looked_up(candidates, documents, counts)
        return compress(
            zip(documents, counts, strict=True), map(self.wanted[place].__getitem__, documents)
        )


def _flags(members: int, segment: Segment) -> bytes:
    return sets.flags(members, segment.size)


def _by_language(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.language, []).append(row)
    return list(found.items())


def _rarity(common: int, number: int) -> float:
    """The inverse document frequency of Robertson and Sparck Jones, never below 0."""
    return log(1 + (max(number - common, 0) + 0.5) / (common + 0.5))


def _looked_up(
    candidates: Sequence[int], documents: Sequence[int], counts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    last = len(documents)
    for candidate in candidates:
        place = bisect_left(documents, candidate)
        if place < last and documents[place] == candidate:
            yield candidate, counts[place]
