"""Documents of a snapshot, chosen: which they are, and which of them are one thing."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.sets import Bits, Documents, Flags
from portal.search.whoosh_backend.snapshot import Snapshot

Filters = Mapping[str, frozenset[str]]


class Selection:
    def __init__(self, snapshot: Snapshot, bits: Sequence[Bits]) -> None:
        """Choose the documents that are in `bits`, a set per segment."""
        self.snapshot = snapshot
        self.bits = bits

    def narrowed(self, filters: Filters) -> "Selection":
        """Keep the documents that every filter lets through."""
        kept = list(self.bits)
        for name, codes in filters.items():
            for place, live in enumerate(self.snapshot.segments):
                kept[place] = kept[place] & live.segment.labelled(name, codes)
        return Selection(self.snapshot, kept)

    @cached_property
    def documents(self) -> list[Documents]:
        """The documents per segment, rising."""
        return list(map(sets.listed, self.bits))

    def at(self, which: int) -> tuple[int, int]:
        """The segment and the document that come at this place of all."""
        for place, documents in enumerate(self.documents):
            if which < len(documents):
                return place, int(documents[which])
            which -= len(documents)
        raise IndexError(which)

    @cached_property
    def things(self) -> Documents:
        """The number of the thing of each document."""
        numbers = [
            self.snapshot.things.numbers(place, live.segment, self.documents[place])
            for place, live in enumerate(self.snapshot.segments)
        ]
        return np.concatenate(numbers)

    @cached_property
    def several(self) -> Flags | None:
        """Which documents have company of their thing; None where none has, as nearly always."""
        ordered = np.sort(self.things)
        double = ordered[1:][ordered[1:] == ordered[:-1]]
        return np.isin(self.things, double) if len(double) else None

    def parts(self, flags: Flags) -> list[Documents]:
        """The flagged documents, per segment."""
        ends = np.cumsum(list(map(len, self.documents)))[:-1]
        flagged = np.split(flags, ends)
        return [own[kept] for own, kept in zip(self.documents, flagged, strict=True)]
