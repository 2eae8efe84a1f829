"""How well each matching document answers: BM25F over title and body, sub-words added.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
section 3.3: field counts are weighed and normed before they saturate together.

What texts in another language say instead of a word counts as one word too (Pirkola, "The
Effects of Query Structure and Dictionary Setups in Dictionary-Based Cross-Language
Information Retrieval", 1998), less than the word itself.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from math import log

import numpy as np
import numpy.typing as npt

from portal.search.plan import Group, Plan, Row
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.lists import Chosen
from portal.search.whoosh_backend.schema import COUNTED, PLACED, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.selection import Selection
from portal.search.whoosh_backend.sets import Bits, Documents, Spots
from portal.search.whoosh_backend.snapshot import Live, Snapshot, Statistics
from portal.search.whoosh_backend.wordings import having_row

K1 = 0.9
B = {"title": 0.5, "body": 0.75, SUBWORDS: 0.75}
WEIGHT = {"title": 2.5, "body": 1.0}
SUBWORD_WEIGHT = 0.2
# With 0.4, 0.6 and 1.0, `bench.cross_language` on questions that name a concept: answers in
# another language rise from MRR .436 to .531, .556 and .591, those in the own language fall from
# .843 to .842, .842 and .836.
FOREIGN_WEIGHT = 0.6

Scores = npt.NDArray[np.float64]


class Scorer:
    """Scores chosen documents of every segment: `scores` are in their order."""

    def __init__(self, selection: Selection, statistics: Statistics) -> None:
        snapshot = selection.snapshot
        self._statistics = statistics
        self._live = snapshot.segments
        self._parts = [
            _Part(live.segment, Chosen(documents, bits, live.segment.size), snapshot)
            for live, documents, bits in zip(
                snapshot.segments, selection.documents, selection.bits, strict=True
            )
        ]

    @property
    def scores(self) -> list[Scores]:
        return [part.scores for part in self._parts]

    def score(
        self, plan: Plan, tokens: dict[Group, tuple[str, ...]], literal: dict[Group, list[Bits]]
    ) -> None:
        for group in chain(plan.groups, plan.extras):
            rarity = self._add_words(tokens[group])
            self._add_pieces(group)
            if group.rows:
                self._add_rows(group, literal[group], rarity)

    def _add_words(self, tokens: tuple[str, ...]) -> float:
        """Score the documents that have a word, and return how rare it is."""
        common = self._statistics.having(tokens)
        rarity = _rarity(common, self._statistics.number)
        for part in self._parts:
            part.add_words(tokens, rarity)
        return rarity

    def _add_pieces(self, group: Group) -> None:
        if group.pieces:
            rarities = [
                _rarity(self._statistics.having_piece(piece), self._statistics.number)
                for piece in group.pieces
            ]
            for part in self._parts:
                part.add_pieces(group.pieces, SUBWORD_WEIGHT * np.array(rarities))

    def _add_rows(self, group: Group, literal: list[Bits], rarity: float) -> None:
        """Score the documents that say a word in another language and have not the word itself.

        In no language is it worth more than the word of the question.
        """
        for language, rows in _by_language(group.rows):
            saying = [[having_row(live.segment, row) for row in rows] for live in self._live]
            common = sum(map(_number_of_live, self._live, saying))
            if not common:
                continue
            number = sum(
                sets.number(segment.speaking(language) & living) for segment, living in self._live
            )
            worth = FOREIGN_WEIGHT * min(rarity, _rarity(common, number))
            for part, own, found in zip(self._parts, literal, saying, strict=True):
                part.add_rows(rows, found, own, worth)


class _Part:
    """The chosen documents of one segment and what they have scored so far."""

    def __init__(self, segment: Segment, chosen: Chosen, snapshot: Snapshot) -> None:
        self._segment = segment
        self._chosen = chosen
        self.scores: Scores = np.zeros(chosen.number)
        documents = chosen.documents
        norms = {
            field: snapshot.norms(field, B[field]).take(segment.lengths[field].take(documents))
            for field in COUNTED
        }
        self._shares = {field: WEIGHT[field] / norms[field] for field in PLACED}
        self._piece_norms = K1 * norms[SUBWORDS]

    def add_words(self, tokens: tuple[str, ...], rarity: float) -> None:
        if self._chosen.number:
            weights = self._weights(tokens)
            self.scores += rarity * weights / (weights + K1)

    def add_pieces(self, pieces: Sequence[str], worths: Scores) -> None:
        """Score sub-words, all together: they are many, and each call of numpy costs."""
        if self._chosen.number:
            lists = [self._segment.postings(SUBWORDS, piece) for piece in pieces]
            times = np.array([postings.times(self._chosen) for postings in lists])
            # Not a product of matrices: that rounds by how many documents there are.
            self.scores += (worths[:, None] * times / (times + self._piece_norms)).sum(axis=0)

    def add_rows(
        self, rows: Sequence[Row], found: list[Documents], literal: Bits, worth: float
    ) -> None:
        """Score what has all of a row and not the word; it occurs as often as its rarest token."""
        weights = np.zeros(self._chosen.number)
        for row, documents in zip(rows, found, strict=True):
            _which, which = self._chosen.ranked.find(
                Spots(documents[~sets.has(literal, documents)])
            )
            if len(which):
                own = [self._weights((token,)).take(which) for token in row.tokens]
                weights[which] += np.min(own, axis=0)
        self.scores += worth * weights / (weights + K1)

    def _weights(self, tokens: tuple[str, ...]) -> Scores:
        """How often each document has any of the tokens, normed and weighed by field."""
        weights = np.zeros(self._chosen.number)
        for field in PLACED:
            for token in tokens:
                postings = self._segment.postings(field, token)
                if postings.number:
                    weights += postings.times(self._chosen) * self._shares[field]
        return weights


def _number_of_live(live: Live, found: Sequence[Documents]) -> int:
    documents = np.unique(np.concatenate(found))
    return int(np.count_nonzero(sets.has(live.members, documents)))


def _by_language(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.language, []).append(row)
    return list(found.items())


def _rarity(common: int, number: int) -> float:
    """The inverse document frequency of Robertson and Sparck Jones, never below 0."""
    return log(1 + (max(number - common, 0) + 0.5) / (common + 0.5))
