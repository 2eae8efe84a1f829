"""Spanish, Portuguese, French, Italian, Catalan: one stem with accents and without them.

On a phone "inundacao" is typed for "inundação". So a word is folded first and its stem
depends on nothing else: the accents of its ending, which the stemmers look for, are put back
by rule, and the plurals that they miss are made singular.
"""

import re

from portal.analysis.scripts import fold
from portal.analysis.spaced import Stem, snowball

Rule = tuple[re.Pattern[str], str]

_SINGULAR = {
    "es": r"""
        (?<=[aeiou])ces?$ → z
        ^ejes$ → eje
        (?<=[aeiou][aeo])s$ →
        (?<=[dglmnrt])eses$ → es
        (?<=[aeiou][dlnr])es$ →
    """,
    "pt": r"""
        ^(mae|lei|rei)s$ → \1
        ^portugues(?:es)?$ → portuguêsa
        ^(caos|mais|demais|jamais|depois|pois|dois|seis|pais|gas|mes|deus)(?:es)?$ → \1
        (?<=.)(?:oe|ae|ao)s$ → ao
        (?<=..)ais$ → al
        (^(?:in)?ut|fac|dific|rept|foss|text|portat|doc|[rn]ag|fert|volat|ster)eis$ → \1il
        (?<=..)eis$ → el
        (?<=..)ois$ → ol
        (?<=..)uis$ → ul
        (civ|juven|sut|host|barr|fun|infant|estudant)is$ → \1il
        (?<=[dlnrtu])eses$ → es
        (?<=[aeiou][aeo])s$ →
        ns$ → m
    """,
    "fr": r"""
        ^(trav|vitr|cor|soupir|em|b)aux$ → \1ail
        ^petits?$ → petite
        ifs?$ → ive
        (?<=..[cghlnrt])ers$ → er
    """,
}
_ACCENTS = {
    "pt": r"""
        cc?ao$ → ção
        ao$ → ão
        ([ai])vel$ → \1vel
        ancia(s?)$ → ância\1
        encia(s?)$ → ência\1
    """,
    "fr": r"""
        iere(s?)$ → ière\1
        ite(s?)$ → ité\1
        ee(s?)$ → ée\1
    """,
    "it": "ita$ → ità",
    "ca": "cio$ → ció",
}
LANGUAGES = ("ca", "es", "fr", "it", "pt")


def stemmer(language: str) -> Stem:
    """Give the stemmer of a language, for words in normal form with or without accents."""
    singular, accents = (_rules(table.get(language, "")) for table in (_SINGULAR, _ACCENTS))
    stem = snowball(language)

    def stem_of(word: str) -> str:
        return fold(stem(_first(accents, _first(singular, fold(word)))))

    return stem_of


def _rules(lines: str) -> list[Rule]:
    parted = (line.split(" →") for line in lines.splitlines() if line.strip())
    return [(re.compile(ending.strip()), new.strip()) for ending, new in parted]


def _first(rules: list[Rule], word: str) -> str:
    """Apply the first rule that fits."""
    for ending, new in rules:
        changed, number = ending.subn(new, word, count=1)
        if number:
            return changed
    return word
