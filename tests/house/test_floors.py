"""The floors of the house: a package imports from the floors below it, never up or sideways."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = (
    {"core", "ui", "analysis"},
    {"accounts", "thesaurus"},
    {"organisations"},
    {"search", "translation", "notifications", "audit"},
    {"content"},
    {"case_studies", "events", "pages"},
    {"briefings"},
    {"home", "desk", "translators", "glossary", "searches", "api"},
    {"demo", "cli"},
)
FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names}
HOUSE = Path(__file__).parents[2] / "portal"
MODULES = sorted(path for path in HOUSE.glob("*/**/*.py"))
PURE = ("flask", "flask_login", "werkzeug")  # what models and rules do not know


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every import in `tree`, except for type checking only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        yield from imports(node)


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def test_every_package_stands_on_a_floor():
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}

    assert packages <= set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_go_down_and_stand_at_the_top(path):
    here = path.relative_to(HOUSE).parts[0]
    tree = ast.parse(path.read_text())
    for node, name in imports(tree):
        assert not getattr(node, "level", 0), f"relative import, line {node.lineno}"
        assert node in tree.body, f"import inside a block, line {node.lineno}"
        if name.startswith("portal.") and len(name.split(".")) > 1:
            there = name.split(".")[1]
            assert there == here or FLOOR[there] < FLOOR[here], f"{here} must not import {there}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_views_forms_and_templates_stay_at_home(path):
    here = path.relative_to(HOUSE).parts[0]
    for _node, name in imports(ast.parse(path.read_text())):
        parts = name.split(".")
        if parts[0] == "portal" and len(parts) > 2 and parts[1] not in (here, "core"):
            assert not parts[2].endswith(("views", "forms")), f"{here} uses {name}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "models.py"], ids=named)
def test_models_know_no_web(path):
    for _node, name in imports(ast.parse(path.read_text())):
        root = name.split(".")[0]
        # UserMixin is a few properties that Flask-Login asks a person for.
        assert root not in PURE or name == "flask_login.UserMixin", name


def test_there_is_no_package_of_odds_and_ends():
    forbidden = {"utils", "helpers", "common", "services", "manager", "managers", "misc"}

    assert [named(path) for path in MODULES if path.stem in forbidden] == []
