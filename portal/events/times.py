"""Days in words, and the venue's clock beside the reader's."""

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time
from markupsafe import Markup

from portal.core.db import now
from portal.core.formats import UTC as NO_ZONE
from portal.core.formats import day, known_zone
from portal.core.i18n import babel_locale, locale
from portal.core.i18n import gettext as _
from portal.events.models import Event

BRIEFING_HOUR = time(9)  # when the local governments' constituency (LGMA) meets each day
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # days that are no slip of the finger


def span(first: date, last: date) -> str:
    """The days from `first` to `last` in words: “9–20 November 2026”."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        # The last number that is the day's: in some languages the month is a number too.
        written = rf"(?<!\d){last.day}(?!\d)(?!.*(?<!\d){last.day}(?!\d))"
        return re.sub(written, f"{first.day}–{last.day}", day(last))
    return _("%(first)s to %(last)s", first=day(first), last=day(last))


def weekday(value: date) -> str:
    """A day with its weekday: “Thursday, 12 November 2026”."""
    return _weekday(value, locale())


@lru_cache(maxsize=4096)
def _weekday(value: date, code: str) -> str:
    return format_date(value, "full", locale=babel_locale(code))


def hour(value: datetime) -> str:
    return format_time(value, "HH:mm", locale=babel_locale(locale()))


def clock_sentence(event: Event, reader_zone: str) -> str:
    """Say how the venue's clock and the reader's differ while the event is on.

    `reader_zone` is an IANA name; UTC stands also for readers whose zone is not known.
    """
    there = datetime.combine(_telling_day(event), BRIEFING_HOUR, event.zone)
    here = there.astimezone(known_zone(reader_zone))
    told = {"time": hour(there), "city": Markup("<bdi>{}</bdi>").format(event.host_city)}
    told["own_time"] = hour(here)
    if reader_zone == NO_ZONE:
        return _("%(time)s in %(city)s is %(own_time)s UTC.", **told)
    if here.utcoffset() == there.utcoffset():
        return _("The clocks in %(city)s show the same time as yours.", city=told["city"])
    if here.date() > there.date():
        return _("%(time)s in %(city)s is %(own_time)s on the next day for you.", **told)
    if here.date() < there.date():
        return _("%(time)s in %(city)s is %(own_time)s on the day before for you.", **told)
    return _("%(time)s in %(city)s is %(own_time)s for you.", **told)


def _telling_day(event: Event) -> date:
    """Today while it is on, else its first day: clocks may be changed in between."""
    today = now().astimezone(event.zone).date()
    return today if event.starts_on <= today <= event.last_day else event.starts_on


def at_venue(event: Event, local: datetime) -> datetime | None:
    """The moment (UTC) at which the clocks of the venue show `local`.

    None where they never do, because they are put forward over it; where they show it
    twice, the later moment, so that nothing is told too early.
    """
    moment = local.replace(tzinfo=event.zone, fold=1).astimezone(UTC)
    shown = moment.astimezone(event.zone).replace(tzinfo=None)
    return moment if shown == local else None
