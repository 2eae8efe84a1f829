"""Punctuation at the end of a text, and white space around and within it."""

import re
from collections.abc import Iterator

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import SHOWN, Check, Finding, Rule, Severity
from portal.translation.checks.stretches import Kept
from portal.translation.checks.texts import Pair, Text

END = Rule(
    Check.PUNCTUATION,
    "end",
    Severity.WARNING,
    _l(
        "The source ends with “%(asked)s”, the translation with “%(given)s”. "
        "End alike, or say why not."
    ),
)
END_MISSING = Rule(
    Check.PUNCTUATION,
    "end-missing",
    Severity.WARNING,
    _l("The source ends with “%(asked)s”, the translation without. Add the mark, or say why not."),
)
END_NEW = Rule(
    Check.PUNCTUATION,
    "end-new",
    Severity.WARNING,
    _l("The translation ends with “%(given)s”, the source without. Take it away, or say why not."),
)
EDGE = Rule(
    Check.PUNCTUATION,
    "edge",
    Severity.WARNING,
    _l(
        "White space at the beginning or end differs from the source. "
        "The program relies on it; make it the same."
    ),
)
DOUBLE_SPACE = Rule(
    Check.PUNCTUATION,
    "double-space",
    Severity.WARNING,
    _l("There are two spaces after “%(before)s”. Leave one."),
)
SPACE_BEFORE = Rule(
    Check.PUNCTUATION,
    "space-before",
    Severity.WARNING,
    _l("There is a space before “%(mark)s”. Take it away."),
)

_SHAPES = {
    ".": ".。．｡।۔։።",
    "?": "?？؟⸮\u037e",
    "!": "!！",
    "…": "…⋯",
    ":": ":：",
    ";": ";；؛",
    ",": ",，،、",
}
_SHAPE = {sign: shape for shape, signs in _SHAPES.items() for sign in signs}
_CLOSING = " \t\n\u00a0\u202f\u3000\"'”’“‘«»›‹„」』》〉）)]}】*_~(\u200e\u200f"
_WITHOUT_STOPS = frozenset({"th", "lo", "km", "my"})
_ABBREVIATED = re.compile(r"(?:\b\w|\bal|\betc|\b\w\.\w)\.\Z")
_DOUBLE = re.compile(r"(?<=[^\s|])[ \u00a0]{2,}(?=[^\s|])")
_BEFORE = re.compile(r"(?<=\w)[ \u00a0\u202f]+(?P<mark>[,.;:!?،؛؟。，])(?=\s|\Z)")


def check_ends(pair: Pair) -> Iterator[Finding]:
    asked, at = _end(pair.source)
    given, there = _end(pair.target)
    if _shape(asked, pair.source) == _shape(given, pair.target) or _tolerable(asked, given, pair):
        return
    source, target = (at, at + len(asked)), (there, there + len(given))
    if not given:
        yield END_MISSING(source, asked=asked)
    elif not asked:
        yield END_NEW(None, target, given=given)
    else:
        yield END(source, target, asked=asked, given=given)


def check_spaces(pair: Pair) -> Iterator[Finding]:
    raw = pair.target.raw
    if pair.is_message and _edges(pair.source.raw) != _edges(raw):
        yield EDGE()
    if not _DOUBLE.search(pair.source.prose):
        for found in _DOUBLE.finditer(pair.target.prose):
            before = raw[max(0, found.start() - SHOWN) : found.start()].split()[-1]
            yield DOUBLE_SPACE(None, found.span(), instead=" ", before=before)
    if pair.target.language != "fr" and not _BEFORE.search(pair.source.prose):
        for found in _BEFORE.finditer(pair.target.prose):
            yield SPACE_BEFORE(None, found.span(), instead=found["mark"], mark=found["mark"])


def _end(text: Text) -> tuple[str, int]:
    """The mark that ends a text, before closing quotes and brackets, and its place."""
    words = text.prose.rstrip(_CLOSING)
    # What follows the last mark without being part of the sentence.
    for stretch in reversed(text.of(Kept.FOOTNOTE, Kept.DESTINATION)):
        if stretch.end == len(words):
            words = words[: stretch.start].rstrip(_CLOSING)
    if words.endswith("..."):
        return "...", len(words) - 3
    last = words[-1:]
    return (last, len(words) - 1) if last in _SHAPE else ("", len(words))


def _shape(mark: str, text: Text) -> str:
    if mark == "...":
        return "…"
    if mark in ";؛" and mark and text.language == "el":
        return "?"
    return _SHAPE.get(mark, "")


def _tolerable(asked: str, given: str, pair: Pair) -> bool:
    marks = {_shape(asked, pair.source), _shape(given, pair.target)}
    if marks == {".", ""}:
        abbreviated = any(
            _ABBREVIATED.search(text.prose.rstrip(_CLOSING)[-8:])
            for text in (pair.source, pair.target)
        )
        return abbreviated or pair.target.language in _WITHOUT_STOPS
    return False


def _edges(raw: str) -> tuple[str, str]:
    return raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
