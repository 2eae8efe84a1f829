"""The links of the menus, remembered until anything in the portal changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g, request, url_for
from flask_login import current_user

from portal.core.db import db
from portal.core.i18n import locale
from portal.organisations.policy import tokens
from portal.pages.models import Menu
from portal.pages.queries import MenuPage, Stamp, in_menus, stamp

MOST_REMEMBERED = 1000  # readers' shares × languages

Key = tuple[str, frozenset[str], str]
_remembered: dict[Key, tuple[Stamp, list[MenuPage]]] = {}


def pages(person: Any, code: str) -> list[MenuPage]:
    """The pages in the menus of `person`, titled in language `code`.

    Each process remembers them by what a reader holds, so that no reader gets another's; in
    one request the database is asked once whether they are still the same.
    """
    key = (db.engine.url.render_as_string(), tokens(person), code)
    asked: dict[Key, list[MenuPage]] = g.setdefault("pages_in_menus", {})
    if key not in asked:
        asked[key] = _pages(key, person)
    return asked[key]


def _pages(key: Key, person: Any) -> list[MenuPage]:
    now, found = stamp(), _remembered.get(key)
    if found is not None and found[0] == now:
        return found[1]
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    listed = in_menus(person, key[2])
    _remembered[key] = (now, listed)
    return listed


def has_about(person: Any) -> bool:
    """Whether there is anything for her behind “About”."""
    return bool(listed_in(Menu.ABOUT, pages(person, locale())))


def listed_in(menu: Menu, found: list[MenuPage]) -> list[MenuPage]:
    """Those that stand in this menu, in their order."""
    standing = [(page.positions[menu], page) for page in found if menu in page.positions]
    return [page for _position, page in sorted(standing, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class Link:
    slug: str
    label: str
    url: str
    current: bool


class PageMenu:
    """The links, asked of the database when a template first looks at them: not every one does."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu

    @cached_property
    def links(self) -> list[Link]:
        listed = listed_in(self.menu, pages(current_user, locale()))
        return [_link(page) for page in listed]

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def __bool__(self) -> bool:
        return bool(self.links)

    def url_of(self, slug: str) -> str:
        """The address of the page with this slug; empty where it is in none of the menus."""
        found = (page for page in pages(current_user, locale()) if page.slug == slug)
        return next((_link(page).url for page in found), "")


def _link(page: MenuPage) -> Link:
    url = url_for("pages.show", slug=page.slug)
    return Link(page.slug, page.title, url, url == request.path)
