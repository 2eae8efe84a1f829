"""On which pages of the portal a sentence stands, told from its places in the code.

A view names the templates it renders, and these name the ones they include; so a template's
path leads to addresses. A module leads to the views that use it, which is a guess and said
to be one. Where neither tells anything, nothing is claimed.
"""

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, current_app, url_for
from jinja2 import meta
from werkzeug.routing import Rule

from portal.translators.reach import OURS, Reached, Sources

EXTENSION = "places"
MANY = 12  # pages; more of them tell a translator nothing
_TEMPLATE = re.compile(r"portal/\w+/templates/(?P<name>[\w/.-]+?)(?::\d+)?$")
_MODULE = re.compile(r"(?P<name>portal/[\w/]+?)\.py(?=$|:\d+$)")
_PART = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the shape of its address; `url` is empty where that needs a number or name."""

    shape: str
    url: str


@dataclass(frozen=True, slots=True)
class Where:
    """The pages of a sentence, if they are few, and whether it stands in a letter.

    `is_certain` says that the sentence stands in a template of these pages.
    """

    pages: tuple[Page, ...] = ()
    is_certain: bool = True
    is_everywhere: bool = False
    is_letter: bool = False


class Places:
    """What the views and templates of one application say about each other."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def of_templates(self, references: Iterable[str]) -> set[str]:
        """The endpoints whose templates these places are, or are parts of."""
        names = (found["name"] for each in references if (found := _TEMPLATE.match(each)))
        endpoints = {endpoint for name in names for endpoint in self._by_template.get(name, ())}
        # A page that is shown again where a form was refused is known by its own address.
        return {endpoint for endpoint in endpoints if self._is_read(endpoint)} or endpoints

    def _is_read(self, endpoint: str) -> bool:
        return "GET" in (self._rules[endpoint].methods or ())

    def of_modules(self, references: Iterable[str]) -> set[str]:
        """The endpoints that use these modules."""
        names = (found["name"] for each in references if (found := _MODULE.match(each)))
        dotted = (name.replace("/", ".") for name in names)
        return {endpoint for name in dotted for endpoint in self._by_module.get(name, ())}

    def page(self, endpoint: str, locale: str) -> Page:
        rule = self._rules[endpoint]
        shape = _PART.sub("…", rule.rule.partition(":locale>")[2] or rule.rule)
        needed = rule.arguments - set(rule.defaults or ()) - {"locale"}
        opens = not needed and "GET" in (rule.methods or ())
        return Page(shape, url_for(endpoint, locale=locale) if opens else "")

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.endpoint: rule for rule in self.app.url_map.iter_rules()}

    @cached_property
    def _reached(self) -> dict[str, Reached]:
        sources = Sources()
        return {endpoint: sources.reached(view) for endpoint, view in self._views()}

    def _views(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        for endpoint in self._rules:
            view = inspect.unwrap(self.app.view_functions[endpoint])
            if str(view.__module__).startswith(OURS) and inspect.isfunction(view):
                yield endpoint, view

    @cached_property
    def _by_module(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for endpoint, reached in self._reached.items():
            for name in reached.modules:
                found[name].add(endpoint)
        return found

    @cached_property
    def _by_template(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for endpoint, reached in self._reached.items():
            for name in self._with_parts(reached.templates):
                found[name].add(endpoint)
        return found

    def _with_parts(self, names: Iterable[str]) -> set[str]:
        """Templates, and all that these include, import or extend."""
        seen: set[str] = set()
        waiting = [name for name in names if name in self._parts]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self._parts.get(name, ()))
        return seen

    @cached_property
    def _parts(self) -> dict[str, set[str]]:
        environment = self.app.jinja_env
        parts = {}
        for name in environment.list_templates(extensions=["html"]):
            source, _path, _is_current = environment.loader.get_source(environment, name)  # type: ignore[union-attr]  # Flask always has one
            named = meta.find_referenced_templates(environment.parse(source))
            parts[name] = {part for part in named if part}
        return parts


def where(references: Iterable[str], locale: str) -> Where:
    """Where a sentence with these places is read, as addresses in the language `locale`."""
    named = list(references)
    places: Places = current_app.extensions.setdefault(EXTENSION, Places(current_app))
    is_letter = any("/mail/" in reference for reference in named)
    certain = places.of_templates(named)
    found = certain or places.of_modules(named)
    if len(found) > MANY:
        return Where(is_certain=bool(certain), is_everywhere=True, is_letter=is_letter)
    pages = {places.page(endpoint, locale) for endpoint in found}
    # Those that can be opened at once stand first.
    shown = sorted(pages, key=lambda page: (not page.url, page.shape))
    return Where(tuple(shown), is_certain=bool(certain), is_letter=is_letter)
