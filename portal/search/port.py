"""What the portal asks of a search engine. Whoosh answers now; another may later.

Analysis, grammar, plan and highlighting are ours and lie outside: an engine stores
tokens, finds and counts them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from portal.search.documents import Document, Page, Query


class Unavailable(Exception):
    """The index is missing, damaged or of another version; a rebuild heals it."""


class Busy(Exception):
    """Another process writes the index now."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an index has followed the change log.

    `mark` is something about the change `number` that no other database has under the
    same number: an index beside a restored or foreign database is recognised by it.
    """

    number: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How the index is. `position` is None and `flaw` says why where it cannot answer."""

    position: Reached | None
    documents: int = 0
    size_bytes: int = 0
    flaw: str = ""


class SearchBackend(Protocol):
    def search(self, query: Query) -> Page:
        """Answer a query; without a usable index with an empty page marked `degraded`."""

    def position(self) -> Reached:
        """How far the newest commit has followed the change log.

        Raises Unavailable where it must be rebuilt.
        """

    def replace(
        self, things: Collection[str], documents: Iterable[Document], upto: Reached
    ) -> None:
        """Put `documents` in the place of all versions and parts of `things`, in one commit
        that also holds `upto`.

        Raises Unavailable where the index must be rebuilt, Busy where another process writes.
        """

    def rebuild(self, documents: Iterable[Document], upto: Reached) -> None:
        """Build a new index beside the old one and swap them. Waits for another writer."""

    def heal(
        self, documents: Iterable[Document], upto: Reached, is_sound: Callable[[Reached], bool]
    ) -> Iterator[None]:
        """Rebuild in steps, one a document, so that other work can be done between them.

        Takes no step where the index answers and `is_sound` says yes to its position: another
        process may have healed it. Writes alone from the first step to the last, when the new
        index takes the place of the old; to stop before leaves the old one. Raises Busy at
        the first step where another process writes.
        """

    def health(self) -> Health: ...
