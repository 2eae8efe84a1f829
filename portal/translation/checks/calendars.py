"""Dates and times of day as languages write them, by the names that CLDR has for the months."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from portal.analysis import language_of
from portal.core.blocks import Span
from portal.translation.checks.numerals import figures
from portal.translation.checks.stretches import lowered

Reading = tuple[int | None, int | None, int | None]
"""Year, month, day; None where the text does not say."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date and what it may mean: 03/04/2026 is in March or in April."""

    span: Span
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as hour (0 to 11, so that 3 pm is 15:00) and minute."""

    span: Span
    moment: tuple[int, int]


_HAN_MONTHS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
_HAN_MONTHS |= {"十一": 11, "十二": 12}
_EAST_ASIAN = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4})\s?[年년]\s?)?"
    r"(?<!\d)(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?[月월]份?"
    r"(?:\s?(?P<day>\d{1,2})(?=\s?[日号號일]|\D|$))?"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<iso>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2}))(?![\d/-])"
)
_DAY_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|re|º|°|ª|\.|-?го|-?е)?"
    r"(?:\s+(?:de|of|d['’]|من|شهر|di)){0,2}[\s\u00a0]*\Z"
)
_DAY_AFTER = re.compile(
    r"\.?[\s\u00a0]+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\s?%|\s?[ap]\.?m)"
)
_YEAR_AFTER = re.compile(
    r"\.?,?(?:[\s\u00a0]+(?:de|del|of|من|عام|سنة|tahun)){0,2}[\s\u00a0]*(\d{4})(?!\d)"
)
_SHORT_NAME = 4
_WINDOW = 24  # characters before and after the name of a month in which day and year may stand
# Arabic joins "and", "with", "for" to the word; CLDR's names of other Arab countries count too.
_JOINED = {"ar": "[وبلفك]?", "fa": "", "he": "[והבלמש]{0,2}"}
_COUNTRIES = {"ar": ("ar", "ar_SY", "ar_MA", "ar_DZ"), "pt": ("pt", "pt_PT"), "en": ("en", "en_GB")}

_TIME = re.compile(
    r"(?<![\d.,:])(?P<before>上午|下午|晚上|凌晨|午前|午後|오전|오후)?\s?"
    r"(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?::|\s?[hH時时点點시]\s?)(?P<minute>[0-5]\d)(?:分|분|:[0-5]\d)?(?!\d)"
    r"|\.(?P<dotted>[0-5]\d)(?=\s?(?:[ap]\.?m\b|Uhr)))?"
    r"\s?(?P<after>[ap]\.?m\b|[AP]\.?M\b|Uhr\b|[hH]\b(?!\d))?"
)


def dates(text: str, locale: str) -> Iterator[Date]:
    """Find dates that name a month, by name or by number."""
    plain = figures(text)
    for found in _NUMERIC.finditer(plain):
        if readings := tuple(_numeric(found)):
            yield Date(found.span(), readings)
    language = language_of(locale)
    if language in ("zh", "ja", "ko"):
        yield from _east_asian(plain)
        return
    for found in _month_names(language).finditer(lowered(plain)):
        if date := _around(plain, found.span("month"), _months(language)[found["month"]]):
            yield date


def times(text: str) -> Iterator[Time]:
    """Find times of day that are clearly such: with minutes or a word for morning or evening."""
    for found in _TIME.finditer(figures(text)):
        marked = found["before"] or found["after"]
        minute = found["minute"] or found["dotted"]
        if minute or (marked and marked not in "hH"):
            yield Time(found.span(), (int(found["hour"]) % 12, int(minute or 0)))


@lru_cache(maxsize=64)
def months_named(folded: str, locale: str) -> frozenset[int]:
    """The months whose name stands anywhere in the text, with or without a day."""
    language = language_of(locale)
    if language in ("zh", "ja", "ko"):
        return frozenset(
            month for date in _east_asian(folded) for _y, month, _d in date.readings if month
        )
    return frozenset(
        month
        for name, month in _months(language).items()
        # Cases change the end of a name (январь, январе).
        if re.search(rf"(?<!\w){_JOINED.get(language, '')}{re.escape(_stem(name))}", folded)
    )


def _stem(name: str) -> str:
    return name[:-1] if len(name) > _SHORT_NAME else name


def _numeric(found: re.Match[str]) -> Iterator[Reading]:
    if found["iso"]:
        orders = [(int(found["m"]), int(found["d"]))]
        year = int(found["iso"])
    else:
        one, two = int(found["a"]), int(found["b"])
        orders = [(two, one), (one, two)]
        year = int(found["year"])
        year += 2000 if year < 70 else 1900 if year < 100 else 0
    for month, day in orders:
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield year, month, day


def _east_asian(text: str) -> Iterator[Date]:
    for found in _EAST_ASIAN.finditer(text):
        written = found["month"]
        month = _HAN_MONTHS.get(written) or int(written)
        if 1 <= month <= 12:
            year = int(found["year"]) if found["year"] else None
            day = int(found["day"]) if found["day"] else None
            yield Date(found.span(), ((year, month, day),))


def _around(text: str, name: Span, month: int) -> Date | None:
    """The date around the name of a month; None where neither day nor year stands by it."""
    start, end = name
    before = _DAY_BEFORE.search(text[max(0, start - _WINDOW) : start])
    after = None if before else _DAY_AFTER.match(text, end, end + _WINDOW)
    day = before or after
    stop = after.end(1) if after else end
    if after:
        stop = after.end()
    year = _YEAR_AFTER.match(text, stop, stop + _WINDOW)
    if not day and not year:
        return None
    first = max(0, start - _WINDOW) + before.start(1) if before else start
    reading = (int(year[1]) if year else None, month, int(day[1]) if day else None)
    return Date((first, year.end(1) if year else stop), (reading,))


@cache
def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for code in _COUNTRIES.get(language, (language,)):
        try:
            widths = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in widths[form][width].items():
                    if len(name.rstrip(".")) > 2:
                        names[lowered(name.rstrip("."))] = number
    return names | ({"sept": 9} if language == "en" else {})


@cache
def _month_names(language: str) -> re.Pattern[str]:
    names = sorted(_months(language), key=len, reverse=True)
    words = "|".join(re.escape(name) for name in names) or r"(?!)"
    return re.compile(rf"(?<!\w){_JOINED.get(language, '')}(?P<month>{words})(?!\w)")
