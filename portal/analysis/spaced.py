"""Languages that put spaces between words: one token per word, stemmed by its language."""

import re
from collections.abc import Callable

import Stemmer

from portal.analysis.scripts import fold

Stem = Callable[[str], str]

# Snowball algorithm by language. It finds less than no stemming at all in Indonesian, and in
# Turkish and Portuguese it needs the help of `turkish` and `romance`.
SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
_APOSTROPHE = re.compile("['\u2019\u02bc]")
_ELIDED_LIST = """
    c d j l m n s t v gl qu un all dall dell nell sull coll quell sant jusqu lorsqu puisqu quoiqu
    quelqu
"""
_ELIDED = frozenset(_ELIDED_LIST.split())
_ENDINGS = frozenset({"s", "t", "d", "m", "n", "ll", "re", "ve"})
_LONGEST_ENDING = 3  # where the language is not known
# Where a letter with two dots is no letter of its own, and may be spelled out: Muenster.
_DOTTED_LETTERS = frozenset(
    {"az", "et", "fi", "hu", "kk", "ky", "sk", "tk", "tr", "tt", "uz", "vi"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def without_clitics(word: str, language: str = "") -> str:
    """Cut what an apostrophe joins to a word: l'eau, d'água, city's, İstanbul'daki.

    Between other parts nothing is cut: Xi'an, O'Brien, Qur'an are written without it, too.
    """
    head, *tails = _APOSTROPHE.split(word)
    while tails and head in _ELIDED:
        head, *tails = tails
    if not tails:
        return head
    if language in ("tr", "az"):
        return head
    is_ending = tails[-1] in _ENDINGS if language else len(tails[-1]) <= _LONGEST_ENDING
    return "".join([head, *(tails[:-1] if is_ending and len(head) > 2 else tails)])


def spelled_out(word: str, language: str) -> str:
    """Give the other spelling of a foreign letter: “muenster” for “münster”."""
    if word.isascii() or language in _DOTTED_LETTERS:
        return word
    return word.translate(_SPELLED_OUT)


def snowball(language: str) -> Stem:
    """Give the Snowball stemmer of a language; one that does nothing where there is none."""
    algorithm = SNOWBALL.get(language)
    if algorithm is None:
        return str
    stem: Stem = Stemmer.Stemmer(algorithm, 0).stemWord  # words are remembered one floor up
    return stem


def stemmer(language: str) -> Stem:
    """Give the stemmer of a language: a word in normal form to its stem without accents."""
    stem = snowball(language)
    return lambda word: fold(stem(word))


def grams(word: str, size: int) -> list[str]:
    """Cut a word into overlapping pieces; a word not longer than a piece stays whole."""
    return [word[i : i + size] for i in range(max(1, len(word) - size + 1))]
