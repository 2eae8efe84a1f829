"""What the worker does for saved searches: wakes them when something has changed, asks them.

All that is found is noted in one transaction with the letter about it, so that a worker that
dies at any moment neither forgets nor repeats anything.
"""

from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa

from portal.accounts.models import Person, PersonState
from portal.content import documents
from portal.content.models import Entry, Status
from portal.core import changes
from portal.core.actions import action
from portal.core.changes import News
from portal.core.db import db, now
from portal.search import sources
from portal.searches import actions, looking, queries
from portal.searches.models import SavedSearch

FOLLOWER = "saved searches"
BATCH = 500  # changes in one turn
# Each search is asked again so much later for every search there is that asking all of them,
# at about 30 ms each, takes a tenth of the worker's time however much changes.
PAUSE_S = 0.3


@action
def wake() -> int:
    """Have all searches asked soon if something that is searched has changed."""
    news = changes.after(changes.position(FOLLOWER), BATCH)
    if not news:
        return 0
    if _brings_something(news):
        _wake_all()
    changes.reached(FOLLOWER, news[-1].number)
    return len(news)


def _brings_something(news: Iterable[News]) -> bool:
    """Whether a thing changed that readers can find; drafts change often, and nobody finds them."""
    searched = [change for change in news if sources.source_of(change.what)]
    if any(change.what != documents.WHAT for change in searched):
        return True
    is_out = Entry.published_id.is_not(None) & (Entry.status != Status.RETIRED)
    numbers = {change.which for change in searched}
    found = sa.select(Entry.id).where(Entry.id.in_(numbers), is_out).limit(1)
    return bool(numbers) and db.session.scalar(found) is not None


def _wake_all() -> None:
    living = SavedSearch.removed_at.is_(None)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(SavedSearch).where(living))
    at, pause = now(), timedelta(seconds=PAUSE_S * (count or 0))
    rested = sa.or_(SavedSearch.asked_at.is_(None), SavedSearch.asked_at <= at - pause)
    for which, due_at in ((rested, at), (sa.not_(rested), at + pause)):
        db.session.execute(
            sa.update(SavedSearch)
            .where(living, which, SavedSearch.due_at > due_at)
            .values(due_at=due_at)
        )


def ask_one() -> int:
    """Ask the search that has been due longest, note what is new, post the letter about it.

    While the index cannot answer, or lags behind the database, all of them wait.
    """
    search = _due()
    if search is None or not looking.can_ask():
        return 0
    actions.postpone(search)
    seen = looking.unseen(search.person, search, queries.known_things(search))
    if seen is None:
        return 0
    actions.note_found(search.id, search.asked_at, search.due_at, seen)
    return 1


def _due() -> SavedSearch | None:
    """The next search of somebody who may still sign in."""
    return db.session.scalar(
        sa.select(SavedSearch)
        .join(Person, Person.id == SavedSearch.person_id)
        .where(
            SavedSearch.removed_at.is_(None),
            SavedSearch.due_at <= now(),
            Person.state == PersonState.ACTIVE,
        )
        .order_by(SavedSearch.due_at, SavedSearch.id)
        .limit(1)
    )
