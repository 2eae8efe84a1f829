"""The facts of an event in words: for its page and for the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from portal.accounts.zones import city
from portal.core.db import now
from portal.core.formats import day, zone
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import locale, ngettext
from portal.core.maps import local_map
from portal.events.kind import apply
from portal.events.models import Event
from portal.events.queries import Listed
from portal.events.times import clock_sentence, span
from portal.organisations.names import country_name
from portal.thesaurus.queries import label

PHASES = (
    ("in-session", _l("In session now")),
    ("road-to", _l("Coming up")),
    ("wrap-up", _l("Past events")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one phase under one heading."""

    phase: str
    heading: str
    events: Sequence[Listed]


def groups(found: Sequence[Listed]) -> list[Group]:
    """Sort events into those in session, coming and past; empty groups are left out."""
    made = [
        Group(phase, str(heading), [each for each in found if each.phase == phase])
        for phase, heading in PHASES
    ]
    return [group for group in made if group.events]


def as_shown(event: Event, *, newest: bool) -> Event:
    """The event with the facts that belong to the words on the page."""
    if not newest or event.published is None:
        return event
    preview = Event(id=event.id)  # not in the database
    apply(preview, event.newest.facts)
    return preview


def page_facts(event: Event, followers: int | None) -> dict[str, Any]:
    """What stands beside the words on the page; `followers` only for those who may know."""
    return {
        "phase": event.phase(now()),
        "eyebrow": Markup(" · ").join([span(event.starts_on, event.last_day), place_name(event)]),
        "clock": clock_sentence(event, zone()),
        "facts": _facts(event, followers),
    } | _map(event)


def _map(event: Event) -> dict[str, Any]:
    if event.latitude is None or event.longitude is None:
        return {"local_map": None}
    place = local_map(event.latitude, event.longitude)
    point = place.point(
        event.latitude,
        event.longitude,
        label=event.venue or event.host_city,
        url=url_for("events.show", key=event.id),
    )
    return {"local_map": place, "local_point": point}


def _facts(event: Event, followers: int | None) -> list[tuple[str, str]]:
    return [
        (_("Dates"), span(event.starts_on, event.last_day)),
        (_("Planned to end on"), day(event.ends_on) if event.last_day != event.ends_on else ""),
        (_("Host city"), place_name(event)),
        (_("Venue"), Markup("<bdi>{}</bdi>").format(event.venue) if event.venue else ""),
        (_("Time zone"), city(event.time_zone, locale())),
        (_("Kind"), label("event-kind", event.event_kind)),
        (_("Followed by"), _people(followers) if followers is not None else ""),
    ]


def place_name(event: Event) -> str:
    return _(
        "%(city)s, %(country)s",
        city=Markup("<bdi>{}</bdi>").format(event.host_city),
        country=country_name(event.country),
    )


def _people(number: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", number)
