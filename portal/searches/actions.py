"""Saving a search, changing, removing and bringing it back; noting what it has found."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.search.documents import Query
from portal.searches import naming, queries
from portal.searches.looking import Seen
from portal.searches.models import Alert, FoundThing, SavedSearch

MOST_SAVED = 50  # of one person
MOST_IN_LETTER = 200  # things that one letter stands for; it names the first ones
ASKED_EVERY = timedelta(days=1)  # where nothing changed, because of what she may read by then
PERIODS = {Alert.DAILY: timedelta(days=1), Alert.WEEKLY: timedelta(days=7)}
TRIED_AGAIN_AFTER = timedelta(minutes=5)
ALERT = "search_alert"


@action
def save(
    query: Query, locale: str, name: str, alert: Alert, known: Mapping[str, str] | None, by: Person
) -> SavedSearch:
    """Keep a search; the same one that was kept before, or removed lately, is that one.

    `known` are the keys of the things it finds now, which are no news; None where nobody can
    say, and then the worker finds out. Raises Refused where she has too many.
    """
    search = queries.saved_as(by, naming.digest(query, locale))
    if search is None or search.removed_at is not None:
        _insist_on_room(by)
    if search is None:
        search = _begun(query, locale, known, by)
    elif search.removed_at is not None:
        search.removed_at, search.due_at = None, now()
    search.by_date = query.sort == "date"
    _call(search, name, alert)
    return search


def _begun(
    query: Query, locale: str, known: Mapping[str, str] | None, person: Person
) -> SavedSearch:
    at = now()
    search = SavedSearch(
        person_id=person.id,
        digest=naming.digest(query, locale),
        name="",
        words=query.text,
        filters={name: sorted(codes) for name, codes in query.filters.items()},
        literal=query.literal,
        locale=locale,
        alert=Alert.NONE,
        made_at=at,
        looked_at=at,
        is_begun=known is not None,
    )
    db.session.add(search)
    db.session.flush()
    _note(search, known or {}, None)
    return search


def _insist_on_room(person: Person) -> None:
    if queries.number_saved(person) >= MOST_SAVED:
        raise Refused(
            _("You have saved %(most)s searches. Remove one to save another.", most=MOST_SAVED)
        )


def _call(search: SavedSearch, name: str, alert: Alert) -> None:
    search.name = name
    if search.alert is Alert.NONE and alert is not Alert.NONE:
        search.alert_since = now()  # what she could have seen before is not told now
    if search.alert is not alert:
        search.due_at = now()
    search.alert = alert


@action
def change(search: SavedSearch, name: str, alert: Alert) -> None:
    """Give it another name, or have other letters."""
    _call(search, name, alert)


@action
def remove(search: SavedSearch) -> None:
    """Take it from her list; for a day it can be brought back."""
    search.removed_at = now()


@action
def bring_back(search: SavedSearch, by: Person) -> None:
    """Undo `remove`. Raises Refused where she has too many by now."""
    if search.removed_at is not None:
        _insist_on_room(by)
        search.removed_at, search.due_at = None, now()


@action
def look(search: SavedSearch) -> None:
    """Note that she looks at it: what comes from now on is new."""
    search.looked_at = now()


@action
def postpone(search: SavedSearch) -> None:
    """Put it behind the others while it is asked: should that fail, they have their turn first."""
    search.due_at = now() + TRIED_AGAIN_AFTER


@action
def note_found(number: int, asked_at: datetime | None, due_at: datetime, seen: Seen) -> None:
    """Note what a saved search has found, and post the letter that is due.

    `asked_at` and `due_at` are of the search as it was when the index was asked: where
    somebody else asked meanwhile, that counts; where something changed, it is asked again.
    """
    search = _locked(number)
    if search is None or search.removed_at is not None or search.asked_at != asked_at:
        return
    at = now()
    _note(search, seen.new, at)
    _note(search, seen.known, None)
    search.asked_at = at
    if not seen.is_all:
        search.due_at = at
        return
    search.is_begun = True
    _post(search, at)
    if search.due_at == due_at:
        search.due_at = _next(search, at)


def _locked(number: int) -> SavedSearch | None:
    return db.session.scalar(
        sa.select(SavedSearch).where(SavedSearch.id == number).with_for_update()
    )


def _note(search: SavedSearch, keys: Mapping[str, str], at: datetime | None) -> None:
    row = {"search_id": search.id, "found_at": at}
    rows = [row | {"thing": thing, "key": key} for thing, key in keys.items()]
    if rows:
        db.session.execute(sa.insert(FoundThing), rows)


def _post(search: SavedSearch, at: datetime) -> None:
    """Post a letter about all that no letter told yet, if there is any and it is time."""
    if search.alert is Alert.NONE or _wait_until(search) > at:
        return
    untold = (
        sa.select(FoundThing.thing)
        .where(
            FoundThing.search_id == search.id,
            FoundThing.letter.is_(None),
            FoundThing.found_at >= search.alert_since,
        )
        .order_by(FoundThing.found_at.desc(), FoundThing.thing)
        .limit(MOST_IN_LETTER)
    )
    things = db.session.scalars(untold).all()
    if not things:
        return
    search.told, search.told_at = search.told + 1, at
    db.session.execute(
        sa.update(FoundThing)
        .where(FoundThing.search_id == search.id, FoundThing.thing.in_(things))
        .values(letter=search.told)
    )
    key = f"{ALERT}:{search.id}:{search.told}"
    outbox.post(ALERT, key=key, search=search.id, letter=search.told)


def _wait_until(search: SavedSearch) -> datetime:
    """Before this moment no letter leaves."""
    if search.told_at is None:
        return search.made_at
    return search.told_at + PERIODS[search.alert]


def _next(search: SavedSearch, at: datetime) -> datetime:
    """When to ask again by itself: once a day, or when the next letter may leave."""
    later = at + ASKED_EVERY
    if search.alert is Alert.NONE or search.told_at is None:
        return later
    wait_until = _wait_until(search)
    return min(later, wait_until) if wait_until > at else later
