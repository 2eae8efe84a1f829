"""What the directory page shows around its list: facets, filters in use, orders, the map."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from portal.core import facets, maps
from portal.core.facets import Option
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import ngettext
from portal.organisations.directory import FACETS, MOST_CHOICES, ORDERS, Counts, Spot, Wanted
from portal.organisations.names import country_name
from portal.thesaurus.queries import codes, label

LEGENDS = {
    "region": _l("Region"),
    "country": _l("Country"),
    "band": _l("Population"),
    "kind": _l("Kind"),
    "climate": _l("Climate"),
}
ORDER_LABELS = {
    "name": _l("Name"),
    "population": _l("Population"),
    "member-since": _l("Member since"),
}
SCHEMES = {"kind": "organisation-kind"}  # where the scheme is not called like the facet
IN_ORDER = ("band",)  # facets whose values have an order of their own
LONGEST_WORDS = 200
CODE = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    options: Sequence[Option]


def wanted_by(arguments: MultiDict[str, str]) -> Wanted:
    """Read the query of the address; what it should not hold is left aside."""
    chosen = {
        facet: tuple(code for code in arguments.getlist(facet)[:MOST_CHOICES] if is_code(code))
        for facet in FACETS
    }
    order = arguments.get("sort", "name")
    return Wanted(
        words=arguments.get("q", "")[:LONGEST_WORDS],
        chosen={facet: codes for facet, codes in chosen.items() if codes},
        order=order if order in ORDERS else "name",
    )


def is_code(text: str) -> bool:
    """Whether this may be a code at all; PostgreSQL refuses some signs."""
    return bool(CODE.fullmatch(text))


def facet_label(facet: str, code: str) -> str:
    return country_name(code) if facet == "country" else label(SCHEMES.get(facet, facet), code)


def facet_list(wanted: Wanted, counts: Counts) -> list[Facet]:
    return [
        Facet(name, str(legend), _options(name, counts[name], wanted.chosen.get(name, ())))
        for name, legend in LEGENDS.items()
    ]


def _options(facet: str, counted: dict[str, int], chosen: Sequence[str]) -> list[Option]:
    options = facets.options(facet, counted, chosen, facet_label)
    if facet in IN_ORDER:
        order = {code: place for place, code in enumerate(codes(facet))}
        options.sort(key=lambda option: order.get(option.value, len(order)))
    return options


def orders(wanted: Wanted) -> list[Option]:
    return [
        Option(code, str(name), None, code == wanted.order) for code, name in ORDER_LABELS.items()
    ]


def point(spot: Spot) -> maps.Point:
    """A city on the map, or all cities of one country under one point."""
    place = (spot.latitude, spot.longitude)
    land = country_name(spot.country)
    if spot.count == 1:
        url = url_for("organisations.show", slug=spot.slug)
        return maps.world_point(*place, label=f"{spot.name} · {land}", url=url)
    cities = ngettext(
        "%(country)s: %(count)s city", "%(country)s: %(count)s cities", spot.count, country=land
    )
    url = facets.url_with(country=spot.country)
    return maps.world_point(*place, label=cities, url=url, weight=spot.count)
