"""Punctuation marks of the target's own language, and brackets that close."""

import re
from collections.abc import Callable, Iterator

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.texts import Pair

FOREIGN = Rule(
    Check.PUNCTUATION,
    "foreign-mark",
    Severity.WARNING,
    _l("This language writes “%(right)s”, not “%(wrong)s”. Exchange the mark."),
)
FRENCH_SPACE = Rule(
    Check.PUNCTUATION,
    "french-space",
    Severity.WARNING,
    _l("French puts a no-break space by “%(mark)s”. Put one in."),
)
OPENING = Rule(
    Check.PUNCTUATION,
    "opening-mark",
    Severity.WARNING,
    _l("A Spanish sentence that ends with “%(close)s” opens with “%(open)s”. Add it."),
)
BRACKET = Rule(
    Check.PUNCTUATION,
    "bracket",
    Severity.WARNING,
    _l("The bracket “%(bracket)s” has no partner. Open or close it."),
)

_ARABIC = dict(zip("?,;", "؟،؛", strict=True))
_FULL_WIDTH = dict(zip(",.?!;:", "，。？！；：", strict=True))
_AFTER_ARABIC = re.compile(r"(?<=[\u0621-\u064a\u0671-\u06d3])(?P<mark>[?,;])(?!\d)")
_AFTER_HAN = re.compile(r"(?<=[\u3041-\u30ff\u4e00-\u9fff])(?P<mark>[,.?!;:])(?![A-Za-z0-9.])")
_GREEK_QUESTION = re.compile(r"(?<=[α-ωά-ώ])(?P<mark>\?)")
# A mark of the French kind without any space, and a guillemet that touches its word. An
# ordinary space is let pass in content: the page makes a no-break space of it.
_FRENCH_BARE = re.compile(r"(?<=[^\W\d_])(?P<mark>[;!?»]|:(?=\s))|(?P<open>«)(?=\w)")
_FRENCH_BREAKING = re.compile(r"(?P<before> )(?P<mark>[;:!?»])|(?P<open>«)(?P<after> )")
_NO_BREAK = {"»": "\u00a0", ":": "\u00a0"}
_NARROW = "\u202f"
_SENTENCE_END = re.compile(r"[.!?…\n][\s\"”»)’]|[!?]")
_OPENED_BY = {"?": "¿", "!": "¡"}
_PARTNER = {")": "(", "]": "[", "}": "{", "）": "(", "】": "【"}
_OPEN = {"(": "(", "（": "(", "[": "[", "{": "{", "【": "【"}


def check_signs(pair: Pair) -> Iterator[Finding]:
    rule = _BY_LANGUAGE.get(pair.target.language)
    if rule:
        yield from rule(pair)


def check_brackets(pair: Pair) -> Iterator[Finding]:
    if next(_alone(pair.source.prose), None) is None:
        for place in _alone(pair.target.prose):
            yield BRACKET(None, (place, place + 1), bracket=pair.target.prose[place])


def _exchange(pattern: re.Pattern[str], marks: dict[str, str], pair: Pair) -> Iterator[Finding]:
    for found in pattern.finditer(pair.target.prose):
        wrong = found["mark"]
        yield FOREIGN(
            None, found.span(), instead=marks[wrong], wrong=wrong, right=marks[wrong].strip()
        )


def _arabic(pair: Pair) -> Iterator[Finding]:
    return _exchange(_AFTER_ARABIC, _ARABIC, pair)


def _chinese(pair: Pair) -> Iterator[Finding]:
    return _exchange(_AFTER_HAN, _FULL_WIDTH, pair)


def _japanese(pair: Pair) -> Iterator[Finding]:
    return _exchange(_AFTER_HAN, _FULL_WIDTH | {",": "、"}, pair)


def _greek(pair: Pair) -> Iterator[Finding]:
    return _exchange(_GREEK_QUESTION, {"?": ";"}, pair)


def _french(pair: Pair) -> Iterator[Finding]:
    canadian = pair.target.locale.endswith("-CA")
    patterns = (_FRENCH_BARE, _FRENCH_BREAKING) if pair.is_message else (_FRENCH_BARE,)
    for pattern in patterns:
        for found in pattern.finditer(pair.target.prose):
            mark = found["mark"] or found["open"]
            if canadian and mark in ";!?":
                continue
            space = "\u00a0" if found["open"] else _NO_BREAK.get(mark, _NARROW)
            instead = mark + space if found["open"] else space + mark
            yield FRENCH_SPACE(None, found.span(), instead=instead, mark=mark)


def _spanish(pair: Pair) -> Iterator[Finding]:
    prose = pair.target.prose
    start = 0
    for found in _SENTENCE_END.finditer(prose):
        close = found[0][0]
        opened = _OPENED_BY.get(close)
        sentence = prose[start : found.start()]
        if opened and _says_something(sentence) and not set(sentence) & set("¿¡"):
            yield OPENING(None, (found.start(), found.start() + 1), open=opened, close=close)
        start = found.start() + 1


def _says_something(sentence: str) -> bool:
    return any(sign.isalpha() for sign in sentence)


_BY_LANGUAGE: dict[str, Callable[[Pair], Iterator[Finding]]] = {
    "ar": _arabic,
    "fa": _arabic,
    "ur": _arabic,
    "zh": _chinese,
    "ja": _japanese,
    "el": _greek,
    "fr": _french,
    "es": _spanish,
}


def _alone(text: str) -> Iterator[int]:
    """Where brackets stand that nothing opens or closes."""
    opened: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if sign in _OPEN:
            opened.append((_OPEN[sign], place))
        elif sign in _PARTNER:
            if opened and opened[-1][0] == _PARTNER[sign]:
                opened.pop()
            else:
                yield place
    yield from (place for _sign, place in opened)
