"""What goes into the search and what comes out: plain values that know no table and no engine."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# The two facets that every document has by itself.
KIND = "kind"
LANGUAGE = "language"

Sort = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language, as it is searched.

    `key` names this version ("entry:17:fr"), `thing` all versions and parts of one thing
    ("entry:17"), `group` texts that say the same (an imported family), else "".
    Who holds one of `tokens` may find it; without any nobody can.
    """

    key: str
    thing: str
    kind: str
    locale: str
    title: str
    summary: str = ""
    body: str = ""
    tokens: frozenset[str] = frozenset()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: dt.date | None = None
    group: str = ""


class Wording(NamedTuple):
    """A word or phrase in a language."""

    locale: str
    text: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept that `words` of a question name: a text may say it in another language.

    `scheme` and `code` are its name, `label` what it is called in `locale`, the language in
    which the words were read; `terms` what it is called elsewhere, per locale the best first.
    """

    scheme: str
    code: str
    words: str
    label: str
    locale: str
    terms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks.

    `tokens` are what the reader holds; without any nothing is found. `locales` are the
    languages in which the words are read, the reader's best first; `locale` keeps to one.
    Filters of one facet widen each other, filters of two facets narrow each other.
    An empty text browses, newest first. With `collapse` a thing counts and shows once,
    in the first of `locales` that matches. What texts in other languages say instead of the
    words are the `meanings`; a `literal` query gets none.
    """

    text: str = ""
    tokens: frozenset[str] = frozenset()
    locales: tuple[str, ...] = ("en",)
    locale: str | None = None
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 10
    collapse: bool = True
    meanings: tuple[Meaning, ...] = ()
    literal: bool = False

    @property
    def read_in(self) -> tuple[str, ...]:
        """The languages in which the words are read."""
        return (self.locale,) if self.locale else self.locales

    @property
    def narrowed(self) -> dict[str, frozenset[str]]:
        """All filters by the facet they narrow, kind and language among them."""
        chosen = {name: codes for name, codes in self.filters.items() if codes}
        if self.kinds:
            chosen[KIND] = self.kinds
        if self.locale:
            chosen[LANGUAGE] = frozenset({self.locale})
        return chosen


@dataclass(frozen=True, slots=True)
class Hit:
    """`through`: what the text says where it has not the words of the question themselves."""

    key: str
    thing: str
    kind: str
    locale: str
    score: float
    through: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results.

    `facets` counts, per facet and code, what choosing that code would show: the filter
    of the facet itself is left out. `terms` are the tokens to highlight, `foreign_terms`
    those of the meanings, per language of the text. `relaxed`: not every word had to be
    there. `degraded`: the index could not answer.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    foreign_terms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    relaxed: bool = False
    degraded: bool = False
