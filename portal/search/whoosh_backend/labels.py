"""The codes of all facets of a snapshot, each with a number that is the same in all segments."""

from collections.abc import Sequence

import numpy as np

from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Documents


class Labels:
    """`names[n]` is facet and code of number n; `of[n]` the numbers of segment n's own rows."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        known: dict[str, int] = {}
        self.of: list[Documents] = [
            np.array([known.setdefault(label, len(known)) for label in segment.labels], np.intp)
            for segment in segments
        ]
        self.names = [(name, code) for name, _, code in (label.partition("=") for label in known)]
        self.of_facet: dict[str, Documents] = {
            facet: np.array([n for n, (name, _) in enumerate(self.names) if name == facet])
            for facet in {name for name, _code in self.names}
        }
