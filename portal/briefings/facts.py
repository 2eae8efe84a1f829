"""What stands around the words of a briefing: its day, its sources, who stands for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.lists import format_list
from flask import url_for
from flask_login import current_user
from markupsafe import Markup

from portal.briefings import queries
from portal.briefings.days import day_note
from portal.briefings.kind import KIND
from portal.briefings.models import Briefing
from portal.briefings.source_field import Source
from portal.content.actions import missing
from portal.content.models import Revision, Status
from portal.content.queries import cards_of
from portal.core.access import may
from portal.core.db import now
from portal.core.formats import day, moment
from portal.core.i18n import babel_locale, locale
from portal.core.i18n import gettext as _
from portal.events.times import weekday
from portal.thesaurus.queries import label


def page_facts(briefing: Briefing, revision: Revision) -> dict[str, Any]:
    """The facts that belong to the words of `revision`, as the page shows them."""
    given = revision.facts
    on = date.fromisoformat(given["day"])
    cleared, shown_from = queries.clearance(briefing), briefing.published_at
    is_out = shown_from is not None and shown_from <= now()
    return {
        "event": cards_of(current_user, [briefing.event_id]).get(briefing.event_id),
        "eyebrow": _(
            "%(event)s · %(kind)s",
            event=briefing.event.code,
            kind=label("briefing-kind", given["briefing_kind"]),
        ),
        "meta": [
            weekday(on),
            day_note(briefing.event, on),
            *(label("topic", code) for code in given.get("topics") or []),
        ],
        "sources": [_source(source) for source in given.get("sources") or []],
        "cleared": cleared,
        "facts": [
            (_("Written by"), _names(queries.writers(briefing, revision))),
            (_("Cleared by"), _names([cleared.by.name]) if cleared and cleared.by else ""),
            (_("Cleared on"), moment(cleared.at) if cleared else ""),
            (_("Published on"), moment(shown_from) if shown_from and is_out else ""),
        ],
    }


def _source(source: Source) -> Source:
    read = source.get("accessed_on")
    return source | {"day": day(date.fromisoformat(read)) if read else ""}


def _names(names: Sequence[str]) -> str:
    marked = [Markup("<bdi>{}</bdi>").format(name) for name in names]
    return Markup(format_list(marked, locale=babel_locale(locale())))  # noqa: S704  (escaped)


def work_facts(briefing: Briefing) -> dict[str, Any]:
    """What those who work on it have to know besides: gaps, the embargo, the last correction."""
    gaps = set(missing(briefing))
    is_draft = briefing.status in (Status.DRAFT, Status.IN_EDITING)
    return {
        "waits": is_draft and not gaps and not may(current_user, "clear", briefing),
        "gaps": [str(words.label) for words in KIND.words if words.name in gaps],
        "embargo": _embargo(briefing),
        "correction_url": _correction_url(briefing),
    }


def _embargo(briefing: Briefing) -> str:
    """When it is released, by the clocks of the venue and the reader's; empty where it is out."""
    if briefing.release_at is None or briefing.release_at <= now():
        return ""
    return _(
        "Nobody outside the secretariat reads it before %(moment)s in %(city)s."
        " By your own clock this is %(own)s.",
        moment=moment(briefing.release_at, briefing.event.time_zone),
        city=Markup("<bdi>{}</bdi>").format(briefing.event.host_city),
        own=moment(briefing.release_at),
    )


def _correction_url(briefing: Briefing) -> str:
    """Where the words that readers see are compared with those they saw before."""
    cleared = queries.clearance(briefing)
    if cleared is None or cleared.corrects is None or briefing.published is None:
        return ""
    return url_for(
        "content.compare_revisions",
        key=briefing.id,
        old=cleared.corrects,
        new=briefing.published.number,
    )
