"""The links at the foot of every page, remembered until anything in the portal changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_login import current_user

from portal.core.db import db
from portal.core.i18n import locale
from portal.organisations.policy import tokens
from portal.pages.queries import FooterPage, Stamp, in_footer, stamp

MOST_REMEMBERED = 1000  # readers' shares × languages

_remembered: dict[tuple[str, frozenset[str], str], tuple[Stamp, list[FooterPage]]] = {}


def pages(person: Any, code: str) -> list[FooterPage]:
    """The pages for the footer of `person`, titled in language `code`.

    Each process remembers them by what a reader holds, so that no reader gets another's.
    """
    key = (db.engine.url.render_as_string(), tokens(person), code)
    now = stamp()
    found = _remembered.get(key)
    if found is not None and found[0] == now:
        return found[1]
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    listed = in_footer(person, code)
    _remembered[key] = (now, listed)
    return listed


@dataclass(frozen=True, slots=True)
class Link:
    slug: str
    label: str
    url: str
    current: bool


class FooterMenu:
    """The links, asked of the database when a template first looks at them: not every one does."""

    @cached_property
    def links(self) -> list[Link]:
        made = []
        for page in pages(current_user, locale()):
            url = url_for("pages.show", slug=page.slug)
            made.append(Link(page.slug, page.title, url, url == request.path))
        return made

    def __iter__(self) -> Iterator[Link]:
        return iter(self.links)

    def __bool__(self) -> bool:
        return bool(self.links)

    def url_of(self, slug: str) -> str:
        """The address of the page with this slug; empty where it is not among the links."""
        return next((link.url for link in self if link.slug == slug), "")
