"""What every template holds to: a frame, a title, marked words, nothing the CSP refuses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2] / "portal"
TEMPLATES = sorted(path for path in ROOT.glob("*/templates/**/*.html") if "mail" not in path.parts)
# A frame of their own: the layout itself, letters, and the page for a portal that cannot answer.
FRAMES = {"ui/layout.html", "ui/mail.html", "ui/unavailable.html"}
ICONS = ROOT / "ui/assets/icons.svg"

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
MACRO = re.compile(r"(?:\{#-? (?P<comment>[^#]*?) -?#\}\s*)?\{%-? macro (?P<name>\w+)\(")
# Sheets of letters, and the block that only holds a class.
NO_WORDS = re.compile(r"<style>.*?</style>|(?<={% block width %})[\w -]*", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
ADDRESS = re.compile(r"https?://|(?<!<)/[\w/-]+")
SPOKEN = re.compile(r'\b(?:title|alt|placeholder|aria-label)="([^"]*)"')
REFUSED = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}

parsed = Environment().parse  # noqa: S701  (nothing is rendered)


def name_of(path: Path) -> str:
    return str(path).rpartition("/templates/")[2]


def is_library(path: Path) -> bool:
    """Macros and what they need, and nothing that shows by itself."""
    parts = parsed(path.read_text()).body
    silent = (nodes.Macro, nodes.FromImport, nodes.Import, nodes.Assign)
    return any(isinstance(part, nodes.Macro) for part in parts) and all(
        isinstance(part, silent) or is_blank(part) for part in parts
    )


def is_blank(part: nodes.Node) -> bool:
    return isinstance(part, nodes.Output) and all(
        isinstance(piece, nodes.TemplateData) and not piece.data.strip() for piece in part.nodes
    )


PAGES = [
    path
    for path in TEMPLATES
    if not (path.name.startswith("_") or name_of(path) in FRAMES or is_library(path))
]


def ancestry(path: Path) -> Iterator[nodes.Template]:
    """The page, and the pages it extends below the layout."""
    tree = parsed(path.read_text())
    yield tree
    parent = tree.find(nodes.Extends)
    name = parent.template.value if parent else ""  # type: ignore[attr-defined]
    for other in TEMPLATES:
        if name_of(other) == name and name not in FRAMES:
            yield from ancestry(other)


def test_every_template_compiles(portal):
    environment = portal.jinja_env

    for name in environment.list_templates():
        environment.get_template(name)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_extends_the_layout_and_fills_the_title(path):
    trees = list(ancestry(path))

    last = trees[-1].find(nodes.Extends)
    titles = [
        block for tree in trees for block in tree.find_all(nodes.Block) if block.name == "title"
    ]
    assert last is not None
    assert last.template.value == "ui/layout.html"
    assert titles


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_macro_has_a_comment_that_names_its_arguments(path):
    source = path.read_text()
    arguments = {
        macro.name: [argument.name for argument in macro.args]
        for macro in parsed(source).find_all(nodes.Macro)
    }

    undocumented = [
        found["name"]
        for found in MACRO.finditer(source)
        if not (found["comment"] or "").startswith(
            f"{found['name']}({', '.join(arguments[found['name']])}):"
        )
    ]

    assert undocumented == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_inline(path):
    if name_of(path) == "ui/mail.html":
        pytest.skip("mail programs know no style sheets")
    source = COMMENT.sub("", path.read_text())

    assert [what for what, pattern in REFUSED.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_word_is_marked_for_translation(path):
    bare = ADDRESS.sub("", JINJA.sub("", NO_WORDS.sub("", path.read_text())))

    shown = re.sub(r"&\w+;", "", ATTRIBUTE.sub("", TAG.sub(" ", bare)))
    spoken = " ".join(SPOKEN.findall(bare))
    assert WORD.findall(f"{shown} {spoken}") == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_icon_exists(path):
    drawn = set(re.findall(r'id="([\w-]+)"', ICONS.read_text()))

    asked = re.findall(r'\bicon\("([\w-]+)"|\bicon_name="([\w-]+)"', path.read_text())

    assert {name for pair in asked for name in pair if name} <= drawn
