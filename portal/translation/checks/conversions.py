"""Miles, feet, pounds and degrees Fahrenheit, which translators turn into metric units."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from portal.translation.checks.numerals import Number

# International yard and pound agreement of 1959, rounded; translators round more.
_FACTORS = {
    "mile": ("1.609",),
    "mph": ("1.609",),
    "foot": ("0.3048", "30.48"),
    "feet": ("0.3048", "30.48"),
    "ft": ("0.3048", "30.48"),
    "inch": ("2.54", "25.4"),
    "yard": ("0.9144",),
    "pound": ("0.4536",),
    "lb": ("0.4536",),
    "ounce": ("28.35",),
    "acre": ("0.4047", "4047"),
    "gallon": ("3.785",),
}
_UNITS = "|".join((*_FACTORS, "degree", "fahrenheit"))
_UNIT = re.compile(rf"[^.;!?]{{0,16}}?\b(?P<unit>{_UNITS})", re.IGNORECASE)
_LEEWAY = Decimal("0.15")


def conversions(number: Number, text: str) -> Iterator[Decimal]:
    """About what the number becomes in metric units, if an old English unit follows it."""
    found = _UNIT.match(text, number.end)
    for value in number.values if found else ():
        unit = found["unit"].lower() if found else ""
        for factor in _FACTORS.get(unit, ()):
            yield value * Decimal(factor)
        if unit not in _FACTORS:
            yield (value - 32) * 5 / 9  # a temperature
            yield value * 5 / 9  # a difference of temperatures


def any_near(values: Iterable[Decimal], others: Sequence[Decimal]) -> bool:
    """Whether a value comes close to one of the others, which are sorted."""
    for value in values:
        low, high = sorted((value * (1 - _LEEWAY), value * (1 + _LEEWAY)))
        place = bisect_left(others, low)
        if place < len(others) and others[place] <= high:
            return True
    return False
