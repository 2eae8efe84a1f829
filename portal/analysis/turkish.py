"""Turkish: one stem with its letters and without them, as on a foreign keyboard.

The stem depends on the folded word alone, in which ı is i and ü is u: so endings are known
by their consonants, without vowel harmony. They are taken off again and again, so that
"baskın" (raid) and "baskınlar" meet, whatever else looks like an ending in them.
"""

import re

from portal.analysis.scripts import fold

_LEAST = 3  # letters that stay; two before the plural
_ENDINGS = [
    re.compile(ending)
    for ending in (
        r"(?:(?<=[dt][ae])|(?<=n[iu]n))ki$",
        r"n?(?:[dt][ae]n?|[iu]n)$|(?<=[aeiou])(?:y[aeiu]|n[ae]|yl[ae])$|l[ae]$|(?<=l[ae]r)[ae]$",
        r"(?<=[aeiou])s[iu]$|(?<=[^aeiou])[iu]$",
        r"(?<=[a-z][a-z])l[ae]r$",
    )
]
_SOFT = str.maketrans("bdg", "ptk")  # a last p, t, k before a vowel: kitap, kitabı


def capitals(text: str) -> str:
    """Give I and İ their own small letters."""
    return text.replace("İ", "i").replace("I", "ı")


def stem(word: str) -> str:
    """Strip case, person and plural from a word in normal form."""
    word = fold(word)
    while (shorter := _shorter(word)) != word:
        word = shorter
    return word[:-1] + word[-1].translate(_SOFT) if len(word) > _LEAST else word


def _shorter(word: str) -> str:
    for ending in _ENDINGS:
        left = ending.sub("", word)
        if len(left) >= _LEAST or ending is _ENDINGS[-1]:
            word = left
    return word
