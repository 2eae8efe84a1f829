"""The briefings of an event on the event's page."""

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from portal.briefings import queries
from portal.briefings.days import day_note
from portal.core.access import may
from portal.core.db import now
from portal.core.i18n import gettext as _
from portal.core.sections import Section, Way
from portal.events.models import Event
from portal.events.times import weekday


def section(person: Any, event: Event) -> Section | None:
    """The briefings by day, newest first; editors find the way to a new one here."""
    found, writes = queries.by_day(person, event), may(person, "brief", event)
    if not found and not writes and event.phase(now()) == "wrap-up":
        return None
    days = [(weekday(day), day_note(event, day), listed) for day, listed in found]
    page = render_template("briefings/_by_day.html", days=days, writes=writes)
    return Section(
        heading=_("Briefings"),
        html=Markup(page),  # noqa: S704  (a template of ours, which escapes)
        way=_way_to_a_new_one(event) if writes else None,
    )


def _way_to_a_new_one(event: Event) -> Way:
    return Way(_("New briefing"), url_for("briefings.new", event=event.id), "plus")
