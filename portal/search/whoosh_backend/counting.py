"""Filters and facet counts: what choosing a code would show, before it is chosen."""

from collections import Counter
from collections.abc import Mapping

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot

Filters = Mapping[str, frozenset[str]]
Counts = dict[str, dict[str, int]]


def narrow(snapshot: Snapshot, members: list[int], filters: Filters) -> list[int]:
    """Keep the documents that every filter lets through."""
    return [
        found & _let_through(live.segment, filters)
        for live, found in zip(snapshot.segments, members, strict=True)
    ]


def _let_through(segment: Segment, filters: Filters) -> int:
    kept = sets.full(segment.size)
    for name, codes in filters.items():
        having = segment.facets.get(name, {})
        chosen = 0
        for code in codes:
            chosen |= having.get(code, 0)
        kept &= chosen
    return kept


def facets(snapshot: Snapshot, members: list[int], filters: Filters, by_thing: bool) -> Counts:
    """Count per facet and code, each facet without its own filter."""
    counts: Counts = {}
    plain = _Counter(snapshot, narrow(snapshot, members, filters), by_thing)
    for name in {name for live in snapshot.segments for name in live.segment.facets}:
        if name in filters:
            others = {other: codes for other, codes in filters.items() if other != name}
            counter = _Counter(snapshot, narrow(snapshot, members, others), by_thing)
        else:
            counter = plain
        counts[name] = counter.count(name)
    return counts


class _Counter:
    """Counts documents or things per code.

    Things that matched in one version only, nearly all, are counted as sets; the rest one by one.
    """

    def __init__(self, snapshot: Snapshot, members: list[int], by_thing: bool) -> None:
        self.segments = [live.segment for live in snapshot.segments]
        self.single = members
        self.multiple = [0] * len(members)
        if by_thing:
            self._part()

    def _part(self) -> None:
        rows = [
            sets.listed(found, segment.size)
            for segment, found in zip(self.segments, self.single, strict=True)
        ]
        times = Counter(
            segment.things[document]
            for segment, row in zip(self.segments, rows, strict=True)
            for document in row
        )
        if len(times) == sum(map(len, rows)):
            return
        self.multiple = [
            sets.of((d for d in row if times[segment.things[d]] > 1), segment.size)
            for segment, row in zip(self.segments, rows, strict=True)
        ]
        self.single = [
            found & ~several for found, several in zip(self.single, self.multiple, strict=True)
        ]

    def count(self, name: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        several: dict[str, set[str]] = {}
        for segment, single, multiple in zip(
            self.segments, self.single, self.multiple, strict=True
        ):
            for code, having in segment.facets.get(name, {}).items():
                counts[code] += (single & having).bit_count()
                if both := multiple & having:
                    things = several.setdefault(code, set())
                    things.update(segment.things[d] for d in sets.listed(both, segment.size))
        for code, things in several.items():
            counts[code] += len(things)
        return {code: number for code, number in counts.items() if number}
