"""What a city has shared, on the city's own page."""

from typing import Any

import sqlalchemy as sa
from flask import render_template, url_for
from markupsafe import Markup

from portal.case_studies import queries
from portal.content.queries import cards
from portal.core.i18n import gettext as _
from portal.core.sections import Section, Way
from portal.organisations.models import Organisation

SHOWN = 6


def section(person: Any, city: Organisation) -> Section | None:
    """The newest case studies of the city that she may read; nothing where there are none."""
    chosen: sa.Select[int] = queries.of_city(person, city.id)
    found = cards(chosen.limit(SHOWN + 1))
    if not found:
        return None
    page = render_template("case_studies/_section.html", cards=found[:SHOWN])
    more = url_for("case_studies.index", city=city.slug)
    way = Way(_("All case studies of this city"), more, "forward")
    return Section(
        heading=_("Case studies"),
        html=Markup(page),  # noqa: S704  (a template of ours, which escapes)
        way=way if len(found) > SHOWN else None,
    )
