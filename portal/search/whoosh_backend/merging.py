"""Several segments into one: their documents here, their lists in `joining`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.dictionary import narrow
from portal.search.whoosh_backend.joining import Join, Source
from portal.search.whoosh_backend.layout import Numbers, Writer
from portal.search.whoosh_backend.packing import spread
from portal.search.whoosh_backend.schema import COUNTED, INVERTED
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Documents


class Merge:
    """Writes what lives in `sources` into one file: take all `steps`, then `close`."""

    def __init__(self, path: Path, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.size = sum(sets.number(source.members) for source in sources)
        self._writer = Writer(path)
        self._numbers = _new_numbers(sources)

    def steps(self) -> Iterator[None]:
        """Merge a bounded number of postings per step."""
        try:
            self._merge_documents()
            for field in INVERTED:
                yield from Join(self._writer, field, self.sources, self._numbers).steps()
        except BaseException:
            self.discard()
            raise

    def close(self, about: dict[str, Any]) -> int:
        """End the file; return its checksum."""
        self._writer.close({"size": self.size, **about})
        return self._writer.checksum

    def discard(self) -> None:
        self._writer.discard()

    def _merge_documents(self) -> None:
        live = [(source.segment, sets.listed(source.members)) for source in self.sources]
        for field in COUNTED:
            parts = [segment.lengths[field].take(documents) for segment, documents in live]
            self._writer.append(f"{field}.lengths", np.concatenate(parts))
        days = [segment.days.take(documents) for segment, documents in live]
        self._writer.append("days", np.concatenate(days))
        things = [
            segment.things.take(segment.thing_of.take(documents)) for segment, documents in live
        ]
        hashes, thing_of = np.unique(np.concatenate(things), return_inverse=True)
        self._writer.append("thing.hashes", hashes)
        self._writer.append("thing.of", narrow(thing_of))
        self._merge_cards(live)

    def _merge_cards(self, live: Sequence[tuple[Segment, Documents]]) -> None:
        lengths = []
        for segment, documents in live:
            ends = segment.arrays.whole("card.ends").astype(np.intp)
            each = np.diff(ends, prepend=0).take(documents)
            text = segment.arrays.whole("card.text")
            begins = ends.take(documents) - each
            self._writer.append("card.text", text.take(spread(begins, each)))
            lengths.append(each)
        self._writer.append("card.ends", narrow(np.cumsum(np.concatenate(lengths))))


def _new_numbers(sources: Sequence[Source]) -> list[Numbers]:
    """Per source the numbers its documents get; those of dead ones mean nothing."""
    numbers = []
    before = 0
    for source in sources:
        own = np.cumsum(sets.flags(source.members, source.segment.size)) - 1 + before
        before += sets.number(source.members)
        numbers.append(own.astype(np.uint32))
    return numbers
