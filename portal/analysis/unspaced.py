"""Chinese, Japanese and scripts without spaces: overlapping pairs instead of a dictionary."""

import re
from itertools import pairwise

from portal.analysis.scripts import HAN, MARKS

_JAPANESE = re.compile(
    rf"(?P<kanji>[{HAN}]+)|(?P<katakana>[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+)"
    r"|(?P<hiragana>[\u3041-\u309f]+)"
)
_IDEOGRAPH = re.compile(rf"[{HAN}]")
_CLUSTER = re.compile(
    rf".[{MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    r"\u102b-\u103e\u17b4-\u17d3]*"
)


def pairs(run: str) -> list[str]:
    """Cut a run into overlapping pairs of characters; a single one stays as it is."""
    return [a + b for a, b in pairwise(run)] or [run]


def ideographs(run: str) -> list[str]:
    return _IDEOGRAPH.findall(run)


def japanese(run: str) -> list[str]:
    """Cut by kind of sign: kanji in pairs, katakana words whole, hiragana (grammar) dropped.

    A long katakana word also gives its triples, for it is often a compound. A run of
    hiragana alone is a word somebody looks for, so it is cut in pairs.
    """
    tokens: list[str] = []
    for match in _JAPANESE.finditer(run):
        piece = match.group()
        if match.lastgroup == "kanji":
            tokens += pairs(piece)
        elif match.lastgroup == "katakana":
            tokens.append(piece)
            tokens += [piece[i : i + 3] for i in range(len(piece) - 2)] if len(piece) > 4 else []
        elif piece == run and len(piece) > 2:
            tokens += pairs(piece)
    return tokens


def clusters(run: str) -> list[str]:
    """Cut a run into overlapping pairs of letters with their marks (Thai, Lao, Khmer)."""
    letters = _CLUSTER.findall(run)
    return [a + b for a, b in pairwise(letters)] or [run]
