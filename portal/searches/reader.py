"""What one reader may see of things, asked outside of any request: by the worker, in a letter."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import current_app

from config import Settings
from portal.accounts.models import Person
from portal.core.i18n import speaking
from portal.search import queries
from portal.search.sources import Card


@contextmanager
def at_her_place(locale: str) -> Iterator[None]:
    """Speak her language, and write addresses as she needs them."""
    settings: Settings = current_app.config["PORTAL"]
    with current_app.test_request_context(base_url=settings.base_url), speaking(locale):
        yield


def readable(person: Person, keys: Sequence[str]) -> dict[str, Card]:
    """The cards of those keys whose things the database lets her read at this moment."""
    with at_her_place(person.locale):
        return queries.cards(person, keys, person.locale)
