"""Documents and questions for the tests of the search."""

from datetime import date
from typing import Any

from portal.search.documents import Document, Page, Query

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


def keys(page: Page) -> list[str]:
    return [hit.key for hit in page.hits]


def things(page: Page) -> list[str]:
    return [hit.thing for hit in page.hits]
