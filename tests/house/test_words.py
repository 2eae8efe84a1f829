"""Words: what a reader sees is marked for translation."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "portal").rglob("templates/**/*.html"))

# What may stand in a template outside a marked sentence: names and signs that no language changes.
SAME_EVERYWHERE = {"Plaza", "km", "SDG", "UTC", "Markdown", "nbsp", "doctype", "html"}

# Blocks that hold names of classes and attributes, not words.
UNSPOKEN = re.compile(
    r"\{%-? block width -?%\}.*?endblock|\{%-? set \w+ -?%\}.*?endset|<style.*?</style>"
    r"|\{%-? macro form_attributes.*?endmacro",
    re.DOTALL,
)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3,}")
ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"{]*[A-Za-z]{3,}[^"{]*)"')


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_templates_hold_no_unmarked_words(path):
    text = JINJA.sub("", UNSPOKEN.sub("{%", path.read_text(encoding="utf-8")))

    spoken = ATTRIBUTE.findall(text)
    visible = set(WORD.findall(TAGS.sub(" ", text))) - SAME_EVERYWHERE

    assert set(spoken) <= {"https://"}
    assert visible == set()
