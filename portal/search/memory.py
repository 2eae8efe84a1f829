"""Who remembers what was searched: a package above registers how it recalls and hears."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.search.documents import Query
from portal.search.queries import Results


@dataclass(frozen=True, slots=True)
class Memory:
    """`recall(person)` gives the words of her last searches, the newest first; `hear(person,
    query, found)` is told of each search by its first page, and must not keep it waiting."""

    recall: Callable[[Any], Sequence[str]]
    hear: Callable[[Any, Query, Results], None]


_forgetful = Memory(recall=lambda _person: (), hear=lambda _person, _query, _found: None)
_memory = [_forgetful]


def register(memory: Memory) -> None:
    _memory[:] = [memory]


def memory() -> Memory:
    return _memory[0]
