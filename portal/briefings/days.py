"""On which day of an event a briefing stands."""

from datetime import date, timedelta

from portal.core.formats import day as written
from portal.core.formats import number
from portal.core.i18n import gettext as _
from portal.events.models import Event

AFTERWARDS = ("outcome", "after-action")  # kinds of briefing that come when the event is over
LONGEST_WAY = timedelta(days=366)  # to an event, and from it


def day_note(event: Event, day: date) -> str:
    """Where the day lies: “Day 4”, on the road to the event, or after it."""
    if day < event.starts_on:
        return _("On the road to %(event)s", event=event.code)
    if day > event.last_day:
        return _("After %(event)s", event=event.code)
    return _("Day %(number)s", number=number((day - event.starts_on).days + 1))


def objection(event: Event, day: date, briefing_kind: str) -> str | None:
    """Why a briefing of this kind cannot stand on this day, in words; None where it can."""
    if not event.starts_on - LONGEST_WAY <= day <= event.last_day + LONGEST_WAY:
        return _("This is more than a year away from the event.")
    if day > event.last_day and briefing_kind not in AFTERWARDS:
        return _(
            "The event ends on %(day)s. Only an outcome or an after-action review comes later.",
            day=written(event.last_day),
        )
    return None
