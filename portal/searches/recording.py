"""What a search leaves behind: its words for the searcher, and for the network that it was vain.

All of it is written when the answer has left; a search waits for none of it.
"""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.afterwards import afterwards
from portal.core.db import Model, db, is_postgresql, now, today
from portal.core.i18n import locale
from portal.search.documents import Query
from portal.search.memory import Memory
from portal.search.queries import Results
from portal.searches import naming, queries
from portal.searches.models import (
    FruitlessDay,
    FruitlessSearch,
    RecentSearch,
    SavedSearch,
    SearchHabit,
)

KEPT = timedelta(days=30)  # so long it is known who searched in vain, to count them
MOST_FORGOTTEN = 500  # rows in one turn of the worker


def recall(person: Any) -> list[str]:
    """The words of her last searches, the newest first."""
    return queries.recent_of(person).words if person.is_authenticated else []


def hear(person: Any, query: Query, found: Results) -> None:
    """Note the words of a search for her, and that it found nothing if it did not.

    Words that she has searched last are noted already, so that paging, filtering and
    sorting write nothing.
    """
    number, folded, spoken = getattr(person, "id", None), naming.folded(query.text), locale()
    if not folded:
        return
    if number is not None and _is_worth_noting(person, folded):
        afterwards(lambda: remember(number, folded, query.text))
    is_vain = not found.page.total and not found.page.degraded
    if is_vain and not naming.is_personal(query.text):
        filters = naming.written_filters(query)
        afterwards(lambda: count_in_vain(number, folded, spoken, filters))


def _is_worth_noting(person: Person, folded: str) -> bool:
    recent = queries.recent_of(person)
    last = recent.searches[0].folded if recent.searches else None
    return recent.remembers and last != folded


MEMORY = Memory(recall=recall, hear=hear)


@action
def remember(person_id: int, folded: str, words: str) -> None:
    """Put these words at the head of her last searches, and let go of those that are too many."""
    written = {"words": words, "at": now()}
    db.session.execute(
        _insert(RecentSearch)
        .values(person_id=person_id, folded=folded, **written)
        .on_conflict_do_update(index_elements=["person_id", "folded"], set_=written)
    )
    own = RecentSearch.person_id == person_id
    newest = sa.select(RecentSearch.at).where(own).order_by(RecentSearch.at.desc())
    oldest_kept = newest.offset(queries.MOST_RECENT - 1).limit(1).scalar_subquery()
    db.session.execute(sa.delete(RecentSearch).where(own, RecentSearch.at < oldest_kept))


def _insert(model: type[Model]) -> Any:
    """An insertion that says what to do where the row is there already."""
    return (postgresql_insert if is_postgresql() else sqlite_insert)(model)


@action
def forget(person: Person, folded: str) -> None:
    """Forget one of her last searches."""
    db.session.execute(
        sa.delete(RecentSearch).where(
            RecentSearch.person_id == person.id, RecentSearch.folded == folded
        )
    )


@action
def forget_all(person: Person) -> None:
    db.session.execute(sa.delete(RecentSearch).where(RecentSearch.person_id == person.id))


@action
def keep_in_mind(person: Person, remembers: bool) -> None:
    """Remember her searches from now on, or no longer; what was remembered goes with it."""
    db.session.merge(SearchHabit(person_id=person.id, remembers=remembers))
    if not remembers:
        forget_all(person)


@action
def count_in_vain(person_id: int | None, words: str, spoken: str, filters: str) -> None:
    """Count a search without a result, once a day for the same words of the same person."""
    row = {"day": today(), "words": words, "locale": spoken, "filters": filters}
    same = [getattr(FruitlessSearch, name) == value for name, value in row.items()]
    same.append(FruitlessSearch.person_id.is_not_distinct_from(person_id))
    again = sa.update(FruitlessSearch).where(*same)
    counted: Any = db.session.execute(again.values(times=FruitlessSearch.times + 1))
    if not counted.rowcount:
        db.session.execute(sa.insert(FruitlessSearch), [row | {"person_id": person_id}])


def forget_persons() -> int:
    """Let only counts remain of the oldest day of searches in vain that is over `KEPT`.

    A duty of the worker: a day a turn; returns how many days are done.
    """
    oldest = db.session.scalar(sa.select(sa.func.min(FruitlessSearch.day)))
    if oldest is None or oldest >= today() - KEPT:
        return 0
    _fold(oldest)
    return 1


@action
def _fold(day: date) -> None:
    """Put the counts of a day in the place of its rows; another worker may have done so."""
    key = (FruitlessSearch.words, FruitlessSearch.locale, FruitlessSearch.filters)
    visitors = sa.func.sum(sa.case((FruitlessSearch.person_id.is_(None), 0), else_=1))
    counted = (
        sa.select(FruitlessSearch.day, *key, sa.func.sum(FruitlessSearch.times), visitors)
        .where(FruitlessSearch.day == day)
        .group_by(FruitlessSearch.day, *key)
    )
    names = ["day", "words", "locale", "filters", "times", "members"]
    inserted = _insert(FruitlessDay).from_select(names, counted)
    more = {"times": FruitlessDay.times + inserted.excluded.times}
    db.session.execute(inserted.on_conflict_do_update(index_elements=names[:4], set_=more))
    db.session.execute(sa.delete(FruitlessSearch).where(FruitlessSearch.day == day))


def forget_removed() -> int:
    """Take away for good what was removed and can come back no more; a duty of the worker."""
    over = SavedSearch.removed_at < now() - queries.BROUGHT_BACK_FOR
    numbers = db.session.scalars(sa.select(SavedSearch.id).where(over).limit(MOST_FORGOTTEN)).all()
    if numbers:
        _delete(numbers)
    return len(numbers)


@action
def _delete(numbers: Any) -> None:
    db.session.execute(sa.delete(SavedSearch).where(SavedSearch.id.in_(numbers)))
