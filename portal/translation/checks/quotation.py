"""Quotation marks: those of the target's language, and closed where they open."""

import re
from collections.abc import Iterator

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.scripts import is_traditional
from portal.translation.checks.texts import Pair

FOREIGN = Rule(
    Check.PUNCTUATION,
    "foreign-quotation",
    Severity.WARNING,
    _l("This language does not quote with “%(mark)s”. Use %(right)s, or say why not."),
)
STRAIGHT = Rule(
    Check.PUNCTUATION,
    "straight-quotation",
    Severity.WARNING,
    _l("The source has typographic quotation marks. Use %(right)s instead of straight ones."),
)
UNCLOSED = Rule(
    Check.PUNCTUATION,
    "unclosed-quotation",
    Severity.WARNING,
    _l("“%(open)s” and “%(close)s” do not come in pairs. Open and close each quotation."),
)

# Pairs in the order of preference, after CLDR's delimiters and what good printing also uses.
_PAIRS = {
    "ar": "“” «» ”“ ‘’",
    "da": "»« „“ ”” “” ’’",
    "de": "„“ ‚‘ »« ›‹ «»",
    "el": "«» “”",
    "en": "“” ‘’",
    "es": "«» “” ‘’",
    "fa": "«» “” ‹›",
    "fi": "”” ’’ »»",
    "fr": "«» “” ‹› ‘’",
    "he": "”” „” “” ’’ ‘’ „“ ‚‘",
    "id": "“” ‘’",
    "it": "«» “” ‘’",
    "ja": "「」 『』 “” ‘’ 《》 〈〉 〝〟",
    "ko": "“” ‘’ 「」 『』 《》 〈〉",
    "nl": "‘’ “” „”",
    "no": "«» ‘’ “”",
    "pl": "„” «» »« ‚’",
    "pt": "“” «» ‘’",
    "ru": "«» „“ “”",
    "sv": "”” ’’ »» “”",
    "tr": "“” ‘’ «»",
    "zh": "“” ‘’ 《》 〈〉 「」 『』",
}
_TRADITIONAL = "「」 『』 《》 〈〉 “” ‘’"
_SIGNS = frozenset("“”„«»‹›‚‘「」『』〝〟")
_APOSTROPHE = "’"
_SINGLE_OPEN = re.compile(r"(?<![^\s(\"])'(?=\S)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)'(?![^\s,.;:!?)\"])")


def check_quotation(pair: Pair) -> Iterator[Finding]:
    known = _TRADITIONAL if is_traditional(pair.target.locale) else _PAIRS.get(pair.target.language)
    if not known:
        return
    prose = pair.target.prose
    allowed = {*known, _APOSTROPHE}
    right = known.split()[0]
    for place, sign in enumerate(prose):
        if sign in _SIGNS and sign not in allowed:
            yield FOREIGN(None, (place, place + 1), mark=sign, right=right)
    straight = prose.find('"')
    if straight >= 0 and '"' not in pair.source.prose and _SIGNS & set(pair.source.prose):
        yield STRAIGHT(None, (straight, straight + 1), right=right)
    if _closed(pair.source.prose, _PAIRS.get(pair.source.language, "")):
        yield from _unclosed(prose, known)


def _unclosed(prose: str, known: str) -> Iterator[Finding]:
    for opening, closing in _one_way(known):
        if prose.count(opening) != prose.count(closing):
            last = max(prose.rfind(opening), prose.rfind(closing))
            yield UNCLOSED(None, (last, last + 1), open=opening, close=closing)


def _closed(prose: str, known: str) -> bool:
    even = prose.count('"') % 2 == 0
    single = len(_SINGLE_OPEN.findall(prose)) == len(_SINGLE_CLOSE.findall(prose))
    return even and single and all(prose.count(a) == prose.count(b) for a, b in _one_way(known))


def _one_way(known: str) -> Iterator[tuple[str, str]]:
    """The pairs whose signs have one role only and are no apostrophes."""
    signs = known.replace(" ", "")
    for pair in known.split():
        if all(signs.count(sign) == 1 for sign in pair) and _APOSTROPHE not in pair:
            yield pair[0], pair[1]
