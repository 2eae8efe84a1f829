"""The index as one commit left it: its segments, which of their documents live, averages."""

import json
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC
from whoosh.util.numeric import byte_to_length

from portal.search.documents import LANGUAGE
from portal.search.port import Reached, Unavailable
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.schema import SCHEMA, SCORED, STAMP, SUBWORDS
from portal.search.whoosh_backend.segment import Segment

INDEX = "MAIN"  # the name Whoosh gives an index of its own in a folder
_LENGTHS = [byte_to_length(code) for code in range(256)]


class Live(NamedTuple):
    """A segment and the set of its documents that no later commit has deleted."""

    segment: Segment
    members: int


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


def _contents(folder: Path) -> TOC:
    with closing(_Tidy(folder)) as storage:
        return TOC.read(storage, INDEX, schema=SCHEMA)


class Snapshot:
    def __init__(self, folder: Path, opened: dict[str, Segment] | None = None) -> None:
        """Open the newest commit in `folder`; take segments already open from `opened`."""
        storage = FileStorage(str(folder), supports_mmap=False)
        contents = _contents(folder)
        self.folder = folder
        self.generation: int = contents.generation
        self.opened: dict[str, Segment] = {}
        self.segments: list[Live] = []
        for stored in contents.segments:
            name = stored.segment_id()
            if not storage.file_exists(f"{name}.seg"):
                raise FileNotFoundError(f"{name}.seg")  # also where we still hold it open
            segment = (opened or {}).get(name) or Segment(storage, stored)
            self.opened[name] = segment
            gone = sets.of(stored.deleted_docs(), segment.size)
            self.segments.append(Live(segment, sets.full(segment.size) & ~gone))

    @cached_property
    def position(self) -> Reached:
        """How far this commit reaches. Raises Unavailable for an index of another version."""
        for segment, living in self.segments:
            for document in sets.listed(segment.having("state", "state") & living, segment.size):
                state = json.loads(segment.card(document)["state"])
                if state["stamp"] != STAMP:
                    raise Unavailable(f"the index is of version {state['stamp']}, not {STAMP}")
                return Reached(state["number"], state["mark"])
        raise Unavailable("the index does not say how far it reaches")

    @cached_property
    def documents(self) -> int:
        return sum(live.members.bit_count() for live in self.segments) - 1  # the state's own

    @cached_property
    def average_lengths(self) -> dict[str, float]:
        """The mean number of tokens per field over the documents that have any."""
        averages = {}
        for field in (*SCORED, SUBWORDS):
            total = number = 0
            for live in self.segments:
                codes = live.segment.lengths[field]
                counts = [codes.count(code) for code in range(256)]
                total += sum(_LENGTHS[code] * count for code, count in enumerate(counts))
                number += live.segment.size - counts[0]
            averages[field] = total / number if number else 1.0
        return averages

    def norms(self, field: str, b: float) -> list[float]:
        """BM25's length norm 1 - b + b * length / average, by length code."""
        average = self.average_lengths[field] or 1.0
        return [1 - b + b * length / average for length in _LENGTHS]

    def in_languages(self, locales: frozenset[str]) -> list[int]:
        """Per segment, the live documents in the given locales; all where there are none."""
        chosen = []
        for live in self.segments:
            members = 0
            for locale, found in live.segment.facets.get(LANGUAGE, {}).items():
                if locale in locales:
                    members |= found
            chosen.append(members & live.members)
        return chosen if any(chosen) else [live.members for live in self.segments]
