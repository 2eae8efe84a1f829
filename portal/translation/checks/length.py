"""Length: within its limit, and about as long as translations into this language are."""

from collections.abc import Iterator

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.texts import Pair

TOO_LONG = Rule(
    Check.LENGTH,
    "limit",
    Severity.ERROR,
    _l("The translation has %(count)s characters; there is room for %(limit)s. Shorten it."),
)
UNLIKELY_SHORT = Rule(
    Check.LENGTH,
    "short",
    Severity.WARNING,
    _l("The translation is much shorter than such texts are. See whether something is left out."),
)
UNLIKELY_LONG = Rule(
    Check.LENGTH,
    "long",
    Severity.WARNING,
    _l("The translation is much longer than such texts are. See whether something was added."),
)

# Characters that say what a hundred English ones do: the medians of a thousand news
# sentences in ten languages (NTREX-128), others by the nearest relative.
_CHARACTERS = {
    **dict.fromkeys(("es", "fr", "de", "id", "it", "nl", "pt", "el", "ru"), 114),
    **dict.fromkeys(("ar", "fa", "he", "ur"), 92),
    "ko": 52,
    "ja": 46,
    "zh": 33,
}
_ENGLISH = 100
_TELLING = 60  # characters (in English) below which a ratio tells nothing
_SHORTEST = 0.45
_LONGEST = 2.2


def check_limit(pair: Pair) -> Iterator[Finding]:
    length = len(pair.target.raw)
    if pair.limit is not None and length > pair.limit:
        yield TOO_LONG(None, (pair.limit, length), count=str(length), limit=str(pair.limit))


def check_ratio(pair: Pair) -> Iterator[Finding]:
    asked = len(pair.source.raw) / _CHARACTERS.get(pair.source.language, _ENGLISH)
    given = len(pair.target.raw) / _CHARACTERS.get(pair.target.language, _ENGLISH)
    if asked * _ENGLISH < _TELLING and given * _ENGLISH < _TELLING:
        return
    # The shorter a text, the more the lengths of good translations scatter.
    leeway = 1 + 40 / (asked * _ENGLISH + 1)
    if given < asked * _SHORTEST / leeway:
        yield UNLIKELY_SHORT()
    elif given > asked * _LONGEST * leeway:
        yield UNLIKELY_LONG()
