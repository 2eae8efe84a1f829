"""Languages that put spaces between words: one token per word, stemmed by its language."""

from collections.abc import Callable

import Stemmer

from portal.analysis.scripts import fold

Stem = Callable[[str], str]

# Snowball algorithm by language. Indonesian has one and it finds less than no stemming at all.
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
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
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
# On a phone "energia" is typed for "energía"; folded first, both have one stem. Measured
# on Spanish questions this costs nothing; other stemmers need their accents.
TYPED_WITHOUT_ACCENTS = frozenset({"ca", "es", "fr", "it", "pt"})
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})


def without_clitics(word: str) -> str:
    """Cut what an apostrophe joins to a word: l'eau, d'água, city's, Ankara'nın.

    A short head is an elided article, a short tail an ending; between equals nothing is cut.
    """
    head, mark, tail = word.translate(_APOSTROPHES).partition("'")
    if not mark:
        return word
    if len(head) <= 2:
        return without_clitics(tail)
    return head if len(tail) <= 3 else head + without_clitics(tail)


def stemmer(language: str) -> Stem:
    """Give the stemmer of a language: a word in normal form to its stem without accents."""
    algorithm = SNOWBALL.get(language)
    if algorithm is None:
        return fold
    stem = Stemmer.Stemmer(algorithm, 0).stemWord  # words are remembered one floor up
    if language in TYPED_WITHOUT_ACCENTS:
        return lambda word: stem(fold(word))
    return lambda word: fold(stem(word))


def grams(word: str, size: int) -> list[str]:
    """Cut a word into overlapping pieces; a word not longer than a piece stays whole."""
    return [word[i : i + size] for i in range(max(1, len(word) - size + 1))]
