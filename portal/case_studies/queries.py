"""Lists of case studies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from portal.content.models import Entry, Subject
from portal.content.policy import reader_of
from portal.content.queries import published, published_to_reader
from portal.core.db import db
from portal.organisations.models import Organisation

BY_SUBJECT = ("pathway", "topic", "hazard", "sdg", "stage")
BY_CITY = {
    "region": Organisation.region,
    "band": Organisation.band,
    "country": Organisation.country,
    "city": Organisation.slug,
}
FILTERS = (*BY_SUBJECT, *BY_CITY, "language")
SINGLE_POINTS = 60
"""So many cities of several countries each have a point on the map; beyond, each country has."""

Filters = Mapping[str, list[str]]
Names = tuple[str, ...]
Count = sa.Select[str, Any, int]  # name of the filter, code, number


def in_use(filters: Filters, without: str = "") -> Names:
    return tuple(name for name in FILTERS if filters.get(name) and name != without)


def asked(person: Any, filters: Filters) -> dict[str, Any]:
    """The parameters of `filtered`: who asks, and the codes of each filter in use."""
    return reader_of(person) | {name: filters[name] for name in in_use(filters)}


@lru_cache(maxsize=256)
def filtered(names: Names) -> sa.Select[int]:
    """Numbers of the published case studies that pass these filters, newest first.

    Built once, to be run with `asked(person, filters)`. Within one filter any of its codes
    will do.
    """
    chosen = published_to_reader("case_study").join(
        Organisation, Organisation.id == Entry.organisation_id
    )
    return chosen.where(*map(_passes, names))


def _passes(name: str) -> sa.ColumnElement[bool]:
    codes: sa.BindParameter[str] = sa.bindparam(name, expanding=True)
    if name == "language":
        return Entry.locale.in_(codes)
    if name in BY_CITY:
        return BY_CITY[name].in_(codes)
    return (
        sa.select(sa.literal(1))
        .where(Subject.entry_id == Entry.id, Subject.scheme == name, Subject.code.in_(codes))
        .correlate(Entry)
        .exists()
    )


def facet_counts(person: Any, filters: Filters) -> dict[str, dict[str, int]]:
    """How many each code would show; a filter's own choice does not narrow its counts."""
    narrowed, values = in_use(filters), asked(person, filters)
    free = tuple(name for name in FILTERS if name not in narrowed and name != "city")
    counts = _counts(narrowed, free, values)
    for name in narrowed:
        counts |= _counts(in_use(filters, without=name), (name,), values)
    return counts


def _counts(narrowed: Names, names: Names, values: dict[str, Any]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, code, number in db.session.execute(_counted(narrowed, names), values):
        if code is not None:
            counts[name][code] = number
    return counts


@lru_cache(maxsize=256)
def _counted(narrowed: Names, names: Names) -> sa.CompoundSelect[str, Any, int]:
    """The counts of several filters over the same entries, in one statement."""
    numbers = filtered(narrowed).order_by(None).with_only_columns(Entry.id).cte("chosen")
    parts = [_count_by_subject(numbers, names)]
    for name in names:
        if name in BY_CITY:
            parts.append(_count_by_city(numbers, name))
        elif name == "language":
            parts.append(_count_by_language(numbers))
    return sa.union_all(*parts)


def _count_by_subject(numbers: sa.CTE, names: Names) -> Count:
    return (
        sa.select(Subject.scheme, Subject.code, sa.func.count())
        .join(numbers, numbers.c.id == Subject.entry_id)
        .where(Subject.scheme.in_([name for name in names if name in BY_SUBJECT]))
        .group_by(Subject.scheme, Subject.code)
    )


def _count_by_city(numbers: sa.CTE, name: str) -> Count:
    column = BY_CITY[name]
    return (
        sa.select(sa.literal(name), column, sa.func.count())
        .join(Entry, Entry.organisation_id == Organisation.id)
        .join(numbers, numbers.c.id == Entry.id)
        .group_by(column)
    )


def _count_by_language(numbers: sa.CTE) -> Count:
    return (
        sa.select(sa.literal("language"), Entry.locale, sa.func.count())
        .join(numbers, numbers.c.id == Entry.id)
        .group_by(Entry.locale)
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """A city on the map and the number of its case studies; without a slug, a country's."""

    slug: str
    name: str
    country: str
    latitude: float
    longitude: float
    count: int


def spots(person: Any, filters: Filters) -> list[Spot]:
    """The cities of all case studies in the list that she may read, or their countries."""
    rows = db.session.execute(_placed(in_use(filters)), asked(person, filters))
    cities = [Spot(*row) for row in rows]
    if len(cities) <= SINGLE_POINTS or len(filters.get("country", ())) == 1:
        return cities
    return _by_country(cities)


@lru_cache(maxsize=256)
def _placed(narrowed: Names) -> sa.Select[str, str, str, Any, Any, int]:
    numbers = filtered(narrowed).order_by(None).cte("chosen")
    told = (
        Organisation.slug,
        Organisation.name,
        Organisation.country,
        Organisation.latitude,
        Organisation.longitude,
    )
    return (
        sa.select(*told, sa.func.count())
        .join(Entry, Entry.organisation_id == Organisation.id)
        .join(numbers, numbers.c.id == Entry.id)
        .where(Organisation.latitude.is_not(None), Organisation.longitude.is_not(None))
        .group_by(Organisation.id, *told)
        .order_by(Organisation.name, Organisation.id)
    )


def _by_country(cities: list[Spot]) -> list[Spot]:
    """One point for each country, where its city with the most case studies lies."""
    lands: dict[str, Spot] = {}
    for city in sorted(cities, key=lambda each: -each.count):
        first = lands.get(city.country, replace(city, slug="", count=0))
        lands[city.country] = replace(first, count=first.count + city.count)
    return list(lands.values())


def of_city(person: Any, organisation_id: int) -> sa.Select[int]:
    return published(person, "case_study").where(Entry.organisation_id == organisation_id)
