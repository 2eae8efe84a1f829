"""One change of the index, whole or not at all.

New documents are written into segments of their own and small segments laid together; then
a new contents file names the result. Whoever is killed before that has changed nothing, and
the next commit clears away what he left.
"""

from collections.abc import Collection, Iterator
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, clean_files

from portal.search.port import Reached
from portal.search.whoosh_backend import seal, sets
from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.codec import ArrayCodec, ArraySegment
from portal.search.whoosh_backend.gathering import Gatherer
from portal.search.whoosh_backend.joining import Source
from portal.search.whoosh_backend.merging import Merge
from portal.search.whoosh_backend.schema import SCHEMA, STAMP
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import INDEX, contents

_MOST_BYTES = 1 << 20  # of what is read again; a merge reads all of it once


class _Part(NamedTuple):
    """A segment of the index to be, and which of its documents live."""

    stored: ArraySegment
    segment: Segment
    members: sets.Bits


class Commit:
    """Within its block parts come in; at the end of the block they are the index."""

    def __init__(self, folder: Path, upto: Reached) -> None:
        self._folder = folder
        self._about = {"reached": [upto.number, upto.mark], "stamp": STAMP}
        self._parts: list[_Part] = []
        self._checksums: dict[str, int] = {}
        self._cache = Cache(_MOST_BYTES)

    def __enter__(self) -> "Commit":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        else:
            for name in self._checksums:
                (self._folder / name).unlink(missing_ok=True)

    @property
    def sizes(self) -> list[int]:
        """How many living documents each part has."""
        return [sets.number(part.members) for part in self._parts]

    def keep(self, stored: ArraySegment, segment: Segment, members: sets.Bits) -> None:
        """Take over what lives of a segment of the last commit."""
        if members.any():
            kept = copy(stored)
            kept.delete(sets.listed(sets.full(segment.size) & ~members))
            self._parts.append(_Part(kept, segment, members))

    def add(self, documents: Gatherer) -> None:
        stored = self._new()
        self._written(stored, documents.write(self._path(stored), self._about))

    def merge(self, places: Collection[int]) -> Iterator[None]:
        """Make one of the parts at these places, in steps."""
        parts = [self._parts[place] for place in places]
        stored = self._new()
        merge = Merge(self._path(stored), [Source(part.segment, part.members) for part in parts])
        yield from merge.steps()
        self._parts = [part for n, part in enumerate(self._parts) if n not in places]
        self._written(stored, merge.close(self._about))
        for part in parts:
            name = self._path(part.stored).name
            if self._checksums.pop(name, None) is not None:
                (self._folder / name).unlink()

    def _new(self) -> ArraySegment:
        return ArraySegment(ArrayCodec(), INDEX)

    def _path(self, stored: ArraySegment) -> Path:
        name: str = stored.make_filename(".seg")
        return self._folder / name

    def _written(self, stored: ArraySegment, checksum: int) -> None:
        """Take a new segment in, as the last: there readers look how far the index reaches."""
        path = self._path(stored)
        self._checksums[path.name] = checksum
        segment = Segment(path, self._cache)
        stored.set_doc_count(segment.size)
        self._parts.append(_Part(stored, segment, sets.full(segment.size)))

    def _finish(self) -> None:
        storage = FileStorage(str(self._folder), supports_mmap=False)
        stored = [part.stored for part in self._parts]
        generation = self._generation() + 1
        TOC(SCHEMA, stored, generation).write(storage, INDEX)
        clean_files(storage, INDEX, generation, stored)
        seal.write(self._folder, self._checksums)

    def _generation(self) -> int:
        try:
            generation: int = contents(self._folder).generation
        except EmptyIndexError:
            return 0
        return generation
