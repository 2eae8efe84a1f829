"""Saved searches and their letters, and short ways to ask and send."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from portal.accounts.models import Person
from portal.content.models import Entry, Status
from portal.core.db import db
from portal.search import follower
from portal.search.documents import Query
from portal.searches import actions, looking
from portal.searches.models import Alert, FoundThing, SavedSearch
from tests import build
from tests.glossary.conftest import send

__all__ = ["send"]

WORDS = "market shade"


def caught_up() -> None:
    while follower.catch_up():
        pass
    db.session.rollback()


def ask(client: FlaskClient, address: str) -> str:
    """The page of a search, with all that is done once the answer has left."""
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200, answer.status
    return answer.text


def save(
    by: Person, words: str = WORDS, alert: Alert = Alert.WEEKLY, **filters: str
) -> SavedSearch:
    """Save a search as the page does; what is there now is no news."""
    query = Query(words, filters={name: frozenset({code}) for name, code in filters.items()})
    caught_up()
    return actions.save(query, "en", words or "All", alert, looking.everything(by, query), by)


def publish(author: Person, title: str = "Shade for the market", **given: Any) -> Entry:
    return build.case_study(author, status=Status.PUBLISHED, words={"title": title}, **given)


def found_by(search: SavedSearch) -> dict[str, bool]:
    """What the search has found: thing → whether it was news."""
    db.session.expire_all()
    chosen = sa.select(FoundThing).where(FoundThing.search_id == search.id)
    return {row.thing: row.found_at is not None for row in db.session.scalars(chosen)}


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


@pytest.fixture
def letters(app):
    """The letters about searches to somebody that have left so far, in their order."""

    def letters(person: Person) -> list[EmailMessage]:
        paths = sorted(app.config["PORTAL"].mail_folder.glob("*.eml"))
        read = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths)
        own = [each for each in read if person.email in each["To"]]
        return [each for each in own if "/searches/" in text_of(each)]

    return letters


@pytest.fixture
def cy_saved(cast) -> SimpleNamespace:
    """Cy, of another city of the region, has saved a search of two words with weekly letters."""
    return SimpleNamespace(cast=cast, search=save(cast.cy))


@pytest.fixture(autouse=True)
def no_rest(monkeypatch):
    """Searches are asked again at once: how long they rest has its own test."""
    monkeypatch.setattr("portal.searches.following.PAUSE_S", 0.0)
