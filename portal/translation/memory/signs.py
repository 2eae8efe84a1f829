"""By what a text is found: its distinct words, as numbers that a small index can hold."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from portal.analysis import analysis
from portal.analysis.scripts import Script, fold, script_of
from portal.analysis.spaced import grams
from portal.analysis.unspaced import pairs
from portal.core.words import words

FEW = 4
"""Words with a meaning of their own; a text with fewer is found by pieces of words too."""

MOST = 600
"""Signs of one text. A longer one (nothing a translator writes in one go) loses some words."""

_UNSPACED = (Script.HAN, Script.HANGUL, Script.UNSPACED)
_PIECE = "~"  # no word begins so
_LETTERS = 4


def signs(text: str, locale: str) -> list[int]:
    """Give the signs of a text, each once, in an order that has nothing to do with the text.

    Words are stemmed and function words left out; scripts without spaces give pairs of
    letters. The language is part of a sign, the region and script of a locale too.
    """
    found = set(analysis(locale).words(text))
    if len(found) < FEW:
        found.update(_pieces(text, locale))
    return sorted(_sign(locale, word) for word in found)[:MOST]


def word_signs(text: str, locale: str) -> list[int]:
    """Give the signs of those words only that any text which holds them has, too."""
    return sorted(_sign(locale, word) for word in set(analysis(locale).words(text)))[:MOST]


def size(text: str) -> int:
    """Count the words; in scripts without spaces the letters."""
    return len(words(text))


@lru_cache(maxsize=100_000)
def _sign(locale: str, word: str) -> int:
    """A number of 48 bits: few enough for a small index, too many to meet by chance."""
    key = f"{locale}\0{word}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=6).digest(), "big")


def _pieces(text: str, locale: str) -> Iterator[str]:
    for run in analysis(locale).runs(text):
        cut = pairs(run) if script_of(run) in _UNSPACED else grams(fold(run), _LETTERS)
        yield from (_PIECE + piece for piece in cut)
