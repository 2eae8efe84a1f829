"""English: British and American spelling brought together before the stem."""

import re

from portal.analysis.spaced import stemmer

_OUR = "arb|ard|arm|behavi|cand|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|tum|vap|vig"
_ELL = "cancel|channel|counsel|dial|fuel|label|level|model|signal|total|travel|tunnel"
_RULES = [
    (re.compile(ending), new)
    for ending, new in (
        (r"(?<=.{3})is(e|es|ed|er|ers|ing|ation|ations|ational)$", r"iz\1"),
        (r"(?<=al)ys(e|es|ed|er|ers|ing)$", r"yz\1"),
        (rf"^({_OUR})our", r"\1or"),
        (r"((?:^cent|^fib|^lit|^met|theat|omet))re(s?)$", r"\1er\2"),
        (r"((?:^pro|kilo)gram)me(s?)$", r"\1\2"),
        (r"(?<=log)ue(s?)$", r"\1"),
        (r"^(def|off|lic|pret)en[cs]e", r"\1ense"),
        (r"^(practi)s", r"\1c"),
        (rf"^({_ELL})l(?=ed|er|ing)", r"\1"),
    )
]


def american(word: str) -> str:
    for ending, new in _RULES:
        word = ending.sub(new, word)
    return word


_STEM = stemmer("en")


def stem(word: str) -> str:
    return _STEM(american(word))
