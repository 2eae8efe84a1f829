"""The links at the foot of every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flask import request, url_for
from flask_login import current_user

from portal.core.i18n import locale
from portal.pages.queries import in_footer


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
        for page in in_footer(current_user, locale()):
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
