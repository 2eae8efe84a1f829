"""The documents of a token: numbers where they are few, a set of bits where many.

Sub-words above all are in a good part of all texts: as bits they are read, met and counted
in a tenth of the time, and several times as many are kept in memory.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.packing import NUMBER, Numbers
from portal.search.whoosh_backend.sets import WORD, Bits, Documents, Ranked, Spots

SMALL = 1 << 14  # documents of a segment


class Chosen:
    """Some documents of a segment of `size`, to be found again in its posting lists."""

    def __init__(self, documents: Documents, bits: Bits, size: int) -> None:
        """`bits` are the documents as a set."""
        self.documents = documents
        self.number = len(documents)
        self.size = size
        self._bits = bits

    @cached_property
    def spots(self) -> Spots:
        return Spots(self.documents)

    @cached_property
    def ranked(self) -> Ranked:
        return Ranked(self._bits)


class Postings(ABC):
    """The documents of a token, rising, and how often each has it."""

    def __init__(self, number: int, counts: Numbers) -> None:
        self.number = number
        self.counts = counts
        self._all: Numbers | None = None

    @property
    @abstractmethod
    def nbytes(self) -> int: ...

    @abstractmethod
    def documents(self) -> Documents: ...

    @abstractmethod
    def common(self, counted: Bits) -> int:
        """How many of the documents are in a set."""

    @abstractmethod
    def both(self, documents: Documents) -> Documents:
        """Those of the rising documents that are in the list."""

    @abstractmethod
    def among(self, chosen: Chosen) -> tuple[Documents, Documents]:
        """Where in the list chosen documents stand, and which of the chosen these are."""

    def times(self, chosen: Chosen) -> Numbers:
        """How often each of the chosen documents has the token."""
        if not self.number:
            return np.zeros(chosen.number, self.counts.dtype)
        if chosen.size <= SMALL:
            return self._of_all(chosen.size).take(chosen.documents)
        at, which = self.among(chosen)
        times = np.zeros(chosen.number, self.counts.dtype)
        times[which] = self.counts.take(at)
        return times

    def _of_all(self, size: int) -> Numbers:
        """How often every document has it: in a small segment that is the shortest way."""
        if self._all is None:
            times = np.zeros(size, self.counts.dtype)
            times[self.documents()] = self.counts
            self._all = times
        return self._all


class Few(Postings):
    """Postings whose documents are numbers."""

    def __init__(self, documents: Numbers, counts: Numbers) -> None:
        super().__init__(len(documents), counts)
        self._documents = documents

    @property
    def nbytes(self) -> int:
        return self._documents.nbytes + self.counts.nbytes + SMALL // 4

    def documents(self) -> Documents:
        return self._documents.astype(np.intp)

    def common(self, counted: Bits) -> int:
        return int(np.count_nonzero(sets.has(counted, self.documents())))

    def both(self, documents: Documents) -> Documents:
        return np.intersect1d(documents, self._documents, assume_unique=True)

    def among(self, chosen: Chosen) -> tuple[Documents, Documents]:
        return chosen.ranked.find(Spots(self.documents()))


class Many(Postings):
    """Postings whose documents are a set of bits."""

    def __init__(self, bits: Bits, number: int, counts: Numbers) -> None:
        super().__init__(number, counts)
        self.bits = bits
        self._ranked: Ranked | None = None

    @property
    def nbytes(self) -> int:
        return 2 * self.bits.nbytes + self.counts.nbytes + SMALL // 4

    def documents(self) -> Documents:
        return sets.listed(self.bits)

    def common(self, counted: Bits) -> int:
        return sets.number(self.bits & counted)

    def both(self, documents: Documents) -> Documents:
        return documents[sets.has(self.bits, documents)]

    def among(self, chosen: Chosen) -> tuple[Documents, Documents]:
        if self._ranked is None:
            self._ranked = Ranked(self.bits)
        which, at = self._ranked.find(chosen.spots)
        return at, which


NONE = Few(np.empty(0, NUMBER), np.empty(0, np.uint8))


def in_any(postings: Collection[Postings], size: int) -> Bits:
    """The documents of a segment that are in any of the lists."""
    few = [each.documents() for each in postings if isinstance(each, Few)]
    found = sets.of(np.concatenate(few), size) if few else sets.none(size)
    for each in postings:
        if isinstance(each, Many):
            found = found | each.bits
    return found


def in_all(postings: Sequence[Postings], members: Bits, size: int) -> Bits:
    """The members of a segment that are in all of the lists."""
    few = []
    for each in postings:
        if isinstance(each, Many):
            members = members & each.bits
        else:
            few.append(each)
    if not few:
        return members
    few.sort(key=lambda each: each.number)
    left = few[0].documents()
    left = left[sets.has(members, left)]
    for each in few[1:]:
        left = each.both(left)
    return sets.of(left, size)


def opened(values: Numbers, number: int, counts: Numbers) -> Postings:
    """Make a list of `number` documents of what was read of the file."""
    if len(values) < number:
        return Many(values.view(WORD), number, counts)
    return Few(values, counts)
