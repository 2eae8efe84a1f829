"""What an event is made of."""

from collections.abc import Mapping, Sequence
from datetime import date

from portal.content.kinds import Facts, Kind, Words
from portal.core.i18n import lazy_gettext as _l
from portal.events.models import Event

WORDS = (
    Words("title", 120, _l("Title")),
    Words("summary", 500, _l("Summary"), _l("What it is, and why a city should care.")),
    Words("description", 3000, _l("Description"), rich=True, needed=False),
)


def apply(event: Event, facts: Facts) -> None:
    place = facts.get("place") or {}
    event.code = facts["code"]
    event.event_kind = facts["event_kind"]
    event.host_city, event.country = facts["host_city"], facts["country"]
    event.venue = facts.get("venue") or ""
    event.latitude, event.longitude = place.get("latitude"), place.get("longitude")
    event.time_zone = facts["time_zone"]
    event.starts_on = date.fromisoformat(facts["starts_on"])
    event.ends_on = date.fromisoformat(facts["ends_on"])
    ended = facts.get("actual_ends_on")
    event.actual_ends_on = date.fromisoformat(ended) if ended else None


def facets(event: Event) -> Mapping[str, Sequence[str]]:
    """What the search counts besides the subjects: the year in which it takes place."""
    return {"year": [str(event.starts_on.year)]}


KIND = Kind(
    name="event",
    model=Event,
    label=_l("Event"),
    plural=_l("Events"),
    endpoint="events.show",
    words=WORDS,
    apply=apply,
    subjects={"event_kind": "event-kind"},
    needed_facts=("code", "event_kind", "host_city", "country", "time_zone", "starts_on"),
    owned_by_staff=True,
    second_person=False,
    facets=facets,
    deadline=lambda event: event.starts_on,
)
