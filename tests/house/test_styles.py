"""What style sheets and scripts hold to: one sheet for both directions, one place for colours."""

import re
from pathlib import Path

import brotli
import pytest

from portal.core import assets

ROOT = Path(__file__).parents[2] / "portal"
ASSETS = ROOT / "ui/assets"
TEMPLATES = sorted(ROOT.glob("*/templates/*/*.html"))
TOKENS = ASSETS / "css/tokens.css"
COMPONENTS = sorted((ASSETS / "css/components").glob("*.css"))
SHEETS = [ASSETS / "app.css", *sorted((ASSETS / "css").glob("*.css")), *COMPONENTS]
SCRIPTS = sorted((ASSETS / "js").glob("*.js"))
LARGEST_BYTES = {"app.css": 12_000, "app.js": 8_000, "theme.js": 400}  # NUMBERS.md: first visit

PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:"
    r"(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
NAMED = (
    "white|black|red|green|blue|yellow|orange|purple|pink|brown|gr[ae]y|silver|gold|teal|navy|olive"
    "|maroon|lime|aqua|fuchsia|cyan|magenta|beige|ivory|coral|salmon|tomato|crimson|indigo|violet"
)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|light-dark)a?\("
    rf"|:[^;{{]*(?<![\w-])(?:{NAMED})(?![\w-])",
    re.IGNORECASE,
)


def rules(path: Path) -> str:
    """The sheet without comments and quoted words."""
    plain = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r'"[^"]*"', '""', plain)


def selectors(path: Path) -> list[str]:
    return [part.strip() for part in re.findall(r"([^{};]+)\{", rules(path))]


def name_of(path: Path) -> str:
    return str(path.relative_to(ASSETS))


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_one_sheet_serves_both_directions(path):
    assert PHYSICAL.findall(rules(path)) == []


@pytest.mark.parametrize("path", [path for path in SHEETS if path != TOKENS], ids=name_of)
def test_colours_live_in_the_tokens(path):
    assert COLOUR.findall(rules(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_nothing_is_forced_and_nothing_hangs_on_an_id(path):
    assert "!important" not in rules(path)
    assert [selector for selector in selectors(path) if "#" in selector] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_sheet_is_named_as_its_macro_or_its_block(path):
    pages = "".join(template.read_text() for template in TEMPLATES)
    block = path.stem.replace("_", "-")

    assert f"macro {path.stem}(" in pages or re.search(rf'class="[^"]*\b{block}\b', pages)
    assert any(f".{block.split('-')[0]}" in selector for selector in selectors(path))


def test_every_sheet_and_script_is_bundled_once():
    imported = re.findall(r'@import "([^"]+)"', (ASSETS / "app.css").read_text())
    scripts = [ASSETS / "app.js", *SCRIPTS]
    called = {
        name
        for path in scripts
        for name in re.findall(r'"\./(?:js/)?([\w-]+\.js)"', path.read_text())
    }

    assert sorted(imported) == sorted(name_of(path) for path in SHEETS[1:])
    assert called == {path.name for path in SCRIPTS}


@pytest.mark.parametrize("name", LARGEST_BYTES)
def test_the_bundles_stay_small(name):
    built = assets.STATIC / assets.manifest()[name]

    assert len(brotli.compress(built.read_bytes())) <= LARGEST_BYTES[name]
