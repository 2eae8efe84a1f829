"""Asking the index for what was saved, with what its owner may read and speaks at this moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content import documents
from portal.content.models import Entry
from portal.core import changes
from portal.core.db import db
from portal.search import follower, queries
from portal.search.documents import Hit, Query
from portal.searches import closeness
from portal.searches.models import SavedSearch
from portal.searches.naming import query_of
from portal.searches.reader import readable

# Things of a search, the newest ones. Of one that finds more only what is published later is news.
MOST_KNOWN = 1_000
MOST_NEW = 100  # things that are looked at closely in one turn


@dataclass(frozen=True, slots=True)
class Seen:
    """What a search finds now that it had not found before, keys by things: `new` is worth
    telling, `known` is not; `is_all` where nothing was left for the next turn."""

    new: Mapping[str, str]
    known: Mapping[str, str]
    is_all: bool = True


def everything(person: Person, query: Query) -> dict[str, str] | None:
    """The things that a search finds now, with their keys; None while the index cannot say."""
    hits = _hits(person, _widest(query))
    return None if hits is None else {hit.thing: hit.key for hit in hits}


def unseen(person: Person, search: SavedSearch, before: Collection[str]) -> Seen | None:
    """What is found now beside the things found `before`; None while the index cannot say.

    New is what she may read by what the database says, did not write herself, and what has
    the words of the search rather than only some of them.
    """
    query = _widest(query_of(search, queries.languages_for(person, search.locale)))
    hits = _hits(person, query)
    if hits is None:
        return None
    fresh = [hit for hit in hits if hit.thing not in before]
    keys = {hit.key: hit.thing for hit in fresh[:MOST_NEW]}
    cards = {keys[key]: card for key, card in readable(person, list(keys)).items()}
    telling = closeness.close(person, query, cards)
    is_known = search.is_begun and len(hits) < MOST_KNOWN
    telling -= _no_news(person, telling, before=None if is_known else search.made_at)
    return Seen(
        new={thing: key for key, thing in keys.items() if thing in telling},
        known={thing: key for key, thing in keys.items() if thing in cards.keys() - telling},
        is_all=len(fresh) <= MOST_NEW or not cards,
    )


def _widest(query: Query) -> Query:
    return queries.widened(replace(query, sort="date", page=1, per_page=MOST_KNOWN))


def can_ask() -> bool:
    """Whether the index has all that the database holds."""
    return not follower.lag_behind(changes.latest())


def _hits(person: Person, query: Query) -> tuple[Hit, ...] | None:
    if not can_ask():
        return None
    page = queries.ask(person, query)
    return None if page.degraded else page.hits


def _no_news(person: Person, things: Collection[str], before: datetime | None) -> set[str]:
    """What she wrote herself, and what was published `before` a moment."""
    numbers = {number_of(thing): thing for thing in things if number_of(thing) is not None}
    old = Entry.author_id == person.id
    if before is not None:
        old |= Entry.published_at <= before
    chosen = sa.select(Entry.id).where(Entry.id.in_(list(numbers)), old)
    return {numbers[number] for number in db.session.scalars(chosen)}


def number_of(thing: str) -> int | None:
    """The number of the entry that a thing is, None for another thing."""
    what, _colon, number = thing.partition(":")
    return int(number) if what == documents.WHAT else None
