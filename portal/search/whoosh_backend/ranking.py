"""How well each matching document answers: BM25F over title and body, sub-words added.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
section 3.3: field counts are weighed and normed before they saturate together.
"""

from itertools import chain
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
        self.norms = {field: snapshot.norms(field, b) for field, b in B.items()}

    def add_words(self, tokens: tuple[str, ...]) -> None:
        common = 0
        counts = []
        rows = zip(self.segments, self.wanted, self.statistics, strict=True)
        for segment, wanted, counted in rows:
            having, found = self._weighed(segment, wanted, tokens)
            common += (having & counted).bit_count()
            counts.append(found)
        rarity = self._rarity(common)
        for scores, found in zip(self.scores, counts, strict=True):
            for document, count in found.items():
                scores[document] += rarity * count / (count + K1)

    def _weighed(
        self, segment: Segment, wanted: bytes, tokens: tuple[str, ...]
    ) -> tuple[int, dict[int, float]]:
        """Who has any of the tokens, and the normed counts of the wanted documents."""
        having = 0
        found: dict[int, float] = {}
        for field in SCORED:
            codes, weight = segment.lengths[field], WEIGHT[field]
            shares = [weight / norm for norm in self.norms[field]]
            for token in tokens:
                postings = segment.postings(field, token)
                if postings is None:
                    continue
                having |= segment.having(field, token)
                for document, count in zip(*postings, strict=True):
                    if wanted[document]:
                        share = count * shares[codes[document]]
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
        norms = [K1 * norm for norm in self.norms[SUBWORDS]]
        for segment, wanted, scores in zip(self.segments, self.wanted, self.scores, strict=True):
            postings = segment.postings(SUBWORDS, piece)
            if postings is None:
                continue
            codes = segment.lengths[SUBWORDS]
            for document, count in zip(*postings, strict=True):
                if wanted[document]:
                    scores[document] += weight * count / (count + norms[codes[document]])

    def _rarity(self, common: int) -> float:
        """The inverse document frequency of Robertson and Sparck Jones, never below 0."""
        return log(1 + (max(self.number - common, 0) + 0.5) / (common + 0.5))
