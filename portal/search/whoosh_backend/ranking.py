"""How well each matching document answers: BM25F over title and body, sub-words added.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
section 3.3: field counts are weighed and normed before they saturate together.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, count
from math import log

from portal.search.plan import Group, Plan
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.matching import Matches
from portal.search.whoosh_backend.schema import SCORED, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot

K1 = 0.9
B = {"title": 0.5, "body": 0.75, SUBWORDS: 0.75}
WEIGHT = {"title": 2.5, "body": 1.0}
SUBWORD_WEIGHT = 0.2

FEW = 8  # a look into a list costs as much as so many steps along it

Scores = list[float]


def score(snapshot: Snapshot, plan: Plan, matches: Matches, statistics: list[int]) -> list[Scores]:
    """Score every document of every segment; only those in `matches` count.

    `statistics` are the documents, per segment, over which a word is rare or common.
    """
    scorer = _Scorer(snapshot, matches.members, statistics)
    for group in chain(plan.groups, plan.extras):
        scorer.add_words(matches.tokens[group])
        scorer.add_pieces(group)
    return scorer.scores


class _Scorer:
    def __init__(self, snapshot: Snapshot, members: list[int], statistics: list[int]) -> None:
        self.segments = [live.segment for live in snapshot.segments]
        self.wanted = [
            sets.flags(found, segment.size)
            for found, segment in zip(members, self.segments, strict=True)
        ]
        self.scores: list[Scores] = [[0.0] * segment.size for segment in self.segments]
        self.statistics = statistics
        self.number = sum(found.bit_count() for found in statistics)
        self.candidates = [list(compress(count(), wanted)) for wanted in self.wanted]
        self.shares = {
            field: [WEIGHT[field] / norm for norm in snapshot.norms(field, B[field])]
            for field in SCORED
        }
        self.piece_norms = [K1 * norm for norm in snapshot.norms(SUBWORDS, B[SUBWORDS])]

    def add_words(self, tokens: tuple[str, ...]) -> None:
        common = 0
        counts = []
        for place, segment in enumerate(self.segments):
            having, found = self._weighed(place, segment, tokens)
            common += (having & self.statistics[place]).bit_count()
            counts.append(found)
        rarity = self._rarity(common)
        for scores, found in zip(self.scores, counts, strict=True):
            for document, weight in found.items():
                scores[document] += rarity * weight / (weight + K1)

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
            self._add_piece(piece, SUBWORD_WEIGHT * self._rarity(common))

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

    def _rarity(self, common: int) -> float:
        """The inverse document frequency of Robertson and Sparck Jones, never below 0."""
        return log(1 + (max(self.number - common, 0) + 0.5) / (common + 0.5))


def _looked_up(
    candidates: Sequence[int], documents: Sequence[int], counts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    last = len(documents)
    for candidate in candidates:
        place = bisect_left(documents, candidate)
        if place < last and documents[place] == candidate:
            yield candidate, counts[place]
