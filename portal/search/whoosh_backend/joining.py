"""The lists of several segments laid together, a bounded part of the words at a time.

The documents of one source follow those of the one before it, so a list of the whole is the
lists of the sources one after the other: nothing is sorted but the words.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from portal.search.whoosh_backend import dictionary, packing, sets
from portal.search.whoosh_backend.dictionary import narrow
from portal.search.whoosh_backend.layout import Numbers, Writer
from portal.search.whoosh_backend.packing import NUMBER, spread
from portal.search.whoosh_backend.schema import COUNTED, PLACED
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Bits, Documents

AT_ONCE = 1 << 20  # postings of a step, about 50 MB


class Source(NamedTuple):
    """A segment to be merged, and which of its documents live."""

    segment: Segment
    members: Bits


class _Part(NamedTuple):
    """The lists of one source: which of the words of a step they are, and what lives of them."""

    rows: Documents
    sizes: Numbers
    documents: Numbers
    counts: Numbers
    place_sizes: Numbers
    places: Numbers


class Join:
    """Lays the lists of one field of several segments together."""

    def __init__(
        self, writer: Writer, field: str, sources: Sequence[Source], numbers: Sequence[Numbers]
    ) -> None:
        """`numbers` are those that the documents of each source get."""
        self._writer = writer
        self._size = sum(sets.number(source.members) for source in sources)
        self._field = field
        self._sources = sources
        self._numbers = numbers
        self._members = [sets.flags(members, segment.size) for segment, members in sources]
        dictionaries = [source.segment.fields[field].dictionary for source in sources]
        words = [each.words() for each in dictionaries]
        self._words = sorted(set().union(*words))
        row_of = {word: row for row, word in enumerate(self._words)}
        self._rows = [np.fromiter(map(row_of.__getitem__, own), np.intp, len(own)) for own in words]
        self._hashes = np.empty(len(self._words), np.uint64)
        for rows, each in zip(self._rows, dictionaries, strict=True):
            self._hashes[rows] = each.hashes()
        self._sizes: Numbers = np.zeros(len(self._words), np.intp)
        self._place_sizes: Numbers = np.zeros(len(self._words), np.intp)

    def steps(self) -> Iterator[None]:
        for begin, end in self._portions():
            self._merge(begin, end)
            yield
        left = np.flatnonzero(self._sizes)
        words = [self._words[row] for row in left.tolist()]
        hashes = self._hashes[left]
        starts = _starts(self._sizes[left])
        dictionary.write(self._writer, self._field, words, hashes, starts)
        if self._field in PLACED:
            starts = narrow(_starts(self._place_sizes[left]))
            self._writer.append(f"{self._field}.place_starts", starts)
        if self._field == "facet":
            self._merge_labels(left)

    def _portions(self) -> Iterator[tuple[int, int]]:
        """Rows of words that have at most AT_ONCE postings together, or a single one."""
        sizes: Numbers = np.zeros(len(self._words), np.intp)
        for rows, source in zip(self._rows, self._sources, strict=True):
            sizes[rows] += source.segment.fields[self._field].numbers()
        ends = np.cumsum(sizes)
        begin = 0
        while begin < len(ends):
            before = int(ends[begin - 1]) if begin else 0
            end = max(begin + 1, int(ends.searchsorted(before + AT_ONCE, "right")))
            yield begin, end
            begin = end

    def _merge(self, begin: int, end: int) -> None:
        parts = [self._read(number, begin, end) for number in range(len(self._sources))]
        rows = [part.rows for part in parts]
        sizes = [part.sizes for part in parts]
        totals = _totals(rows, sizes, end - begin)
        self._sizes[begin:end] = totals
        documents = _laid(rows, sizes, totals, [part.documents for part in parts], NUMBER)
        documents = packing.encoded(documents, totals, self._size)
        self._writer.append(f"{self._field}.documents", documents)
        if self._field in COUNTED:
            kind = self._kind("counts")
            counts = _laid(rows, sizes, totals, [part.counts for part in parts], kind)
            self._writer.append(f"{self._field}.counts", counts)
        if self._field in PLACED:
            sizes = [part.place_sizes for part in parts]
            totals = _totals(rows, sizes, end - begin)
            self._place_sizes[begin:end] = totals
            kind = self._kind("places")
            places = _laid(rows, sizes, totals, [part.places for part in parts], kind)
            self._writer.append(f"{self._field}.places", places)

    def _kind(self, name: str) -> np.dtype[Any]:
        """The type that holds the values of all sources."""
        arrays = (source.segment.arrays for source in self._sources)
        return np.result_type(*(each.dtype(f"{self._field}.{name}") for each in arrays))

    def _read(self, number: int, begin: int, end: int) -> _Part:
        """Read the lists of one source whose words have the rows from `begin` to before `end`."""
        segment = self._sources[number].segment
        first, last = self._rows[number].searchsorted([begin, end]).tolist()
        portion = segment.fields[self._field].portion(first, last)
        kept = self._members[number].take(portion.documents)
        ends = _starts(portion.numbers)
        counts = portion.counts
        placed = self._field in PLACED
        return _Part(
            self._rows[number][first:last] - begin,
            _sums(kept, ends),
            self._numbers[number].take(portion.documents[kept]),
            counts[kept] if len(counts) else counts,
            _sums(counts * kept, ends) if placed else ends,
            portion.places[np.repeat(kept, counts)] if placed else portion.places,
        )

    def _merge_labels(self, left: Documents) -> None:
        """Write per document the rows of its labels, `left` being the old rows of the new."""
        labels, ends = [], []
        for rows, (segment, members) in zip(self._rows, self._sources, strict=True):
            own, each = segment.rows_of_labels(sets.listed(members))
            labels.append(left.searchsorted(rows.take(own)))
            ends.append(each)
        self._writer.append("label.rows", narrow(np.concatenate(labels)))
        self._writer.append("label.ends", narrow(np.cumsum(np.concatenate(ends))))


def _totals(rows: Sequence[Documents], sizes: Sequence[Any], number: int) -> Numbers:
    """How long the lists of each of `number` words are together."""
    totals: Numbers = np.zeros(number, np.intp)
    for own, each in zip(rows, sizes, strict=True):
        totals[own] += each
    return totals


def _laid(
    rows: Sequence[Documents],
    sizes: Sequence[Numbers],
    totals: Numbers,
    values: Sequence[Numbers],
    kind: np.dtype[Any],
) -> Numbers:
    """Lay the lists of each word together, source by source."""
    begins = np.cumsum(totals) - totals
    laid = np.empty(int(totals.sum()), kind)
    for own, each, found in zip(rows, sizes, values, strict=True):
        laid[spread(begins[own], each)] = found
        begins[own] += each
    return laid


def _sums(values: Numbers, ends: Numbers) -> Numbers:
    """The sums of the values between each two `ends`."""
    running = np.concatenate(([0], np.cumsum(values, dtype=np.intp)))
    return np.diff(running.take(ends))


def _starts(sizes: Numbers) -> Numbers:
    return np.concatenate(([0], np.cumsum(sizes)))
