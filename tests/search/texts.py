"""Documents and questions for the tests of the search."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from portal.search.documents import Document, Page, Query
from portal.search.port import Reached, SearchBackend

ALL = frozenset({"members"})


def document(number: int, title: str = "", locale: str = "en", **given: Any) -> Document:
    usual: dict[str, Any] = {
        "key": f"entry:{number}:{locale}",
        "thing": f"entry:{number}",
        "kind": "case_study",
        "locale": locale,
        "title": title,
        "tokens": ALL,
        "date": date(2026, 1, 1 + number % 28),
    }
    return Document(**usual | given)


def ask(text: str = "", **given: Any) -> Query:
    usual: dict[str, Any] = {"text": text, "tokens": ALL, "locales": ("en",)}
    return Query(**usual | given)


def heal(
    engine: SearchBackend,
    texts: Iterable[Document],
    upto: Reached,
    is_sound: Callable[[Reached], bool] = lambda _reached: True,
) -> int:
    """Take all steps of a healing; return how many there were."""
    return sum(1 for _step in engine.heal(texts, upto, is_sound))


def keys(page: Page) -> list[str]:
    return [hit.key for hit in page.hits]


def things(page: Page) -> list[str]:
    return [hit.thing for hit in page.hits]
