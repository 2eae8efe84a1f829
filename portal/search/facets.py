"""The facets of the results page: which ones, what they are called, what their codes mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.core import facets
from portal.core.facets import Chip, Option
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.names import country_name, language_name
from portal.search.documents import KIND, LANGUAGE
from portal.thesaurus.queries import label as concept_label

LEGENDS: dict[str, Any] = {
    KIND: _l("Kind"),
    "pathway": _l("Pathway"),
    "topic": _l("Topic"),
    "region": _l("Region"),
    "country": _l("Country"),
    LANGUAGE: _l("Language"),
}
MOST_CODES = 20  # of one facet that one address may choose

Filters = Mapping[str, frozenset[str]]

_labels: dict[str, Callable[[str], str]] = {"country": country_name, LANGUAGE: language_name}


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    options: tuple[Option, ...]


def register_label(facet: str, name_of: Callable[[str], str]) -> None:
    """Say what the codes of a facet are called; others are looked up in the thesaurus."""
    _labels[facet] = name_of


def label(facet: str, code: str) -> str:
    name_of = _labels.get(facet)
    return name_of(code) if name_of else concept_label(facet, code)


def listed(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[Facet]:
    """The facets in their order, each with its codes; one without any is left out."""
    made = [
        Facet(
            name,
            str(legend),
            tuple(facets.options(name, counts.get(name, {}), sorted(filters.get(name, ())), label)),
        )
        for name, legend in LEGENDS.items()
    ]
    return [facet for facet in made if facet.options]


def chips(filters: Filters) -> list[Chip]:
    return facets.chips({name: sorted(codes) for name, codes in filters.items()}, label)
