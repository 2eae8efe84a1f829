"""Keeps the index equal to the database by following the change log.

The number reached is part of each commit of the index, so the two cannot disagree:
whoever kills the follower, deletes the index or starts two followers loses nothing.

An index that cannot be used is rebuilt on the way, a few documents a turn: the worker's
other duties, mail above all, must not wait for minutes. Until it is whole the turns bring
nothing else in; the changes made meanwhile follow later.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from flask import current_app

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
STEPS = 25  # of a rebuild, each a document, in a turn of the worker: about a tenth of a second
PAUSE_S = 0.05
_REBUILD = "search rebuild"  # the one under way, among the extensions of the application

Progress = Callable[[int], None]


def catch_up() -> int:
    """Bring one batch of changes into the index and return how many they were.

    Begins or goes on to rebuild an index that cannot be used; then some documents are the
    batch. Does nothing while another process writes.
    """
    if _REBUILD in current_app.extensions:
        return _go_on()
    index = engine()
    try:
        reached = index.position()
        if not _is_ours(reached):
            log.warning("the search index belongs to another database and is rebuilt")
            return _heal()
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
    if begun := current_app.extensions.pop(_REBUILD, None):
        begun.close()  # it would keep us from writing
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
    steps = engine().heal(_documents(numbers), upto, _is_ours)
    current_app.extensions[_REBUILD] = steps
    return _go_on()


def _go_on() -> int:
    """Take some steps of the rebuild under way; one that fails is begun anew next time."""
    steps = current_app.extensions.pop(_REBUILD)
    try:
        taken = sum(1 for _step in islice(steps, STEPS))
    except Busy:
        return 0
    if taken == STEPS:
        current_app.extensions[_REBUILD] = steps
    return taken + 1  # to find that it is whole was something too


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
            # All at once: between two steps of a rebuild the session of the database changes.
            yield from list(source.documents(chunk))
            progress(len(chunk))
