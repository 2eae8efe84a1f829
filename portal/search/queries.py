"""Ask the search for a person: the index finds, the database says again what she may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from portal.analysis import language_of
from portal.organisations.policy import tokens
from portal.search import fields, sources
from portal.search.documents import Hit, Meaning, Page, Query
from portal.search.engine import engine
from portal.search.highlight import fragments, marked
from portal.search.meanings import meanings
from portal.search.sources import Card, thing

LINGUA_FRANCA = "en"  # people type it whatever they read


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, as this person may see it; title and fragments are safe HTML."""

    hit: Hit
    card: Card
    title: Markup
    fragments: list[Markup]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, and what the words were taken to mean on the way."""

    page: Page
    items: list[Result]
    meanings: tuple[Meaning, ...] = ()


def languages_for(person: Any, locale: str) -> tuple[str, ...]:
    """In which languages her words are read and versions preferred, best first."""
    own = person.languages if person.is_authenticated else ()
    return tuple(dict.fromkeys([locale, *own, LINGUA_FRANCA]))


def find(person: Any, query: Query, locale: str) -> Results:
    """Answer `query` with what `person` may read; her own tokens replace those of the query.

    Unless it is literal, its words are looked up in the glossary, and texts found that say
    them in another language.
    A hit whose thing the database does not show her is left out, so an index that lags
    shows too little, never too much. Without an index the titles are searched.
    """
    wide = widened(query)
    page = ask(person, wide)
    if page.degraded:
        return _by_titles(person, query, locale)
    known = cards(person, [hit.key for hit in page.hits], locale)
    items = [_result(hit, known[hit.key], page) for hit in page.hits if hit.key in known]
    shown = replace(page, total=page.total - len(page.hits) + len(items))
    return Results(shown, items, wide.meanings)


def widened(query: Query) -> Query:
    """The query with its fields as filters and, unless it is literal, with what its words
    mean in other languages."""
    query = fields.applied(query)
    return query if query.literal else replace(query, meanings=meanings(query))


def ask(person: Any, query: Query) -> Page:
    """What the index says to `person`, which may be older than the database.

    Show nothing of it without asking again: `cards` does.
    """
    return engine().search(replace(query, tokens=tokens(person)))


def cards(person: Any, keys: Sequence[str], locale: str) -> dict[str, Card]:
    """The cards of those keys whose things `person` may read now, named in `locale`."""
    found: dict[str, Card] = {}
    for source in sources.all_sources():
        own = [key for key in keys if key.partition(":")[0] == source.what]
        if own:
            found |= source.cards(person, own, locale)
    return found


def _result(hit: Hit, card: Card, page: Page) -> Result:
    terms = page.terms | page.foreign_terms.get(language_of(card.locale), frozenset())
    return Result(
        hit,
        card,
        title=marked(card.title, terms, card.locale),
        fragments=fragments(card.text, terms, card.locale),
    )


def _by_titles(person: Any, query: Query, locale: str) -> Results:
    """Search the titles in the database. One page only, without facets and filters."""
    keys = list(_titled(person, query, locale)) if query.text.strip() and query.page == 1 else []
    items = [
        _result(Hit(key, key.rpartition(":")[0], card.kind, card.locale, 0.0), card, Page())
        for key, card in cards(person, keys, locale).items()
    ]
    return Results(Page(total=len(items), degraded=True), items)


def _titled(person: Any, query: Query, locale: str) -> Iterator[str]:
    for source in sources.all_sources():
        for number in source.titles(person, query.text.strip(), query.per_page):
            yield f"{thing(source.what, number)}:{locale}"
