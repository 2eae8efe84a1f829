"""The years of what is found: a range to choose, and a small plot of what each year has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from portal.core import facets
from portal.core.facets import Chip
from portal.core.i18n import gettext as _

YEAR = "year"  # as documents name the facet
FROM, TO = "from", "to"  # in the address
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Bar:
    """One year; `height` is its share of what the fullest year has, 0 to 1."""

    year: int
    count: int
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Range:
    """From a year to a year, both included; open at an end without one."""

    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def __contains__(self, year: int) -> bool:
        return (self.first or EARLIEST) <= year <= (self.last or LATEST)

    @property
    def codes(self) -> frozenset[str]:
        """The years as the index knows them; none where nothing is chosen."""
        if not self:
            return frozenset()
        years = range(self.first or EARLIEST, (self.last or LATEST) + 1)
        return frozenset(map(str, years))


def asked(arguments: MultiDict[str, str]) -> Range:
    """The range in an address; what is no year is left aside, and the two may stand crosswise."""
    first, last = _year(arguments.get(FROM, "")), _year(arguments.get(TO, ""))
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Range(first, last)


def of(codes: Collection[str]) -> Range:
    """The range that has these years, for `asked` to read again."""
    numbers = sorted(year for code in codes if (year := _year(code)) is not None)
    if not numbers:
        return Range()
    first, last = numbers[0], numbers[-1]
    return Range(first if first > EARLIEST else None, last if last < LATEST else None)


def parameters(codes: Collection[str]) -> dict[str, int]:
    """What an address holds of these years."""
    chosen = of(codes)
    ends = {FROM: chosen.first, TO: chosen.last}
    return {name: year for name, year in ends.items() if year is not None}


def _year(text: str) -> int | None:
    text = text.strip()
    if len(text) > len(str(LATEST)) or not text.isdecimal():
        return None
    return int(text) if EARLIEST <= int(text) <= LATEST else None


def plot(counts: Mapping[str, int], chosen: Range) -> list[Bar]:
    """A bar for every year from the first to the last that has anything, also for empty ones."""
    numbers = {year: count for code, count in counts.items() if (year := _year(code)) is not None}
    if not numbers:
        return []
    most = max(numbers.values())
    years = range(min(numbers), max(numbers) + 1)
    return [
        Bar(year, numbers.get(year, 0), numbers.get(year, 0) / most, year in chosen)
        for year in years
    ]


def label(chosen: Range) -> str:
    """The range in words; nothing where none is chosen."""
    if not chosen:
        return ""
    if chosen.last is None:
        return _("Since %(year)s", year=chosen.first)
    if chosen.first is None:
        return _("Until %(year)s", year=chosen.last)
    if chosen.first == chosen.last:
        return str(chosen.first)
    return _("%(first)s to %(last)s", first=chosen.first, last=chosen.last)


def chips(chosen: Range) -> list[Chip]:
    if not chosen:
        return []
    query = urlencode(facets.kept(FROM, TO))
    return [Chip(label(chosen), f"{request.path}?{query}" if query else request.path)]
