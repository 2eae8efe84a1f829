"""The colours can be read, by day and by night."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "portal/ui/assets/css/tokens.css"
DAY, NIGHT = 0, 1

TEXT, LARGE = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "brand", "accent")
        for ground in ("paper", "raised", "sunk")
    ),
    *((ink, "brand-soft", TEXT) for ink in ("ink", "ink-soft", "brand", "brand-deep")),
    *((tone, f"{tone}-soft", TEXT) for tone in ("info", "success", "warn", "danger")),
    *((tone, "paper", TEXT) for tone in ("warn", "danger")),
    *(("ink", f"{tone}-soft", TEXT) for tone in ("info", "success", "warn", "danger")),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-deep", TEXT),
    ("paper", "ink", TEXT),
    ("paper", "accent", TEXT),
    ("ink", "mark", TEXT),
    *(("line-firm", ground, LARGE) for ground in ("paper", "raised")),
    *(("focus", ground, LARGE) for ground in ("paper", "raised", "sunk", "brand-soft")),
    ("accent", "land", LARGE),
]


def colours() -> dict[str, list[str]]:
    """Each colour by day and by night."""
    found = re.findall(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", TOKENS.read_text())
    return {name: [day or both, night or both] for name, day, night, both in found}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("time", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast_is_enough(front, ground, least, time):
    known = colours()

    assert contrast(known[front][time], known[ground][time]) >= least


@pytest.mark.parametrize("front", ["ink", "ink-soft", "brand", "accent"])
def test_words_on_the_night_ground_can_be_read(front):
    known = colours()

    assert contrast(known[front][NIGHT], known["night"][NIGHT]) >= TEXT
