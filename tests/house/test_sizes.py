"""Small enough to see at once."""

import ast
from pathlib import Path

import pytest

from portal.content.models import Entry

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "portal").rglob("*.py"))
PAGES = sorted((ROOT / "portal").rglob("templates/**/*.html"))


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(("files", "most"), [(CODE, 400), (PAGES, 150)], ids=["code", "pages"])
def test_files_are_short(files, most):
    assert [(str(path), length(path)) for path in files if length(path) > most] == []


def nodes(kind):
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                yield path, node


def test_functions_are_short():
    long = [
        (str(path), node.name, node.end_lineno - node.lineno)
        for path, node in nodes(ast.FunctionDef)
        if node.end_lineno - node.lineno >= 40
    ]

    assert long == []


def test_classes_have_few_methods():
    large = [
        (str(path), node.name)
        for path, node in nodes(ast.ClassDef)
        if sum(isinstance(part, ast.FunctionDef) for part in node.body) > 15
    ]

    assert large == []


def test_the_spine_stays_slim(portal):
    assert len(Entry.__table__.columns) <= 15
