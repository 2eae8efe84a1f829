"""Which modules and templates a view reaches, read from the source of the functions it calls."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

OURS = "portal."
GROUND = "portal.core."  # reached from everywhere, which tells nothing

_Place = tuple[str, str]
"""A module and a name in it."""


@dataclass
class Reached:
    """What a view uses: modules by name, templates by theirs."""

    modules: set[str] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)


class Source:
    """The functions of one module, and what the names in them stand for."""

    def __init__(self, name: str) -> None:
        self.module: ModuleType = sys.modules[name]

    @cached_property
    def functions(self) -> Mapping[str, ast.FunctionDef]:
        tree = ast.parse(Path(str(self.module.__file__)).read_text(encoding="utf-8"))
        return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def used(self, function: ast.FunctionDef) -> Iterator[_Place]:
        """The functions and classes of ours that are named in it."""
        for node in ast.walk(function):
            found = self._meant(node)
            if inspect.isfunction(found) or inspect.isclass(found):
                plain = inspect.unwrap(found)
                if plain.__module__.startswith(OURS) and not plain.__module__.startswith(GROUND):
                    yield plain.__module__, plain.__name__

    def _meant(self, node: ast.AST) -> Any:
        match node:
            case ast.Name(id=name):
                return getattr(self.module, name, None)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                module = getattr(self.module, owner, None)
                return getattr(module, name, None) if isinstance(module, ModuleType) else None
        return None


class Sources:
    """All modules, each read when the first view reaches it."""

    def __init__(self) -> None:
        self.known: dict[str, Source] = {}

    def reached(self, view: Callable[..., Any]) -> Reached:
        """Follow the calls of a view through our packages."""
        found = Reached()
        seen: set[_Place] = set()
        waiting = [(view.__module__, view.__name__)]
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            found.modules.add(place[0])
            source = self.known.setdefault(place[0], Source(place[0]))
            if function := source.functions.get(place[1]):
                found.templates |= _templates(function)
                waiting += source.used(function)
        return found


def _templates(function: ast.FunctionDef) -> set[str]:
    """The templates that it names, also those put together of a folder and a name."""
    texts = {
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {text for text in texts if text.endswith(".html")}
    folders = {text for text in texts if text.endswith("/") and text.count("/") == 1}
    return named | {f"{folder}{name}" for folder in folders for name in named if "/" not in name}
