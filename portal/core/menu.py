"""The main navigation and the account menu: each package adds its own entries."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from portal.core.i18n import locale

Condition = Callable[[Any], bool]
Count = Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One way somewhere: shown when `shown` says so for the current person.

    One that `sends` is a button that changes something, such as signing out. `count` says how
    much waits there for the person; it is asked on every page.
    """

    position: int
    label: Any
    endpoint: str
    shown: Condition
    sends: bool = False
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool
    sends: bool
    count: int = 0


_menu: dict[str, Entry] = {}
_account_menu: dict[str, Entry] = {}
_homes: dict[str, str] = {}  # blueprint without an entry of its own → the one it stands under


def signed_in(person: Any) -> bool:
    return bool(person.is_authenticated)


def everybody(_person: Any) -> bool:
    return True


def add(
    position: int,
    label: Any,
    endpoint: str,
    shown: Condition = signed_in,
    count: Count | None = None,
) -> None:
    """Put an entry into the main navigation; lower positions come first."""
    _menu[endpoint] = Entry(position, label, endpoint, shown, count=count)


def add_to_account(
    position: int,
    label: Any,
    endpoint: str,
    shown: Condition = signed_in,
    sends: bool = False,
) -> None:
    _account_menu[endpoint] = Entry(position, label, endpoint, shown, sends)


def stand_under(home: str, blueprint: str) -> None:
    """Mark the entry of `home` as the current one on the pages of `blueprint` too."""
    _homes[blueprint] = home


def _links(entries: dict[str, Entry]) -> list[Link]:
    blueprint = (request.endpoint or "").partition(".")[0]
    here = _homes.get(blueprint, blueprint)
    return [
        Link(
            str(entry.label),
            _address(entry.endpoint, locale()),
            entry.endpoint.partition(".")[0] == here,
            entry.sends,
            entry.count(current_user) if entry.count else 0,
        )
        for entry in sorted(entries.values(), key=lambda each: each.position)
        if entry.shown(current_user)
    ]


@lru_cache(maxsize=1024)
def _address(endpoint: str, _locale: str) -> str:
    """The address of a page without parameters: the same for everybody in one language."""
    return url_for(endpoint)


def init_app(app: Flask) -> None:
    app.context_processor(
        lambda: {"menu": _links(_menu), "account_menu": _links(_account_menu)} if request else {}
    )
