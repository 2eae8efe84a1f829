"""One field of a segment: its dictionary, and the postings of its words."""

from typing import NamedTuple

import numpy as np

from portal.search.whoosh_backend import lists, packing
from portal.search.whoosh_backend.dictionary import Dictionary
from portal.search.whoosh_backend.layout import Arrays, Numbers
from portal.search.whoosh_backend.lists import NONE, Postings
from portal.search.whoosh_backend.schema import COUNTED, PLACED


class Portion(NamedTuple):
    """The lists of some rows, one after the other: `numbers` are how many documents each has."""

    numbers: Numbers
    documents: Numbers
    counts: Numbers
    places: Numbers


class Inverted:
    def __init__(self, arrays: Arrays, field: str, size: int) -> None:
        self._arrays = arrays
        self._field = field
        self._size = size
        self.dictionary = Dictionary(arrays, field)
        self._starts = arrays.whole(f"{field}.starts")
        each = packing.widths(np.diff(self._starts), size)
        self._begins = np.concatenate(([0], np.cumsum(each))).astype(np.min_scalar_type(each.sum()))

    def numbers(self, begin: int = 0, end: int | None = None) -> Numbers:
        """How many documents the words of some rows, or all words, have."""
        end = len(self.dictionary) if end is None else end
        return np.diff(self._starts[begin : end + 1].astype(np.intp))

    def postings(self, token: str) -> Postings:
        """The postings of a token, empty where no document has it."""
        row = self.dictionary.row(token)
        if row is None:
            return NONE
        first, last = int(self._starts[row]), int(self._starts[row + 1])
        begin, end = int(self._begins[row]), int(self._begins[row + 1])
        values = self._arrays.slice(f"{self._field}.documents", begin, end)
        return lists.opened(values, last - first, self._counts(first, last))

    def places(self, token: str) -> Numbers:
        """All places of a token, one document after the other."""
        row = self.dictionary.row(token)
        return np.empty(0, np.uint8) if row is None else self._places(row, row + 1)

    def beginning(self, start: str, most: int) -> list[tuple[str, int]]:
        """The first `most` words that begin so, and how many documents have each."""
        row, words = self.dictionary.beginning(start.encode(), most)
        numbers = self.numbers(row, row + len(words)).tolist()
        return [(word.decode(), number) for word, number in zip(words, numbers, strict=True)]

    def portion(self, begin: int, end: int) -> Portion:
        """Read the lists of the rows from `begin` to before `end`."""
        numbers = self.numbers(begin, end)
        span = int(self._begins[begin]), int(self._begins[end])
        values = self._arrays.slice(f"{self._field}.documents", *span)
        return Portion(
            numbers,
            packing.decoded(values, numbers, self._size),
            self._counts(int(self._starts[begin]), int(self._starts[end])),
            self._places(begin, end),
        )

    def _counts(self, begin: int, end: int) -> Numbers:
        if self._field not in COUNTED:
            return NONE.counts
        return self._arrays.slice(f"{self._field}.counts", begin, end)

    def _places(self, begin: int, end: int) -> Numbers:
        if self._field not in PLACED:
            return NONE.counts
        starts = self._arrays.slice(f"{self._field}.place_starts", begin, end + 1)
        return self._arrays.slice(f"{self._field}.places", int(starts[0]), int(starts[-1]))
