"""Who brings things into the search: each kind of thing registers how it is found and shown."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.search.documents import Document


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows of a thing, in one language, for one reader.

    `text` is the plain text in which the fragments are found, `locale` the language of
    title and text, `place` who it is from ("Banza · Angola").
    """

    key: str
    kind: str
    title: str
    url: str
    locale: str
    text: str = ""
    place: str = ""
    date: dt.date | None = None
    group: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One table of things, named like their changes in the change log.

    `documents` gives the documents of many things at once, in all languages and parts;
    a thing nobody may find gives none. `cards` gives the cards of those keys whose
    things `person` may read now: the read rule is asked here, whatever the index says.
    `titles` finds the numbers of things by a simple look at their titles, for when there
    is no index; a key "entry:17:fr" made of such a number may name a language the thing
    does not have, and its card is then in the best there is.
    """

    what: str
    documents: Callable[[Collection[int]], Iterable[Document]]
    all_numbers: Callable[[], Iterable[int]]
    cards: Callable[[Any, Sequence[str], str], Mapping[str, Card]]
    titles: Callable[[Any, str, int], Sequence[int]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.what] = source


def source_of(what: str) -> Source | None:
    return _sources.get(what)


def all_sources() -> list[Source]:
    return list(_sources.values())


def thing(what: str, number: int) -> str:
    """How documents and index name a thing."""
    return f"{what}:{number}"
