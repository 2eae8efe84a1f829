"""Keeps the index equal to the database by following the change log.

The number reached is part of each commit of the index, so the two cannot disagree:
whoever kills the follower, deletes the index or starts two followers loses nothing.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from portal.core import changes
from portal.core.changes import News
from portal.core.db import db
from portal.search import sources
from portal.search.documents import Document
from portal.search.engine import engine
from portal.search.port import Busy, Reached, Unavailable
from portal.search.sources import Source, thing

log = logging.getLogger(__name__)

BATCH = 500  # changes per commit
CHUNK = 50  # things whose documents are built at once
PAUSE_S = 0.05

Progress = Callable[[int], None]


def catch_up() -> int:
    """Bring one batch of changes into the index and return how many they were.

    Rebuilds an index that cannot be used. Does nothing while another process writes.
    """
    index = engine()
    try:
        reached = index.position()
        if not _is_ours(reached):
            log.warning("the search index belongs to another database and is rebuilt")
            return rebuild()
        batch = changes.after(reached.number, BATCH)
        if not batch:
            return 0
        numbers = _by_source((change.what, change.which) for change in batch)
        names = [thing(source.what, n) for source, found in numbers for n in found]
        index.replace(names, _documents(numbers), _reached(batch[-1]))
    except Busy:
        return 0
    except Unavailable as flaw:
        log.warning("the search index is rebuilt: %s", flaw)
        return _heal()
    return len(batch)


def rebuild(progress: Progress = lambda _number: None) -> int:
    """Build the whole index anew and return how many things are in it.

    `progress` is told of every thing that was read. Changes made meanwhile follow later.
    """
    upto = _latest()
    numbers = [(source, list(source.all_numbers())) for source in sources.all_sources()]
    engine().rebuild(_documents(numbers, progress), upto)
    return sum(len(found) for _source, found in numbers)


def size() -> int:
    """How many things a rebuild will read."""
    return sum(len(list(source.all_numbers())) for source in sources.all_sources())


def wait(timeout_s: float) -> float | None:
    """Wait until the index has all that the database holds now, helping where nobody writes.

    Returns the seconds it took, or None if it was not there in time.
    """
    began = time.monotonic()
    goal = changes.latest()
    while lag_behind(goal):
        if time.monotonic() - began > timeout_s:
            return None
        if not catch_up():
            time.sleep(PAUSE_S)
        db.session.rollback()  # the next look must see what others have committed
    return time.monotonic() - began


def lag_behind(goal: int) -> int:
    """How many numbers of the change log the index lacks; all of them where it is unusable."""
    try:
        reached = engine().position()
    except Unavailable:
        return goal + 1
    return max(goal - reached.number, 0) if _is_ours(reached) else goal + 1


def _heal() -> int:
    upto = _latest()
    numbers = [(source, list(source.all_numbers())) for source in sources.all_sources()]
    try:
        engine().heal(_documents(numbers), upto)
    except Busy:
        return 0
    return 1 + sum(len(found) for _source, found in numbers)


def _latest() -> Reached:
    newest = changes.after(changes.latest() - 1, 1)
    return _reached(newest[0]) if newest else Reached(0)


def _reached(change: News) -> Reached:
    return Reached(change.number, change.at.isoformat())


def _is_ours(reached: Reached) -> bool:
    """Whether this database wrote the change at which the index stands.

    Where that change is no longer kept nobody knows what was missed, so the answer is no:
    who shortens the log keeps what the followers have not passed, and the last change.
    """
    if reached.number == 0:
        return True
    there = changes.after(reached.number - 1, 1)
    return bool(there) and _reached(there[0]) == reached


def _by_source(changed: Iterable[tuple[str, int]]) -> list[tuple[Source, list[int]]]:
    """Group changed things by the source that knows them; the others are not searched."""
    numbers: dict[str, dict[int, None]] = {}
    for what, which in changed:
        numbers.setdefault(what, {})[which] = None
    return [
        (source, list(numbers[source.what]))
        for source in sources.all_sources()
        if source.what in numbers
    ]


def _documents(
    numbers: Collection[tuple[Source, list[int]]], progress: Progress = lambda _number: None
) -> Iterator[Document]:
    for source, found in numbers:
        left = iter(found)
        while chunk := list(islice(left, CHUNK)):
            yield from source.documents(chunk)
            progress(len(chunk))
