"""On which pages of the portal a sentence stands, told from its places in the code.

A view names the templates it renders, and these name the ones they include; so a template's
path leads to addresses. Where that says nothing, nothing is claimed.
"""

import ast
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from jinja2 import meta
from werkzeug.routing import Rule

EXTENSION = "places"
MANY = 12  # pages; more of them tell a translator nothing
Functions = Mapping[str, ast.FunctionDef]
_TEMPLATE = re.compile(r"portal/\w+/templates/(?P<name>[\w/.-]+?)(?::\d+)?$")
_MODULE = re.compile(r"portal/[\w/]+?\.py(?=$|:\d+$)")
_PART = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the shape of its address; `url` is empty where that needs a number or name."""

    shape: str
    url: str


@dataclass(frozen=True, slots=True)
class Where:
    """The pages of a sentence, if they are few, and whether it stands in a letter."""

    pages: tuple[Page, ...] = ()
    is_everywhere: bool = False
    is_letter: bool = False


class Places:
    """What the views and templates of one application say about each other."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def endpoints(self, references: Iterable[str]) -> set[str]:
        """The pages that may show what stands at these places."""
        found: set[str] = set()
        for reference in references:
            if template := _TEMPLATE.match(reference):
                found |= self._by_template[template["name"]]
            elif module := _MODULE.match(reference):
                found |= self._by_module[module[0]]
        return found

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        """The pages that can be opened, by endpoint."""
        rules = self.app.url_map.iter_rules()
        return {rule.endpoint: rule for rule in rules if "GET" in (rule.methods or ())}

    @cached_property
    def _by_module(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for endpoint, view in self._views():
            found[str(view.__module__).replace(".", "/") + ".py"].add(endpoint)
        return found

    @cached_property
    def _by_template(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        functions: dict[str, Functions] = {}
        for endpoint, view in self._views():
            module = str(view.__module__)
            if module not in functions:
                functions[module] = _functions(module)
            for name in self._with_parts(_named_in(view.__name__, functions[module])):
                found[name].add(endpoint)
        return found

    def _views(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        for endpoint in self._rules:
            view = inspect.unwrap(self.app.view_functions[endpoint])
            if str(view.__module__).startswith("portal.") and inspect.isfunction(view):
                yield endpoint, view

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

    def page(self, endpoint: str, locale: str) -> Page:
        rule = self._rules[endpoint]
        shape = _PART.sub("…", rule.rule.partition(":locale>")[2] or rule.rule)
        needed = rule.arguments - set(rule.defaults or ()) - {"locale"}
        return Page(shape, "" if needed else url_for(endpoint, locale=locale))


def where(references: Iterable[str], locale: str) -> Where:
    """Where a sentence with these places is read, as addresses in the language `locale`."""
    named = list(references)
    places: Places = current_app.extensions.setdefault(EXTENSION, Places(current_app))
    found = sorted(places.endpoints(named))
    is_letter = any("/mail/" in reference for reference in named)
    if len(found) > MANY:
        return Where(is_everywhere=True, is_letter=is_letter)
    pages = {places.page(endpoint, locale) for endpoint in found}
    # Those that can be opened at once stand first.
    return Where(
        tuple(sorted(pages, key=lambda page: (not page.url, page.shape))), is_letter=is_letter
    )


def _named_in(view: str, functions: Functions) -> set[str]:
    """The templates that a view names, itself or in functions of its module that it calls."""
    seen: set[str] = set()
    names: set[str] = set()
    waiting = [view]
    while waiting:
        function = waiting.pop()
        if function in functions and function not in seen:
            seen.add(function)
            for node in ast.walk(functions[function]):
                if isinstance(node, ast.Name):
                    waiting.append(node.id)
                elif isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                    names.add(str(node.value))
    return names


def _functions(module: str) -> Functions:
    path = Path(str(sys.modules[module].__file__))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
