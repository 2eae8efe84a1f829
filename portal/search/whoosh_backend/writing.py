"""Documents into the index: one commit per batch, with the number the index has then reached."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import numpy as np

from portal.search.documents import Document
from portal.search.port import Reached
from portal.search.whoosh_backend import dictionary, sets, tiers
from portal.search.whoosh_backend.commit import Commit
from portal.search.whoosh_backend.gathering import Gatherer
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot

MOST_TOKENS = 4_000_000  # gathered at once: about 150 MB while they are sorted
TOGETHER = 8  # portions of a build that become one before all become one


def write(
    snapshot: Snapshot, things: Collection[str], documents: Iterable[Document], upto: Reached
) -> None:
    """Commit `documents` in the place of all that `things` had, and `upto`."""
    with Commit(snapshot.folder, upto) as commit:
        for live, stored in zip(snapshot.segments, snapshot.stored, strict=True):
            commit.keep(stored, live.segment, live.members & ~_of(live.segment, things))
        for portion in _portions(documents):
            if portion:
                commit.add(portion)
        while together := tiers.chosen(commit.sizes):
            for _step in commit.merge(together):
                pass


def build(folder: Path, documents: Iterable[Document], upto: Reached) -> Iterator[None]:
    """Fill a new folder in steps, one a document and some to lay the portions together."""
    with Commit(folder, upto) as commit:
        portions = 0
        for portion in _portions(documents):
            if portion is None:
                yield
                continue
            commit.add(portion)
            portions += 1
            if portions % TOGETHER == 0:
                yield from commit.merge(range(len(commit.sizes))[-TOGETHER:])
        if len(commit.sizes) > 1:
            yield from commit.merge(range(len(commit.sizes)))


def _portions(documents: Iterable[Document]) -> Iterator[Gatherer | None]:
    """Give None after each document, and a portion when memory is full and at the end.

    There is a portion even of no documents: it says how far the index reaches.
    """
    portion = Gatherer()
    for document in documents:
        if portion.tokens >= MOST_TOKENS:
            yield portion
            portion = Gatherer()
        portion.add(document)
        yield None
    yield portion


def _of(segment: Segment, things: Collection[str]) -> sets.Bits:
    """The documents of the named things."""
    named = dictionary.hashes(thing.encode() for thing in things)
    return sets.packed(np.isin(segment.things, named).take(segment.thing_of))
