"""Words that multiply a number: million, mil millones, ألف, 万."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError

_ONE = Decimal(1)
_SHORT = 2
_LARGEST = 40  # a power of ten that no text needs
EAST_ASIAN = frozenset({"zh", "ja", "ko"})
# What CLDR's compact forms lack: plurals and cases, common short forms, other countries.
_MORE = {
    "en": {"mn": 6, "bn": 9},
    "pt": {"milhares": 3, "mil milhões": 9, "biliões": 12},
    "ar": {"الف": 3, "ألفا": 3, "ألفًا": 3, "مليونا": 6, "مليونًا": 6, "مليوناً": 6}
    | {"مليارات": 9, "بليون": 9, "تريليون": 12},
    "id": {"milyar": 9},
}
# One sign each, and several of them multiply: 3千万.
_HAN = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}
_KOREAN = {"십": 1, "백": 2, "천": 3, "만": 4, "억": 8, "조": 12}
_SIGNS = _HAN | _KOREAN
_SIGN = re.compile(f"[{''.join(_SIGNS)}]+")
_BEFORE = re.compile("[\u00a0\u202f -]?")


def factors(text: str, start: int, language: str) -> tuple[tuple[Decimal, ...], int]:
    """What the number that ends at `start` may be multiplied by, and where the word for it ends.

    (1,) if no such word follows. «5m» may be five million or five metres, so a short form
    leaves both open.
    """
    gap = _BEFORE.match(text, start)
    after = gap.end() if gap else start
    if language in EAST_ASIAN and (signs := _SIGN.match(text, after)):
        power = min(sum(_SIGNS[sign] for sign in signs[0]), _LARGEST)
        return (Decimal(10) ** power,), signs.end()
    found = _pattern(language).match(text, after)
    if not found:
        return (_ONE,), start
    factor = Decimal(10) ** _words(language)[found[0].casefold()]
    return (_ONE, factor) if len(found[0]) <= _SHORT else (factor,), found.end()


@cache
def _words(language: str) -> dict[str, int]:
    return dict(_compact_forms(language)) | _MORE.get(language, {})


@cache
def _pattern(language: str) -> re.Pattern[str]:
    # German has Million and Millionen, Russian миллион and миллионов: endings may follow.
    names = sorted(_words(language), key=len, reverse=True)
    words = "|".join(re.escape(name) for name in names) or r"(?!)"
    return re.compile(rf"(?:{words})(?=\W|$)", re.IGNORECASE)


def _compact_forms(language: str) -> Iterator[tuple[str, int]]:
    """The names in CLDR's compact forms: «0 million» for 1000000, «00 million» ten times that."""
    try:
        lengths = Locale.parse(language).compact_decimal_formats
    except (UnknownLocaleError, ValueError):
        return
    for plurals in lengths.values():
        for forms in plurals.values():
            for size, form in forms.items():
                pattern = str(form.pattern)
                name = pattern.replace("0", "").strip(" \u00a0\u202f\u200f'.").casefold()
                if name and pattern.count("0"):
                    yield name, len(size) - pattern.count("0")
