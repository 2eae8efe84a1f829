"""Numbers written in figures, in any script, and what they may mean."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError

from portal.analysis import language_of
from portal.core.blocks import Span
from portal.translation.checks.magnitudes import EAST_ASIAN, factors

LONGEST = 30  # digits; what is longer is a key or a noise and compared as it is written

_SPACE = "\u00a0\u2009\u202f "
_FIGURES = re.compile(
    rf"(?<!\d)(?:(?<!\d[{_SPACE}])\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'’٫٬،·]\d+)*)"
)
_SEPARATOR = re.compile(rf"[.,'’٫٬،·{_SPACE}]")
_FULL_WIDTH = str.maketrans("．，", ".,")
_ONLY_GROUPS = frozenset("'’٬" + _SPACE)
_ONLY_DECIMAL = frozenset("٫·")
# Where decimal mark and group sign differ from country to country.
_VARYING = frozenset({"es", "ar"})


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written; `values` as its language reads it, `tolerated` as others do.

    Both have the magnitude that follows («3.5 million») applied; `bare` has it not, and
    `multiplied` says whether there surely is one.
    """

    start: int
    end: int
    written: str
    values: frozenset[Decimal]
    tolerated: frozenset[Decimal]
    bare: frozenset[Decimal]
    multiplied: bool
    reach: int  # where the word for the magnitude ends

    @property
    def span(self) -> Span:
        return self.start, self.end


def numbers(text: str, locale: str) -> Iterator[Number]:
    """Find the numbers of a text in their order; a date or a version gives one per part."""
    language = language_of(locale)
    text = text.translate(_FULL_WIDTH)
    pending: Number | None = None
    for found in _FIGURES.finditer(text):
        for start, end in _parts(found):
            number = _number(text, (start, end), locale)
            if pending and language in EAST_ASIAN and _continues(pending, number):
                pending = _sum(pending, number)
                continue
            if pending:
                yield pending
            pending = number
    if pending:
        yield pending


def _number(text: str, span: Span, locale: str) -> Number:
    written = text[slice(*span)]
    every = frozenset(_every_reading(written))
    times, reach = factors(text, span[1], language_of(locale))
    return Number(
        *span,
        written,
        frozenset(value * factor for value in _readings(written, locale) for factor in times),
        frozenset(value * factor for value in every for factor in times),
        every,
        1 not in times,
        reach,
    )


def _continues(before: Number, number: Number) -> bool:
    """Whether both are one: 7만 7천, 1億2000万."""
    return bool(
        before.multiplied
        and number.start - before.reach <= 1
        and before.values
        and number.values
        and max(number.values) < max(before.values)
    )


def _sum(before: Number, number: Number) -> Number:
    values = frozenset({max(before.values) + max(number.values)})
    return replace(
        before,
        end=number.end,
        written=f"{before.written}…{number.written}",
        values=values,
        tolerated=values,
        reach=number.reach,
    )


def figures(written: str) -> str:
    """The same with the digits 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in written)


def _parts(found: re.Match[str]) -> Iterator[Span]:
    """The whole, or each run of digits where the whole is no number (12.03.2026)."""
    if next(_every_reading(found[0]), None) is not None:
        yield found.span()
        return
    for run in re.finditer(r"\d+", found[0]):
        yield found.start() + run.start(), found.start() + run.end()


def borrows_mark(written: str, source: str, target: str) -> bool:
    """Whether a number has the decimal mark of the source's language and the target has another.

    Only for what can be nothing but a decimal fraction, such as 3.5 in a French text.
    """
    mark, right = _signs(source)[0], _signs(target)[0]
    return (
        mark != right
        and language_of(target) not in _VARYING
        and _SEPARATOR.findall(written) == [mark]
        and _as_whole(written) is None
    )


def _readings(written: str, locale: str) -> Iterator[Decimal]:
    """What the number means in this language; every meaning where its form is another's."""
    if written.isdecimal():
        yield from _every_reading(written)
        return
    decimal, group = _signs(locale)
    separator = next(iter(_SEPARATOR.findall(written)), "")
    whole, fraction = _as_whole(written), _as_fraction(written)
    if whole is None or fraction is None or language_of(locale) in _VARYING:
        yield from _every_reading(written)
    elif separator == group:
        yield whole
    elif separator == decimal:
        yield fraction
    else:
        yield from (whole, fraction)


def _every_reading(written: str) -> Iterator[Decimal]:
    if written.isdecimal():  # most are; the rest costs ten times as much
        if len(written) <= LONGEST:
            yield Decimal(int(written))
    elif sum(sign.isdecimal() for sign in written) <= LONGEST:
        read = (_as_whole(written), _as_fraction(written))
        yield from (value for value in read if value is not None)


def _as_whole(written: str) -> Decimal | None:
    """The number if its separators part groups of digits, all alike."""
    separators = set(_SEPARATOR.findall(written))
    parts = _SEPARATOR.split(figures(written))
    if len(separators) > 1 or separators & _ONLY_DECIMAL or not _grouped(parts):
        return None
    return Decimal("".join(parts))


def _as_fraction(written: str) -> Decimal | None:
    """The number if its last separator is the decimal mark and the others part groups."""
    *groups, last = _SEPARATOR.findall(written) or [""]
    if not last or last in _ONLY_GROUPS or last in groups or len(set(groups)) > 1:
        return None
    *parts, fraction = _SEPARATOR.split(figures(written))
    return Decimal(f"{''.join(parts)}.{fraction}") if _grouped(parts) else None


def _grouped(parts: list[str]) -> bool:
    """Whether the parts are groups: of three, or as in India of two before the last three."""
    if len(parts) == 1:
        return True
    first, *middle, last = parts
    return (
        len(last) == 3
        and 1 <= len(first) <= 3
        and (all(len(part) == 3 for part in middle) or all(len(part) == 2 for part in middle))
    )


@cache
def _signs(locale: str) -> tuple[str, str]:
    """The decimal mark and the group sign of a language, as CLDR has them."""
    try:
        symbols = Locale.parse(locale, sep="-").number_symbols["latn"]
    except (UnknownLocaleError, ValueError, KeyError):
        return ".", ","
    return symbols.get("decimal", "."), symbols.get("group", ",")
