"""Which writing system a word is in, and how a text is cut into runs of one system."""

import re
import unicodedata
from enum import StrEnum
from itertools import chain

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f"
# Written without spaces between words: Thai, Lao, Myanmar, Khmer.
UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ecd\u1000-\u1049\u1780-\u17d3"
# Where letters have marks: the Basic Multilingual Plane, Chakma, Newa, Adlam. Few blocks more,
# for each further one is a step for every letter of every text.
_BLOCKS = (
    range(0x0300, 0x10000),
    range(0x11100, 0x11150),
    range(0x11400, 0x11480),
    range(0x1E900, 0x1E960),
)


def _ranges(kinds: str, but: str) -> str:
    """Give the characters of the blocks whose category begins so, as part of a regex class."""
    other = re.compile(f"[{but}]")
    found: list[list[int]] = []
    for code in (code for block in _BLOCKS for code in block):
        if unicodedata.category(chr(code)).startswith(kinds) and not other.match(chr(code)):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


# `\w` knows letters and digits, not the marks that belong to them: vowel signs, points, accents.
# The two joiners stand within words of Persian and of the scripts of India.
MARKS = _ranges("M", KANA + UNSPACED) + "\u200c\u200d"
_LETTERS = rf"[^\W_{HAN}{KANA}{HANGUL}{UNSPACED}]"
_PART = rf"{_LETTERS}+(?:[{MARKS}]+{_LETTERS}*)*"
# The inner apostrophe stays: elisions and suffixes are cut later, word by word.
_WORD = rf"{_PART}(?:['\u2019\u02bc]{_PART})*"
RUN = re.compile(rf"[{HAN}{KANA}]+|[{HANGUL}]+|[{UNSPACED}]+|{_WORD}")


class Script(StrEnum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    DEVANAGARI = "devanagari"
    HAN = "han"
    HANGUL = "hangul"
    UNSPACED = "unspaced"
    OTHER = "other"


_RANGES = (
    (0x0250, Script.LATIN),
    (0x0400, Script.OTHER),
    (0x0530, Script.CYRILLIC),
    (0x0600, Script.OTHER),
    (0x0700, Script.ARABIC),
    (0x0750, Script.OTHER),
    (0x0780, Script.ARABIC),
    (0x08A0, Script.OTHER),
    (0x0900, Script.ARABIC),
    (0x0980, Script.DEVANAGARI),
    (0x0E00, Script.OTHER),
    (0x0F00, Script.UNSPACED),
    (0x1000, Script.OTHER),
    (0x10A0, Script.UNSPACED),
    (0x1100, Script.OTHER),
    (0x1200, Script.HANGUL),
    (0x1780, Script.OTHER),
    (0x1800, Script.UNSPACED),
    (0x1E00, Script.OTHER),
    (0x1F00, Script.LATIN),
    (0x3005, Script.OTHER),
    (0x3130, Script.HAN),
    (0x3190, Script.HANGUL),
    (0xAC00, Script.HAN),
    (0xD7B0, Script.HANGUL),
    (0xF900, Script.OTHER),
    (0xFB00, Script.HAN),
    (0x20000, Script.OTHER),
)


def script_of(run: str) -> Script:
    """Tell the writing system of a non-empty run by its first character."""
    code = ord(run[0])
    for end, script in _RANGES:
        if code < end:
            return script
    return Script.HAN


_DIGITS = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(0x0300, 0x10000)
    if chr(code).isdecimal()
}
# Soft hyphen, zero-width spaces, joiners, direction marks, variation selectors; and the
# points that Hebrew is usually written without.
_SIGNS = (0x00AD, 0x034F, 0x061C, *range(0x200B, 0x2010), 0x2060, 0xFEFF)
_SPANS = ((0x202A, 0x202F), (0x2066, 0x206A), (0xFE00, 0xFE10))
_POINTS = (*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7)
_INVISIBLE = dict.fromkeys(chain(_SIGNS, _POINTS, *(range(*span) for span in _SPANS)))
_SIMPLE = {**_DIGITS, **_INVISIBLE}
_ODD = re.compile(f"[{''.join(map(chr, _SIMPLE))}]")
# Python puts marks into their order one by one: thousands on one letter would take hours.
_MOST_MARKS = 30  # of a letter, as in Unicode Standard Annex 15, section 13
_HEAP = re.compile(rf"([{MARKS}]{{{_MOST_MARKS}}})[{MARKS}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def normal(text: str) -> str:
    """Bring a text to the form all analysis starts from: NFKC, case folded, digits 0 to 9.

    Soft hyphens, zero-width spaces and direction marks vanish, and so do Hebrew points.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _HEAP.sub(r"\1", text))
    if _ODD.search(text):
        text = text.translate(_SIMPLE)
    return text.casefold()


def fold(word: str) -> str:
    """Take the accents off Latin, Greek and Cyrillic letters; leave the marks of other scripts."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_PLAIN))
    bare = _ACCENTS.sub("", apart)
    return unicodedata.normalize("NFC", bare)
