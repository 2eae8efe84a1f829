"""Stems bring together more than forms of one word; here the words themselves are compared."""

from collections.abc import Sequence
from itertools import takewhile

from portal.analysis.scripts import fold
from portal.thesaurus.units import Unit

Span = Sequence[Unit]

# How the nouns and adjectives of a language may end apart: flood, floods; régional, régionaux.
# What differs otherwise is another word, though it has the same stem: flooding, socialism.
_ENDINGS = {
    "en": frozenset(
        ["", "s", "es", "'s", "y", "ies", "f", "fe", "ves", "is", "us", "i", "um", "a"]
    ),
    "fr": frozenset(
        [
            "",
            "s",
            "x",
            "e",
            "es",
            "l",
            "ux",
            "le",
            "les",
            "f",
            "ve",
            "ves",
            "se",
            "ses",
            "ne",
            "nes",
            "re",
            "res",
            "te",
            "tes",
        ]
    ),
}
# Other languages whose words change by at most so many letters at the end. The rest (Finnish,
# Turkish, Arabic …) pile up endings or change inside: there the stem alone decides.
_LONGEST_ENDING = 3
_SHORT_ENDINGS = frozenset(
    {"ca", "da", "de", "es", "it", "nb", "nl", "no", "pt", "ro", "ru", "sv", "uk"}
)


def is_inflected(span: Span, wanted: Span, language: str) -> bool:
    """Whether two rows of words with the same stems are forms of the same words."""
    if len(span) != len(wanted):  # written as one here, apart there
        span, wanted = _as_one(span), _as_one(wanted)
    return all(_is_near(one, other, language) for one, other in zip(span, wanted, strict=True))


def _as_one(span: Span) -> Span:
    first = span[0]
    word = "".join(unit.word for unit in span)
    return [Unit(word, word, first.begin, span[-1].end, first.joint)]


def _is_near(unit: Unit, other: Unit, language: str) -> bool:
    """Whether two words with one stem are forms of one word."""
    one, two = fold(unit.word), fold(other.word)
    if one == two:
        return True
    if unit.is_plain or other.is_plain or unit.is_piece:
        return False
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))
    same = sum(1 for _pair in pairs)
    endings = {one[same:], two[same:]}
    if language in _ENDINGS:
        return endings <= _ENDINGS[language]
    return language not in _SHORT_ENDINGS or max(map(len, endings)) <= _LONGEST_ENDING
