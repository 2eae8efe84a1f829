"""Words of any script: what a reader would count, and what a difference is shown in."""

import re
import unicodedata


def _ranges(codes: list[int]) -> str:
    """Write sorted code points as the inside of a regular expression's character class."""
    starts = [code for code in codes if code - 1 not in set(codes)]
    ends = [code for code in codes if code + 1 not in set(codes)]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))


# Vowel signs and accents belong to the word, though `\w` leaves them out; so do the
# joiners that Persian and Hindi write inside a word.
_MARKS = "\u200c\u200d" + _ranges(
    [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"]
)
# Thai, Lao, Myanmar, Khmer, kana and Han are written without spaces between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W{_UNSPACED}]"
_SPACED = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
_WORD = rf"(?:(?=\w)[{_UNSPACED}][{_MARKS}]*|{_SPACED}(?:['\u2019.,\u2010-]{_SPACED})*)"

_WORDS = re.compile(_WORD)
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_TOKENS = re.compile(rf"{_WORD}|\s+|.", re.DOTALL)


def words(text: str) -> list[str]:
    """Cut out the words; where a script has no spaces, each character counts as one."""
    return _WORDS.findall(text)


def tokens(text: str) -> list[str]:
    """Cut into words, runs of white space and single signs; joined they give the text back."""
    return _TOKENS.findall(text)


def unspaced(text: str) -> bool:
    """Whether the text holds letters of a script that is written without spaces."""
    return bool(_UNSPACED_LETTER.search(text))
