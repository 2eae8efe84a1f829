"""Dates and times of day: those of the source stand in the target, however it writes them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.calendars import Date, Reading, Time, months_named
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.spelled import may_be_spelled
from portal.translation.checks.texts import Pair

DATE_MISSING = Rule(
    Check.DATES,
    "date-missing",
    Severity.WARNING,
    _l(
        "The date “%(date)s” is not in the translation, or it became another one. "
        "Correct the date, or say why it is left out."
    ),
)
TIME_MISSING = Rule(
    Check.DATES,
    "time-missing",
    Severity.WARNING,
    _l(
        "The time “%(time)s” is not in the translation, or it became another one. "
        "Correct the time, or say why it is left out."
    ),
)

_OPEN = "open"


def check_dates(pair: Pair) -> Iterator[Finding]:
    written = {part for date in pair.target.dates for part in _parts(date)}
    for date in pair.source.dates:
        if not any(_agree(reading, written) for reading in date.readings) and not _scattered(
            date, pair
        ):
            yield DATE_MISSING(date.span, date=pair.source.raw[slice(*date.span)])


def check_times(pair: Pair) -> Iterator[Finding]:
    asked = {time.moment for time in pair.source.times}
    written = {time.moment for time in pair.target.times}
    # Another time in its place leaves no room for an unusual way to write the right one.
    replaced = bool(written - asked)
    for time in pair.source.times:
        if time.moment not in written and (replaced or not _told(time, pair)):
            yield TIME_MISSING(time.span, time=pair.source.raw[slice(*time.span)].strip())


def _parts(date: Date) -> Iterator[tuple[object, ...]]:
    """The readings of a date with each choice of year, month and day left open."""
    for reading in date.readings:
        yield from product(*((part, _OPEN) for part in reading))


def _agree(reading: Reading, written: set[tuple[object, ...]]) -> bool:
    """Whether a date is one of those written; these may say more, not less."""
    return tuple(_OPEN if part is None else part for part in reading) in written


def _scattered(date: Date, pair: Pair) -> bool:
    """Whether month, day and year are all there, though not as a date that we know to read."""
    there = pair.target.wholes
    named = months_named(pair.target.folded, pair.target.locale)
    text, language = pair.target.folded, pair.target.language
    return any(
        (month is None or month in named or month in there)
        and (day is None or day in there or may_be_spelled(Decimal(day), text, language))
        and (year is None or year in there)
        for year, month, day in date.readings
    )


def _told(time: Time, pair: Pair) -> bool:
    """Whether hour and minute are there in another form: 4.40 Uhr, las tres de la tarde."""
    hour, minute = time.moment
    there, text, language = pair.target.wholes, pair.target.folded, pair.target.language
    told = any(
        value in there or may_be_spelled(Decimal(value), text, language)
        for value in (hour or 12, hour + 12)
    )
    return told and (minute == 0 or minute in there)
