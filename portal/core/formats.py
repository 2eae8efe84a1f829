"""Dates, numbers and money as the reader writes them."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_compact_currency, format_decimal, format_percent
from flask import Flask, g

from portal.core.i18n import babel_locale, locale

UTC = "UTC"


def zone() -> str:
    """The reader's time zone (IANA name); UTC for visitors."""
    return str(g.get("time_zone") or UTC)


def known_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(UTC)


@lru_cache(maxsize=4096)
def _day(value: date, code: str) -> str:
    return format_date(value, "long", locale=babel_locale(code))


@lru_cache(maxsize=4096)
def _month(value: date, code: str) -> str:
    return format_skeleton("yMMMM", value, locale=babel_locale(code))


@lru_cache(maxsize=4096)
def _moment(value: datetime, code: str, zone_name: str) -> str:
    spoken = babel_locale(code)
    here = value.astimezone(known_zone(zone_name))
    pattern = str(spoken.datetime_formats["medium"])
    return pattern.format(
        format_time(here, "HH:mm", locale=spoken), format_date(here, "long", locale=spoken)
    )


@lru_cache(maxsize=1024)
def _money(amount: int, currency: str, code: str) -> str:
    return format_compact_currency(
        amount, currency, locale=babel_locale(code), fraction_digits=1 if amount >= 1000 else 0
    )


def day(value: date | datetime) -> str:
    """A date in words; of a moment, the date in the reader's zone."""
    if isinstance(value, datetime):
        value = value.astimezone(known_zone(zone())).date()
    return _day(value, locale())


def moment(value: datetime, zone_name: str | None = None) -> str:
    """A date and time in the reader's zone, or in `zone_name` (IANA)."""
    return _moment(value, locale(), zone_name or zone())


def month(value: str) -> str:
    """A month given as `2024-06`."""
    year, number = value.split("-")
    return _month(date(int(year), int(number), 1), locale())


def money(amount: int, currency: str) -> str:
    return _money(amount, currency, locale())


def number(value: float) -> str:
    return _number(value, locale())


def enumeration(parts: Iterable[str]) -> str:
    """The parts one after another, as the reader's language lists them: "a, b and c"."""
    return format_list(list(parts), locale=babel_locale(locale()))


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent, rounded down: 100 % is said of the whole only."""
    return _percent(math.floor(share * 100 + 1e-9), locale())


@lru_cache(maxsize=1024)
def _percent(hundredths: int, code: str) -> str:
    return format_percent(hundredths / 100, locale=babel_locale(code))


@lru_cache(maxsize=4096)
def _number(value: float, code: str) -> str:
    return format_decimal(value, locale=babel_locale(code))


def init_app(app: Flask) -> None:
    for shape in (day, enumeration, moment, money, month, number, percent):
        app.jinja_env.filters[shape.__name__] = shape
