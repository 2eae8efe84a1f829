"""The Whoosh index behind the port: readers in every process, one writer per folder."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from portal.search.documents import Document, Page, Query
from portal.search.port import Health, Reached, Unavailable
from portal.search.whoosh_backend import seal, writing
from portal.search.whoosh_backend.answering import answer
from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.folders import Folders
from portal.search.whoosh_backend.snapshot import Snapshot

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
MOST_BYTES = 24 << 20  # of posting lists and sets of documents that a process keeps
_ATTEMPTS = 3  # while we open, a commit may land or the folder may be swapped


_Stat = tuple[int, int, int]


class _Seen(NamedTuple):
    """A snapshot, and what its files looked like: that changes with every commit.

    A commit deletes the contents file before it, a rebuild moves the pointer.
    """

    files: Mapping[Path, _Stat]
    snapshot: Snapshot

    def is_new(self) -> bool:
        try:
            return all(_stat(path) == stat for path, stat in self.files.items())
        except OSError:
            return False


class WhooshBackend:
    """Answers from the newest commit and writes the next.

    One snapshot serves all threads of a process at once. Who finds a new commit opens it;
    the others go on with the old one meanwhile.
    """

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._cache = Cache(MOST_BYTES)
        self._seen: _Seen | None = None
        self._opening = Lock()

    def search(self, query: Query) -> Page:
        try:
            return self._ask(lambda snapshot: answer(snapshot, query), patient=False)
        except Unavailable as error:
            log.warning("search answers without its index: %s", error)
            return Page(degraded=True)

    def position(self) -> Reached:
        return self._ask(lambda snapshot: snapshot.position)

    def replace(
        self, things: Collection[str], documents: Iterable[Document], upto: Reached
    ) -> None:
        with self._folders.writing():
            self._ask(lambda snapshot: writing.write(snapshot, things, documents, upto))

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

    def _ask(self, question: Callable[[Snapshot], Answer], *, patient: bool = True) -> Answer:
        """Put a question to the newest snapshot. Raises Unavailable where there is none.

        Who is not `patient` gets the one before while another thread opens the newest.
        """
        snapshot = self._newest(patient)
        try:
            return question(snapshot)
        except Unavailable:
            raise
        except Exception as error:
            # Damaged files make us stumble in a dozen ways. Only a broken seal tells damage
            # from a mistake of ours, which must come out.
            self._seen = None
            if flaw := seal.flaw(snapshot.folder):
                raise Unavailable(flaw) from error
            raise

    def _newest(self, patient: bool) -> Snapshot:
        seen = self._seen
        if seen and seen.is_new():
            return seen.snapshot
        if seen and not self._opening.acquire(blocking=patient):
            return seen.snapshot
        if not seen:
            self._opening.acquire()
        try:
            return self._opened()
        finally:
            self._opening.release()

    def _opened(self) -> Snapshot:
        """Open the newest commit, if another thread has not just done so."""
        seen, self._seen = self._seen, None
        if not seen or not seen.is_new():
            seen = self._open(seen.snapshot if seen else None)
        self._seen = seen
        return seen.snapshot

    def _open(self, old: Snapshot | None) -> _Seen:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                folder = self._folders.current()
                files = _look(self._folders.pointer, folder)
                if flaw := seal.flaw(folder):
                    raise Unavailable(flaw)
                kept = old if old and old.folder == folder else None
                snapshot = Snapshot(folder, self._cache, kept)
                _ = snapshot.position  # an index of another version is of no use
                return _Seen(files, snapshot)
            except Unavailable:
                raise
            except Exception as error:
                if attempt == _ATTEMPTS:
                    raise Unavailable(f"the index cannot be opened: {error!r}") from error
        raise AssertionError("unreachable")


def _look(pointer: Path, folder: Path) -> dict[Path, _Stat]:
    own = [path for path in folder.iterdir() if path.suffix in (".toc", ".seg", ".json")]
    return {path: _stat(path) for path in [pointer, *own]}


def _stat(path: Path) -> _Stat:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _health(snapshot: Snapshot) -> Health:
    size = sum(path.stat().st_size for path in snapshot.folder.iterdir())
    return Health(snapshot.position, snapshot.documents, size)
