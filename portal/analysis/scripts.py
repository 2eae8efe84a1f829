"""Which writing system a word is in, and how a text is cut into runs of one system."""

import re
import unicodedata
from enum import StrEnum

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f"
# Written without spaces between words: Thai, Lao, Myanmar, Khmer.
UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ecd\u1000-\u1049\u1780-\u17d3"
# `\w` knows letters and digits, not the marks that belong to them in these scripts.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0d7f\u0d80-\u0df3"
    "\u200c\u200d"
)
_LETTERS = rf"[^\W_{HAN}{KANA}{HANGUL}{UNSPACED}]"
_WORD = rf"{_LETTERS}+(?:[{MARKS}]+{_LETTERS}*)*"
# The inner apostrophe stays: elisions and suffixes are cut later, word by word.
RUN = re.compile(rf"[{HAN}{KANA}]+|[{HANGUL}]+|[{UNSPACED}]+|{_WORD}(?:['\u2019\u02bc]{_WORD})*")


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
    zero + digit: str(digit)
    for zero in (0x0660, 0x06F0, 0x0966, 0x09E6)  # Arabic, Persian, Devanagari, Bengali
    for digit in range(10)
}
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_SIMPLIFY = {**_DIGITS, **_INVISIBLE}


def normal(text: str) -> str:
    """Bring a text to the form all analysis starts from: NFKC, case folded, digits 0 to 9.

    Soft hyphens, zero-width spaces and direction marks vanish.
    """
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFY).casefold()


def fold(word: str) -> str:
    """Take the accents off Latin, Greek and Cyrillic letters; leave the marks of other scripts."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_PLAIN))
    bare = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", bare)
