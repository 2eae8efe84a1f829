"""Numbers: those of the source stand in the target, in its own way of writing them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.conversions import any_near, conversions
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.numerals import Number, borrows_mark
from portal.translation.checks.spelled import any_spelled
from portal.translation.checks.texts import Pair, Text

MISSING = Rule(
    Check.NUMBERS,
    "number-missing",
    Severity.WARNING,
    _l(
        "The number “%(number)s” is not in the translation. "
        "Put it in, or say how it is expressed there."
    ),
)
NEW = Rule(
    Check.NUMBERS,
    "number-new",
    Severity.WARNING,
    _l("The number “%(number)s” is not in the source. Correct it, or say where it comes from."),
)
OTHER_STYLE = Rule(
    Check.NUMBERS,
    "number-style",
    Severity.WARNING,
    _l(
        "This language does not write the number “%(number)s” of the source as “%(written)s”. "
        "Use its decimal mark and its separators, or say why not."
    ),
)

_USUAL_WORDS = 20  # numbers up to here are often words, or ordinals, in one of two languages
_SHORT_YEAR, _FULL_YEAR = 2, 4

_GLUED = re.compile(r"[^\W\d_]\Z")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|ère|ème|º|ª|°|\.)(?!\w)")
_AFTER_A_YEAR = re.compile(r"(?:\d[-–/]|['’]|[^\W\d_])\Z")


def check_numbers(pair: Pair) -> Iterator[Finding]:
    seen: set[frozenset[Decimal]] = set()
    for number in _own(pair.source):
        if number.values not in seen and not _stands(number, pair):
            yield MISSING(number.span, number=number.written)
        seen.add(number.values)
    for number in _own(pair.target):
        if not _comes_from(number, pair):
            yield NEW(None, number.span, number=number.written)


def check_styles(pair: Pair) -> Iterator[Finding]:
    """Numbers that are right in another language's way of writing only."""
    strict = {value for number in pair.target.numbers for value in number.values}
    foreign = {
        value: number
        for number in reversed(pair.target.numbers)
        for value in number.tolerated - number.values
    }
    copied = {number.written: number for number in _own(pair.target)}
    for number in _own(pair.source):
        other = next((foreign[value] for value in number.values if value in foreign), None)
        other = None if number.values & strict else other
        if borrows_mark(number.written, pair.source.locale, pair.target.locale):
            other = other or copied.get(number.written)
        if other:
            yield OTHER_STYLE(number.span, other.span, number=number.written, written=other.written)


def _own(text: Text) -> Iterator[Number]:
    """The numbers that are neither part of a date or time nor of a formula such as CO2."""
    spans = [*(date.span for date in text.dates), *(time.span for time in text.times)]
    taken = {place for span in spans for place in range(*span)}
    for number in text.numbers:
        before = text.raw[max(0, number.start - 1) : number.start]
        glued = len(number.written) == 1 and _GLUED.search(before)
        if number.start not in taken and not glued and number.values:
            yield number


def _stands(number: Number, pair: Pair) -> bool:
    """Whether the target has a number of the source in one of the ways to say it."""
    target = pair.target
    value = max(number.bare)
    return bool(
        number.values & target.values
        or number.bare & target.unmultiplied
        or (_ORDINAL.match(pair.source.raw, number.end) and value <= _USUAL_WORDS)
        or any_spelled(number.bare | number.values, target.folded, target.language)
        or (_may_be_year(number, pair.source) and _shares_year(value, target))
        or any_near(conversions(number, pair.source.raw), target.sorted_values)
    )


def _comes_from(number: Number, pair: Pair) -> bool:
    """Whether the source has a number of the target in one of the ways to say it."""
    source = pair.source
    value = max(number.bare)
    return bool(
        value <= _USUAL_WORDS
        or (number.values | number.tolerated) & source.values
        or number.bare & source.unmultiplied
        or any_spelled(number.bare | number.values, source.folded, source.language)
        or _shares_year(value, source)
        or any_near(number.values, source.metric)
    )


def _may_be_year(number: Number, text: Text) -> bool:
    """Whether a year may be shortened or written in full: '98, 2018/19, SS19, the 1990s."""
    before = text.raw[max(0, number.start - 2) : number.start]
    if len(number.written) == _SHORT_YEAR:
        return bool(_AFTER_A_YEAR.search(before))
    return len(number.written) == _FULL_YEAR and max(number.bare) % 10 == 0


def _shares_year(value: Decimal, text: Text) -> bool:
    """Whether the text has a year of four digits for one of two, or the reverse."""
    pairs = ((max(value, other), min(value, other)) for other in text.values)
    return any(1000 <= long < 2100 and short < 100 and long % 100 == short for long, short in pairs)
