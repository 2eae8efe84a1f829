"""The facets of the results page: which ones, what they are called, what their codes mean."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from config import LOCALES
from portal.core import facets
from portal.core.facets import Chip, Option
from portal.core.forms import tidy
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.names import countries, country_name, language_name
from portal.search import years
from portal.search.documents import KIND, LANGUAGE
from portal.search.years import YEAR
from portal.thesaurus.queries import FALLBACK, codes
from portal.thesaurus.queries import label as concept_label

LEGENDS: dict[str, Any] = {
    KIND: _l("Kind"),
    "pathway": _l("Pathway"),
    "topic": _l("Topic"),
    "hazard": _l("Hazard"),
    "region": _l("Region"),
    "country": _l("Country"),
    LANGUAGE: _l("Language"),
    "band": _l("Inhabitants"),
    "stage": _l("Status of the work"),
    "sdg": _l("Sustainable Development Goal"),
}
IN_THEIR_ORDER = ("band", "stage", "sdg")  # steps of a scale: by their place, not by their counts
FOLDED = ("hazard", "band", "stage", "sdg")  # shut until something of them is chosen
MOST_CODES = 20  # of one facet that one address may choose

Filters = Mapping[str, frozenset[str]]

_codes: dict[str, Callable[[], Iterable[str]]] = {
    "country": lambda: countries(FALLBACK),
    LANGUAGE: lambda: LOCALES,
}
_labels: dict[str, Callable[[str], str]] = {"country": country_name, LANGUAGE: language_name}


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    options: tuple[Option, ...]

    @property
    def is_folded(self) -> bool:
        return self.name in FOLDED and not any(option.chosen for option in self.options)


def register(
    facet: str, codes_of: Callable[[], Iterable[str]], name_of: Callable[[str], str]
) -> None:
    """Say which codes a facet may have and what they are called; others the thesaurus knows."""
    _codes[facet], _labels[facet] = codes_of, name_of


def codes_of(facet: str) -> Iterable[str]:
    registered = _codes.get(facet)
    return registered() if registered else codes(facet)


def legend(facet: str) -> str:
    return _("Year") if facet == YEAR else str(LEGENDS[facet])


def label(facet: str, code: str) -> str:
    name_of = _labels.get(facet)
    return name_of(code) if name_of else concept_label(facet, code)


def listed(counts: Mapping[str, Mapping[str, int]], filters: Filters) -> list[Facet]:
    """The facets in their order, each with its codes; one without any is left out."""
    made = [
        Facet(name, str(legend), _options(name, counts.get(name, {}), filters.get(name, ())))
        for name, legend in LEGENDS.items()
    ]
    return [facet for facet in made if facet.options]


def _options(name: str, counts: Mapping[str, int], chosen: Collection[str]) -> tuple[Option, ...]:
    made = facets.options(name, counts, sorted(chosen), label)
    if name in IN_THEIR_ORDER:
        places = {code: place for place, code in enumerate(codes(name))}
        made.sort(key=lambda each: places.get(each.value, len(places)))
    return tuple(made)


def chosen(arguments: MultiDict[str, str]) -> dict[str, frozenset[str]]:
    """The filters of an address; what it should not hold is left aside."""
    found = {
        name: frozenset(filter(None, map(tidy, arguments.getlist(name)[:MOST_CODES])))
        for name in LEGENDS
    }
    found[YEAR] = years.asked(arguments).codes
    return {name: codes for name, codes in found.items() if codes}


def chips(filters: Filters) -> list[Chip]:
    """What is chosen, each with a way to drop it; of the years the range as it was asked for."""
    listed = {name: sorted(codes) for name, codes in filters.items() if name != YEAR}
    return facets.chips(listed, label) + years.chips(years.asked(request.args))
