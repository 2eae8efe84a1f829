"""Reading what is kept: saved searches with what is new in them, and the last words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import g, has_request_context

from portal.accounts.models import Person
from portal.core.db import db, now
from portal.searches.models import FoundThing, RecentSearch, SavedSearch, SearchHabit

MOST_RECENT = 20
BROUGHT_BACK_FOR = timedelta(days=1)  # so long a search that was removed can come back


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved search, and how many things are new since its owner last looked."""

    search: SavedSearch
    new: int


@dataclass(frozen=True, slots=True)
class Recent:
    """Whether somebody's searches are remembered, and the last ones, newest first."""

    remembers: bool
    searches: Sequence[RecentSearch] = ()

    @property
    def words(self) -> list[str]:
        return [each.words for each in self.searches]


def saved_by(person: Any) -> list[Listed]:
    """Her searches, those with something new first, then by name."""
    news = (
        sa.select(sa.func.count())
        .where(FoundThing.search_id == SavedSearch.id, FoundThing.found_at > SavedSearch.looked_at)
        .correlate(SavedSearch)
        .scalar_subquery()
    )
    chosen = sa.select(SavedSearch, news).where(*_kept(person))
    found = [Listed(search, count) for search, count in db.session.execute(chosen)]
    return sorted(found, key=lambda each: (not each.new, each.search.name.casefold()))


def _kept(person: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return SavedSearch.person_id == person.id, SavedSearch.removed_at.is_(None)


def removed_lately(person: Any) -> list[SavedSearch]:
    """What she has removed and may bring back, the last one first."""
    chosen = sa.select(SavedSearch).where(
        SavedSearch.person_id == person.id, SavedSearch.removed_at > now() - BROUGHT_BACK_FOR
    )
    return list(db.session.scalars(chosen.order_by(SavedSearch.removed_at.desc())))


def number_saved(person: Any) -> int:
    counted = sa.select(sa.func.count()).select_from(SavedSearch).where(*_kept(person))
    return db.session.scalar(counted) or 0


def saved_as(person: Any, digest: str) -> SavedSearch | None:
    """The search of hers that asks the same, also one that she has removed."""
    return db.session.scalar(
        sa.select(SavedSearch).where(
            SavedSearch.person_id == person.id, SavedSearch.digest == digest
        )
    )


def recent_of(person: Any) -> Recent:
    """What is remembered of her searches, asked once in a request."""
    if has_request_context() and "recent_searches" in g:
        known: Recent = g.recent_searches
        return known
    rows = db.session.execute(_recent(), {"person": person.id}).all()
    remembers = all(remembered is not False for _recent_search, remembered in rows)
    found = Recent(remembers, [each for each, _remembered in rows if each] if remembers else ())
    if has_request_context():
        g.recent_searches = found
    return found


@cache
def _recent() -> sa.Select[RecentSearch, bool]:
    """Built once, because every search asks it: her habit beside her last searches."""
    person = sa.bindparam("person", type_=sa.Integer)
    return (
        sa.select(RecentSearch, SearchHabit.remembers)
        .select_from(Person)
        .outerjoin(RecentSearch, RecentSearch.person_id == Person.id)
        .outerjoin(SearchHabit, SearchHabit.person_id == Person.id)
        .where(Person.id == person)
        .order_by(RecentSearch.at.desc())
        .limit(MOST_RECENT)
    )


def known_things(search: SavedSearch) -> set[str]:
    """All that the search has found so far."""
    return set(
        db.session.scalars(sa.select(FoundThing.thing).where(FoundThing.search_id == search.id))
    )
