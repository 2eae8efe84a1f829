"""Where the results page has room for what packages above add to it (`portal.core.sections`)."""

from dataclasses import dataclass

from portal.search.documents import Query
from portal.search.queries import Results


@dataclass(frozen=True, slots=True)
class Beginning:
    """Under the box, before anything was asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Beside the number of results: what may be done with this search."""

    query: Query
    found: Results


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """After the results, where they are none or have only some of the words: ways on."""

    query: Query
    found: Results
