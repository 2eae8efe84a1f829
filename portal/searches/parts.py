"""What this package adds to other pages: to the search, and to one's preferences."""

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from portal.accounts.places import Preferences
from portal.core.access import may
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.sections import Section
from portal.search.addresses import parameters
from portal.search.places import Answered, Beginning, DeadEnd
from portal.searches import queries, ways
from portal.searches.models import Inquiry
from portal.searches.naming import digest


def _section(heading: str, template: str, **values: Any) -> Section:
    page = render_template(template, **values)
    return Section(heading, Markup(page))  # noqa: S704  (a template of ours, which escapes)


def beginning(person: Any, _place: Beginning) -> Section | None:
    """Her last searches, and the way to those she saved."""
    recent = queries.recent_of(person)
    return _section(_("Your last searches"), "searches/_recent.html", recent=recent)


def answered(person: Any, place: Answered) -> Section | None:
    """The way to save this search; of one that is saved, to what it is called."""
    known = queries.saved_as(person, digest(place.query, locale()))
    saved = known if known is not None and known.removed_at is None else None
    url = url_for("searches.save", **parameters(place.query))
    return _section(_("Save this search"), "searches/_save.html", saved=saved, url=url)


def dead_end(person: Any, place: DeadEnd) -> Section | None:
    """What to try where nothing was found, and asking the network where little was."""
    query, found = place.query, place.found.page.total
    return _section(
        _("What you can do now"),
        "searches/_ways.html",
        words=query.text,
        found=found,
        ways=[] if found else ways.ways(person, query),
        near=[] if found else ways.near(query),
        asks=may(person, "ask", Inquiry),
        browse_url=url_for("search.results"),
    )


def preferences(person: Any, _place: Preferences) -> Section | None:
    """Whether her searches are remembered."""
    remembers = queries.recent_of(person).remembers
    return _section(_("Search"), "searches/_habit.html", remembers=remembers)
