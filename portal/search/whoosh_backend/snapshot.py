"""The index as one commit left it: its segments, which of their documents live, averages.

Nothing in it changes once it is made, so all threads of a process share one.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC
from whoosh.util.numeric import byte_to_length

from portal.search.documents import LANGUAGE
from portal.search.port import Reached, Unavailable
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.labels import Labels
from portal.search.whoosh_backend.layout import Numbers
from portal.search.whoosh_backend.schema import COUNTED, SCHEMA, STAMP, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Bits
from portal.search.whoosh_backend.things import numbered

INDEX = "MAIN"  # the name Whoosh gives an index of its own in a folder
LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float64)
Norms = npt.NDArray[np.float64]

_MOST_STATISTICS = 64  # sets of languages
_MOST_COUNTS = 10_000  # words and sub-words per set of languages


class Live(NamedTuple):
    """A segment and those of its documents that no later commit has deleted."""

    segment: Segment
    members: Bits


class Statistics:
    """The documents over which a word is rare or common, per segment: `number` of them."""

    def __init__(self, segments: Sequence[Segment], members: Sequence[Bits]) -> None:
        self.number = sum(map(sets.number, members))
        self._parts = list(zip(segments, members, strict=True))
        self._known: dict[tuple[str, ...] | str, int] = {}

    def having(self, tokens: tuple[str, ...]) -> int:
        """How many have any of the tokens in title or body."""
        return self._remembered(
            tokens, lambda segment, counted: sets.number(segment.having(tokens) & counted)
        )

    def having_piece(self, piece: str) -> int:
        """How many have a sub-word."""
        return self._remembered(
            piece,
            lambda segment, counted: segment.postings(SUBWORDS, piece).common(counted),
        )

    def _remembered(
        self, what: tuple[str, ...] | str, count: Callable[[Segment, Bits], int]
    ) -> int:
        found = self._known.get(what)
        if found is None:
            if len(self._known) >= _MOST_COUNTS:
                self._known.clear()
            found = self._known[what] = sum(count(*part) for part in self._parts)
        return found


class _Tidy(FileStorage):
    """Closes what Whoosh leaves open when it stumbles over a damaged file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)
        self._opened: list[StructFile] = []

    def open_file(self, name: str, **options: Any) -> StructFile:
        self._opened.append(super().open_file(name, **options))
        return self._opened[-1]

    def close(self) -> None:
        for file in self._opened:
            if not file.is_closed:
                file.close()


def contents(folder: Path) -> TOC:
    """What the newest commit in a folder lists."""
    with closing(_Tidy(folder)) as storage:
        return TOC.read(storage, INDEX, schema=SCHEMA)


class Snapshot:
    def __init__(self, folder: Path, cache: Cache, old: "Snapshot | None" = None) -> None:
        """Open the newest commit in `folder`; take segments already open from `old`."""
        listed = contents(folder)
        opened = {live.segment.name: live.segment for live in old.segments} if old else {}
        self.folder = folder
        self.stored = listed.segments
        self.segments: list[Live] = []
        for stored in listed.segments:
            name = stored.segment_id()
            path = folder / f"{name}.seg"
            if not path.exists():
                raise FileNotFoundError(path)  # also where we still hold it open
            segment = opened.get(name) or Segment(path, cache)
            dead = sets.of(stored.deleted(), segment.size)
            self.segments.append(Live(segment, sets.full(segment.size) & ~dead))
        self.things = numbered([live.segment for live in self.segments], cache)
        self._norms: dict[tuple[str, float], Norms] = {}
        self._statistics: dict[frozenset[str], Statistics] = {}

    @cached_property
    def position(self) -> Reached:
        """How far this commit reaches. Raises Unavailable for an index of another version."""
        reached = None
        for segment, _living in self.segments:
            if segment.about["stamp"] != STAMP:
                raise Unavailable(f"the index is of version {segment.about['stamp']}, not {STAMP}")
            reached = Reached(*segment.about["reached"])
        if reached is None:
            raise Unavailable("the index does not say how far it reaches")
        return reached

    @cached_property
    def labels(self) -> Labels:
        return Labels([live.segment for live in self.segments])

    @cached_property
    def documents(self) -> int:
        return sum(sets.number(live.members) for live in self.segments)

    @cached_property
    def average_lengths(self) -> dict[str, float]:
        """The mean number of tokens per field over the documents that have any."""
        averages = {}
        for field in COUNTED:
            counts: Numbers = np.zeros(256, np.int64)
            for segment, members in self.segments:
                dead = segment.lengths[field][~sets.flags(members, segment.size)]
                counts += segment.length_counts[field] - np.bincount(dead, minlength=256)
            number = int(counts[1:].sum())
            averages[field] = float((counts * LENGTHS).sum()) / number if number else 1.0
        return averages

    def norms(self, field: str, b: float) -> Norms:
        """BM25's length norm 1 - b + b * length / average, by length code."""
        norms = self._norms.get((field, b))
        if norms is None:
            norms = 1 - b + b * LENGTHS / self.average_lengths[field]
            self._norms[field, b] = norms
        return norms

    def in_languages(self, locales: frozenset[str]) -> Statistics:
        """The live documents in the given locales; all where there are none."""
        known = self._statistics.get(locales)
        if known is None:
            if len(self._statistics) >= _MOST_STATISTICS:
                self._statistics.clear()
            known = self._statistics[locales] = self._in_languages(locales)
        return known

    def _in_languages(self, locales: frozenset[str]) -> Statistics:
        segments = [live.segment for live in self.segments]
        chosen = [
            segment.labelled(LANGUAGE, locales) & members for segment, members in self.segments
        ]
        if any(map(np.any, chosen)):
            return Statistics(segments, chosen)
        return Statistics(segments, [live.members for live in self.segments])
