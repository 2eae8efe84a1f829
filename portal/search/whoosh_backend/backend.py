"""The Whoosh index behind the port: readers in every process, one writer per folder."""

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import TypeVar

from portal.search.documents import Document, Page, Query
from portal.search.port import Health, Reached, Unavailable
from portal.search.whoosh_backend import seal, writing
from portal.search.whoosh_backend.answering import answer
from portal.search.whoosh_backend.folders import Folders
from portal.search.whoosh_backend.snapshot import Snapshot

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
_Look = tuple[Path, frozenset[tuple[str, int, int, int]]]
_ATTEMPTS = 3  # while we open, a commit may land or the folder may be swapped


class WhooshBackend:
    """Answers from the newest commit and writes the next.

    One snapshot serves all threads of a process, one at a time: Whoosh's files have one
    position each (two threads read each other's postings), a copy per thread costs the
    size of the index, and pure Python runs one thread at a time anyway.
    """

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._snapshot: Snapshot | None = None
        self._seen: _Look | None = None
        self._lock = Lock()

    def search(self, query: Query) -> Page:
        try:
            return self._ask(lambda snapshot: answer(snapshot, query))
        except Unavailable as error:
            log.warning("search answers without its index: %s", error)
            return Page(degraded=True)

    def position(self) -> Reached:
        return self._ask(lambda snapshot: snapshot.position)

    def replace(
        self, things: Collection[str], documents: Iterable[Document], upto: Reached
    ) -> None:
        with self._folders.writing():
            self.position()
            writing.write(self._folders.current(), things, documents, upto)

    def rebuild(self, documents: Iterable[Document], upto: Reached) -> None:
        with self._folders.writing(wait=True):
            for _step in self._build(documents, upto):
                pass

    def heal(
        self, documents: Iterable[Document], upto: Reached, is_sound: Callable[[Reached], bool]
    ) -> Iterator[None]:
        with self._folders.writing():
            if not self._answers(is_sound):
                yield from self._build(documents, upto)

    def _answers(self, is_sound: Callable[[Reached], bool]) -> bool:
        try:
            return is_sound(self.position())
        except Unavailable:
            return False

    def health(self) -> Health:
        try:
            return self._ask(_health)
        except Unavailable as error:
            return Health(position=None, flaw=str(error))

    def _build(self, documents: Iterable[Document], upto: Reached) -> Iterator[None]:
        folder = self._folders.new()
        try:
            yield from writing.build(folder, documents, upto)
        except BaseException:  # also where nobody wants the next step
            self._folders.drop(folder)
            raise
        self._folders.use(folder)

    def _ask(self, question: Callable[[Snapshot], Answer]) -> Answer:
        """Put a question to the newest snapshot. Raises Unavailable where there is none."""
        with self._lock:
            snapshot = self._newest()
            try:
                return question(snapshot)
            except Exception as error:
                # Damaged files make Whoosh stumble in a dozen ways. Only a broken seal
                # tells damage from a mistake of ours, which must come out.
                self._snapshot = self._seen = None
                if flaw := seal.flaw(snapshot.folder):
                    raise Unavailable(flaw) from error
                raise

    def _newest(self) -> Snapshot:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                look = _look(self._folders.current())
                if self._snapshot is None or look != self._seen:
                    self._snapshot = self._open(look[0])
                    self._seen = look
                return self._snapshot
            except Unavailable:
                self._snapshot = self._seen = None
                raise
            except Exception as error:
                if attempt == _ATTEMPTS:
                    self._snapshot = self._seen = None
                    raise Unavailable(f"the index cannot be opened: {error!r}") from error
        raise AssertionError("unreachable")

    def _open(self, folder: Path) -> Snapshot:
        if flaw := seal.flaw(folder):
            raise Unavailable(flaw)
        old = self._snapshot
        snapshot = Snapshot(folder, old.opened if old and old.folder == folder else None)
        _ = snapshot.position  # an index of another version is of no use
        return snapshot


def _look(folder: Path) -> _Look:
    """What the folder looks like from outside: changes with every commit and most damage."""
    with os.scandir(folder) as entries:
        files = [(e.name, e.stat()) for e in entries if e.name.endswith((".toc", ".seg", ".json"))]
    return folder, frozenset((n, s.st_size, s.st_mtime_ns, s.st_ino) for n, s in files)


def _health(snapshot: Snapshot) -> Health:
    size = sum(path.stat().st_size for path in snapshot.folder.iterdir())
    return Health(snapshot.position, snapshot.documents, size)
