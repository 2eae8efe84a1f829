"""The directory of member cities: found by name, narrowed by facets, counted, put on a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from portal.core.db import db
from portal.core.i18n import locale
from portal.core.paging import PER_PAGE, Paged
from portal.organisations.models import SECRETARIAT, Organisation
from portal.organisations.names import countries, folded

FACETS: Mapping[str, Any] = {
    "region": Organisation.region,
    "country": Organisation.country,
    "band": Organisation.band,
    "kind": Organisation.kind,
    "climate": Organisation.climate,
}
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "name": (Organisation.folded,),
    "population": (Organisation.population.desc().nulls_last(), Organisation.folded),
    "member-since": (Organisation.member_since.asc().nulls_last(), Organisation.folded),
}
MOST_WORDS = 8
MOST_CHOICES = 50
SINGLE_POINTS = 60
"""So many cities of several countries each have a point on the map; beyond, each country has."""

Counts = dict[str, dict[str, int]]  # facet → code → how many


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks the directory for. Codes nobody has are no error: they find nothing."""

    words: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)  # facet → codes
    order: str = "name"


@dataclass(frozen=True, slots=True)
class Spot:
    """A city on the map, or the largest city of a country that stands for `count` of them."""

    name: str
    slug: str
    country: str
    latitude: float
    longitude: float
    count: int


def matching(wanted: Wanted, *, but: str = "") -> list[sa.ColumnElement[bool]]:
    """The conditions for a city to be in the list, without those of the facet `but`."""
    conditions = [Organisation.kind != SECRETARIAT]
    conditions += [_called(word) for word in folded(wanted.words).split()[:MOST_WORDS]]
    for facet, codes in wanted.chosen.items():
        if codes and facet != but:
            conditions.append(FACETS[facet].in_(list(codes)[:MOST_CHOICES]))
    return conditions


def _called(word: str) -> sa.ColumnElement[bool]:
    """Whether the city's name, its local name or its country's name holds this folded word."""
    lands = [code for code, name in countries(locale()).items() if word in folded(name)]
    return Organisation.folded.contains(word, autoescape=True) | Organisation.country.in_(lands)


def counts(wanted: Wanted) -> tuple[int, Counts]:
    """How many cities there are, and how many each code of each facet would show.

    A facet is counted without its own choice, so that a second code may be added to it.
    """
    parts = [
        sa.select(sa.literal(facet), column, sa.func.count())
        .where(column.is_not(None), *matching(wanted, but=facet))
        .group_by(column)
        for facet, column in FACETS.items()
    ]
    whole = sa.select(sa.literal("all"), sa.literal(""), sa.func.count()).where(*matching(wanted))
    found: Counts = {facet: {} for facet in FACETS}
    total = 0
    for facet, code, number in db.session.execute(sa.union_all(*parts, whole)):
        if facet == "all":
            total = number
        else:
            found[facet][code] = number
    return total, found


def listed(wanted: Wanted, page: int, total: int) -> Paged[Organisation]:
    """One page, from 1, of the cities found."""
    chosen = (
        sa.select(Organisation)
        .where(*matching(wanted))
        .order_by(*ORDERS.get(wanted.order, ORDERS["name"]), Organisation.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return Paged(db.session.scalars(chosen).all(), total, page)


def spots(wanted: Wanted, total: int) -> list[Spot]:
    """The points of the map: the cities found, or where these are many their countries."""
    by_country = total > SINGLE_POINTS and len(wanted.chosen.get("country", ())) != 1
    largest_first = (Organisation.population.desc().nulls_last(), Organisation.id)
    land = Organisation.country
    number = sa.func.count().over(partition_by=land) if by_country else sa.literal(1)
    placed = (
        sa.select(
            Organisation.name,
            Organisation.slug,
            Organisation.country,
            Organisation.latitude,
            Organisation.longitude,
            number.label("number"),
            sa.func.row_number().over(partition_by=land, order_by=largest_first).label("rank"),
        )
        .where(Organisation.latitude.is_not(None), Organisation.longitude.is_not(None))
        .where(*matching(wanted))
        .subquery()
    )
    chosen = sa.select(placed).order_by(placed.c.name)
    if by_country:
        chosen = chosen.where(placed.c.rank == 1)
    return [Spot(*row[:6]) for row in db.session.execute(chosen)]
