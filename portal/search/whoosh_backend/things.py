"""Which documents are versions and parts of one thing, across segments.

A segment names its things by hashes, sorted. Here each gets a number that is the same in
all segments of a snapshot, so that things can be counted in arrays.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.segment import Segment

Ranks = npt.NDArray[np.intp]


class Things:
    """`total` things; `of[n]` gives the numbers of those of segment n, by their rank in it."""

    def __init__(self, total: int, of: list[Ranks]) -> None:
        self.total = total
        self.of = of

    def numbers(self, place: int, segment: Segment, documents: Ranks) -> Ranks:
        return self.of[place].take(segment.thing_of.take(documents))


def numbered(segments: Sequence[Segment], cache: Cache) -> Things:
    """Number the things of all segments; what several have gets its number in the first."""
    total = 0
    of: list[Ranks] = []
    for place, segment in enumerate(segments):
        numbers = np.arange(total, total + len(segment.things))
        total += len(numbers)
        for earlier in reversed(range(place)):
            own, others = _shared(segment, segments[earlier], cache)
            numbers[own] = of[earlier][others]
        of.append(numbers)
    return Things(total, of)


def _shared(one: Segment, other: Segment, cache: Cache) -> Ranks:
    """The ranks, in each of two segments, of the things that both have."""
    key = ("things", one.name, other.name)
    known: Ranks | None = cache.get(key)
    return cache.keep(key, _find(one, other)) if known is None else known


def _find(one: Segment, other: Segment) -> Ranks:
    if len(one.things) > len(other.things):
        return _find(other, one)[::-1]
    at = other.things.searchsorted(one.things)
    at[at == len(other.things)] = 0
    own = np.flatnonzero(other.things.take(at) == one.things) if len(other.things) else at[:0]
    return np.stack((own, at[own]))
