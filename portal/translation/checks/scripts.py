"""Scripts: letters of the target's own, no look-alikes, no neighbour's spelling."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from babel.core import get_global

from portal.analysis import language_of
from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.texts import Pair

OTHER_SCRIPT = Rule(
    Check.SCRIPT,
    "other-script",
    Severity.ERROR,
    _l(
        "Most of the translation is in letters that this language does not use. Check the language."
    ),
)
STRAY = Rule(
    Check.SCRIPT,
    "stray-script",
    Severity.WARNING,
    _l(
        "“%(word)s” is in letters that this language does not use. "
        "Translate or transcribe it, or say why it stays."
    ),
)
LOOK_ALIKE = Rule(
    Check.SCRIPT,
    "look-alike",
    Severity.ERROR,
    _l(
        "“%(word)s” mixes letters of two scripts that only look alike, "
        "so that search does not find it. Type the word anew."
    ),
)
STYLED = Rule(
    Check.SCRIPT,
    "styled-letters",
    Severity.WARNING,
    _l("“%(word)s” is written with signs that only look like letters. Use the plain “%(plain)s”."),
)
NEIGHBOUR = Rule(
    Check.SCRIPT,
    "neighbour-letter",
    Severity.WARNING,
    _l("“%(letter)s” is a letter of another language of this script. Use “%(right)s”."),
)
SIMPLIFIED = Rule(
    Check.SCRIPT,
    "simplified",
    Severity.WARNING,
    _l("“%(letter)s” is a simplified character. Use the traditional one."),
)
TRADITIONAL = Rule(
    Check.SCRIPT,
    "traditional",
    Severity.WARNING,
    _l("“%(letter)s” is a traditional character. Use the simplified one."),
)

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 12  # letters that tell no language
_MOST = 0.6
# The writing systems of a language's script, as `unicodedata` names their letters.
_OWN = {
    "Hans": {"CJK"},
    "Hant": {"CJK", "BOPOMOFO"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"},
    "Kore": {"HANGUL", "CJK"},
    "Arab": {"ARABIC"},
    "Aran": {"ARABIC"},
    "Cyrl": {"CYRILLIC"},
    "Grek": {"GREEK"},
    "Hebr": {"HEBREW"},
    "Deva": {"DEVANAGARI"},
    "Latn": {"LATIN"},
}
# Signs within words of any language: ª º are Latin by name, the micro sign and ohm are units.
_ANYWHERE = {"LATIN", "MICRO", "OHM", "KELVIN", "ANGSTROM", "MODIFIER", "DOUBLE-STRUCK", "FEMININE"}
_ANYWHERE |= {"MASCULINE", "IDEOGRAPHIC", "FULLWIDTH", "MATHEMATICAL", "SCRIPT", "BLACK-LETTER"}
_LIKE_LATIN = {
    "CYRILLIC": frozenset("асеорхуіјѕԁԛԝһАВЕЅІЈКМНОРСТУХҮЗ"),
    "GREEK": frozenset("οναικρτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
}
_PERSIAN = {"ی": "ي", "ک": "ك", "ۀ": "ه", "ے": "ي"}
_ARABIC = {"ي": "ی", "ك": "ک", "ى": "ی"}


@lru_cache(maxsize=256)
def script_of(locale: str) -> str:
    """The script of a BCP 47 tag, four letters: the one it names, else its likely one."""
    language, *rest = locale.replace("_", "-").split("-")
    named = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), None)
    if named:
        return named
    likely = get_global("likely_subtags")
    places = [f"{language.lower()}_{part.upper()}" for part in rest]
    found = next((likely[tag] for tag in [*places, language.lower()] if tag in likely), "")
    script = next((part for part in found.split("_") if len(part) == 4), "Latn")
    return "Hans" if script == "Hani" else script


def is_traditional(locale: str) -> bool:
    return language_of(locale) == "zh" and script_of(locale) == "Hant"


def check_scripts(pair: Pair) -> Iterator[Finding]:
    own = _OWN.get(script_of(pair.target.locale))
    if own is None:
        return
    words = list(_WORD.finditer(pair.target.prose))
    counted = Counter(_system(sign) for word in words for sign in word[0])
    letters = counted.total()
    foreign = letters - sum(counted[system] for system in own | _ANYWHERE)
    if letters > _FEW and foreign > letters * _MOST:
        yield OTHER_SCRIPT(None, (0, len(pair.target.raw)))
        return
    if foreign:
        yield from _stray(words, own, pair)


def check_look_alikes(pair: Pair) -> Iterator[Finding]:
    for found in _WORD.finditer(pair.target.prose):
        word = found[0]
        if word.isascii() or word in pair.source.raw:
            continue
        if _mixed(word):
            yield LOOK_ALIKE(None, found.span(), word=word)
        elif any(_system(sign) in ("MATHEMATICAL", "FULLWIDTH") for sign in word):
            plain = unicodedata.normalize("NFKC", word)
            if script_of(pair.target.locale) not in ("Hans", "Hant", "Jpan", "Kore"):
                yield STYLED(None, found.span(), instead=plain, word=word, plain=plain)


def check_neighbours(pair: Pair) -> Iterator[Finding]:
    """Letters and characters of a neighbouring language that uses the same script."""
    letters = {"ar": _PERSIAN, "fa": _ARABIC}.get(pair.target.language, {})
    seen: set[str] = set()
    for place, sign in enumerate(pair.target.prose):
        if sign in letters and sign not in seen:
            seen.add(sign)
            yield NEIGHBOUR(
                None, (place, place + 1), instead=letters[sign], letter=sign, right=letters[sign]
            )
    if pair.target.language == "zh":
        yield from _characters(pair)


def _characters(pair: Pair) -> Iterator[Finding]:
    rule = SIMPLIFIED if is_traditional(pair.target.locale) else TRADITIONAL
    seen: set[str] = set()
    for place, sign in enumerate(pair.target.prose):
        wrong = _form(sign) == rule.code and sign not in seen and sign not in pair.source.raw
        if wrong:
            seen.add(sign)
            yield rule(None, (place, place + 1), letter=sign)


@cache
def _form(sign: str) -> str:
    """Whether only one of the character sets of Taiwan and of the mainland has the character."""
    if not "\u4e00" <= sign <= "\u9fff":
        return ""
    simplified, traditional = _encodable(sign, "gb2312"), _encodable(sign, "big5")
    if simplified == traditional:
        return ""
    return "simplified" if simplified else "traditional"


def _encodable(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _stray(words: list[re.Match[str]], own: set[str], pair: Pair) -> Iterator[Finding]:
    # A name in its own letters stands in the source too, unless these are the source's letters.
    names = _OWN.get(script_of(pair.source.locale), set())
    for found in words:
        systems = {_system(sign) for sign in found[0]} - own - _ANYWHERE
        if systems and (found[0] not in pair.source.raw or systems & names) and not _symbol(found):
            yield STRAY(None, found.span(), word=found[0])


def _symbol(found: re.Match[str]) -> bool:
    """A letter that stands for a quantity or unit: μ, Ω, π, α."""
    return sum(_system(sign) == "GREEK" for sign in found[0]) == 1 and len(found[0]) <= 3


def _mixed(word: str) -> bool:
    systems = Counter(_system(sign) for sign in word)
    if "LATIN" not in systems:
        return False
    for system, similar in _LIKE_LATIN.items():
        if systems[system]:
            strangers = [sign for sign in word if _system(sign) == system]
            latin = sum(_system(sign) == "LATIN" for sign in word)
            return all(sign in similar for sign in strangers) or len(strangers) > latin
    return False


@lru_cache(maxsize=20_000)
def _system(sign: str) -> str:
    """The first word of a letter's Unicode name, which is its writing system."""
    return unicodedata.name(sign, "?").partition(" ")[0]
