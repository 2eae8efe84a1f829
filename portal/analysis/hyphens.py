"""Words written as one, with a hyphen, or apart: emobility, e-mobility, e mobility.

Only beginnings that are no words by themselves are drawn to what follows. Other hyphens part
words, for people write "early-warning system" and "early warning system".
"""

import re
from functools import cache

from portal.analysis.scripts import RUN
from portal.analysis.stopwords import stopwords

_HYPHENED = """
    agro anti bio co cyber e eco éco electro geo hydro hyper i infra inter intra macro mega micro
    mini multi nano neo non öko poly pre pré pseudo quasi re ré semi socio sub super supra tele
    trans ultra анти био макро микро мини мульти эко э
"""
# Drawn to the word after a blank, too.
_APART = "agro anti e hydro macro micro multi nano semi анти макро микро"
_E_IS_NO_WORD = frozenset({"de", "en", "fr", "nl"})
_HYPHEN = "\\-\u2010\u2011"

_BEGINNINGS = frozenset(_HYPHENED.split())
_LONGEST = max(map(len, _BEGINNINGS))
_WELL_BEING = ("well", "being")
_SEAM = re.compile(rf"(?<=[^\W\d_])[{_HYPHEN}](?=[^\W\d_]{{2}})")
_LAST_WORD = re.compile(r"\w+\Z")


def runs(text: str, language: str) -> list[str]:
    """Cut a text in normal form into its runs, what belongs together made one."""
    found = RUN.findall(joined(text))
    if _apart_in(language).isdisjoint(found):
        return found
    return RUN.findall(joined(drawn_together(text, language)))


def joined(text: str, by: str = "") -> str:
    """Put something else, nothing as a rule, for the hyphens that part no words."""
    if not any(sign in text for sign in "-\u2010\u2011"):
        return text
    return _SEAM.sub(lambda match: by if _is_no_end(text, match.start()) else match.group(), text)


def _is_no_end(text: str, at: int) -> bool:
    """Whether what ends here is only the beginning of a word."""
    match = _LAST_WORD.search(text, max(0, at - _LONGEST - 1), at)
    word = match.group().casefold() if match else ""
    return word in _BEGINNINGS or (word, text[at + 1 : at + 6].casefold()) == _WELL_BEING


def drawn_together(text: str, language: str) -> str:
    """Put a hyphen where a beginning stands apart from its word: “micro mobility”."""
    return _apart(language).sub(r"\1-", text)


@cache
def _apart_in(language: str) -> frozenset[str]:
    """The beginnings that stand apart, but for those that are words of the language."""
    words = stopwords(language) if language in _E_IS_NO_WORD else stopwords(language) | {"e"}
    return frozenset(_APART.split()) - words


@cache
def _apart(language: str) -> re.Pattern[str]:
    heads = "|".join(sorted(_apart_in(language)))
    return re.compile(rf"(?<![\w'\u2019{_HYPHEN}])({heads}) (?=[^\W\d_]{{4}})", re.IGNORECASE)
