"""The facts of a case study in words: for its page, and for the filters of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from portal.case_studies.models import CaseStudy
from portal.case_studies.queries import Filters, Spot
from portal.core.facets import Option, options, url_with
from portal.core.formats import day, enumeration, month
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import ngettext
from portal.core.maps import LocalMap, Point, local_map, world_point
from portal.organisations.names import country_name, language_name
from portal.thesaurus.queries import label

GROUPS = (
    ("pathway", _l("Pathway")),
    ("topic", _l("Topic")),
    ("region", _l("Region")),
    ("band", _l("Inhabitants")),
    ("hazard", _l("Hazard")),
    ("stage", _l("Status of the work")),
    ("language", _l("Written in")),
    ("country", _l("Country")),
    ("sdg", _l("Sustainable Development Goal")),
)

MAP = ("map", "1")  # the parameter of the list's address that opens its map


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    legend: str
    options: tuple[Option, ...]


def filter_label(name: str, code: str) -> str:
    if name == "country":
        return country_name(code)
    if name == "language":
        return language_name(code)
    return label(name, code)


def filter_groups(counts: Mapping[str, Mapping[str, int]], chosen: Filters) -> list[Group]:
    return [
        Group(
            name,
            str(legend),
            tuple(options(name, counts.get(name, {}), chosen.get(name, []), filter_label)),
        )
        for name, legend in GROUPS
    ]


def map_point(spot: Spot) -> Point:
    """A city, or a country with many, on the map of the list, and the way to its case studies."""
    land = country_name(spot.country)
    told = ngettext(
        "%(place)s: %(count)s case study",
        "%(place)s: %(count)s case studies",
        spot.count,
        place=_("%(city)s · %(country)s", city=spot.name, country=land) if spot.slug else land,
    )
    url = url_with(without=MAP, city=spot.slug) if spot.slug else url_with(country=spot.country)
    return world_point(spot.latitude, spot.longitude, label=told, url=url, weight=spot.count)


def subjects_of(study: CaseStudy) -> dict[str, list[str]]:
    """Codes by scheme: of what is published, or of the newest words of a draft."""
    if study.subjects:
        found: dict[str, list[str]] = {}
        for subject in study.subjects:
            found.setdefault(subject.scheme, []).append(subject.code)
        return found
    facts = study.newest.facts
    named = {"pathway": "pathways", "topic": "topics", "hazard": "hazards", "sdg": "sdgs"}
    return {scheme: list(facts.get(field) or []) for scheme, field in named.items()}


def page_facts(study: CaseStudy) -> dict[str, Any]:
    """What stands beside the words on the page of a case study."""
    subjects = subjects_of(study)
    place, point = _place(study)
    return {
        "meta": [label("pathway", code) for code in subjects.get("pathway", [])],
        "facts": _facts(study, subjects),
        "topic_tags": _tags("topic", subjects.get("topic", [])),
        "goal_tags": _tags("sdg", subjects.get("sdg", [])),
        "contacts": _contacts(study),
        "local_map": place,
        "local_point": point,
    }


def _place(study: CaseStudy) -> tuple[LocalMap | None, Point | None]:
    """A small map of where it happened, with its mark; nothing where the place is not shown."""
    if study.latitude is None or study.longitude is None:
        return None, None
    city = study.organisation
    drawn = local_map(study.latitude, study.longitude)
    url = url_for("organisations.show", slug=city.slug)
    return drawn, drawn.point(study.latitude, study.longitude, label=city.name, url=url)


def _facts(study: CaseStudy, subjects: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    city = study.organisation
    return [
        (_("Status of the work"), label("stage", study.stage) if study.stage else ""),
        (_("Period"), _period(study)),
        (_("Inhabitants"), label("band", city.band) if city.band else ""),
        (_("Region"), label("region", city.region)),
        (_("Hazards"), enumeration(label("hazard", code) for code in subjects.get("hazard", []))),
        (_("Licence"), label("licence", study.licence) if study.licence else ""),
        (_("Published on"), day(study.published_at) if study.published_at else ""),
    ]


def _period(study: CaseStudy) -> str:
    if not study.started:
        return ""
    if not study.ended:
        return _("since %(month)s", month=month(study.started))
    return _("%(start)s to %(end)s", start=month(study.started), end=month(study.ended))


def _contacts(study: CaseStudy) -> list[tuple[str, str]]:
    people = ((_("Contact"), study.steward), (_("Deputy"), study.deputy))
    return [(role, person.name) for role, person in people if person and person.is_active]


def _tags(scheme: str, codes: Sequence[str]) -> list[dict[str, str]]:
    return [
        {
            "label": label(scheme, code),
            "url": f"{url_for('case_studies.index')}?{urlencode({scheme: code})}",
        }
        for code in codes
    ]
