"""Events and briefings for the front pages."""

from datetime import date, timedelta

from portal.accounts.models import Person
from portal.briefings.kind import KIND as BRIEFING
from portal.content import actions
from portal.content.models import Entry, Visibility
from portal.content.writing import Draft, draft
from portal.core.db import today
from portal.events.kind import KIND as EVENT
from portal.organisations.models import Organisation


def event(
    author: Person,
    office: Organisation,
    title: str,
    *,
    begins: int,
    visibility: Visibility = Visibility.MEMBERS,
) -> Entry:
    """A published event of three days that begins in so many days from now."""
    first = today() + timedelta(days=begins)
    facts = {
        "code": title.upper().replace(" ", "-"),
        "event_kind": "webinar",
        "host_city": "Home",
        "country": "MA",
        "time_zone": "UTC",
        "starts_on": first.isoformat(),
        "ends_on": (first + timedelta(days=2)).isoformat(),
    }
    words = {"title": title, "summary": f"About {title}.", "description": ""}
    made = draft(EVENT, author, office, "en", Draft(words, facts, visibility))
    actions.publish(made, author)
    return made


def briefing(
    author: Person, of: Entry, title: str, *, day: date | None = None, cleared_by: Person | None
) -> Entry:
    """A briefing of an event: released by `cleared_by`, a draft without."""
    words = {"title": title, "meaning": f"What {title} means.", "body": "So it is."}
    facts = {
        "event": of.id,
        "briefing_kind": "daily",
        "day": (day or today()).isoformat(),
        "sources": [
            {"title": "A paper", "url": "https://example.org", "accessed_on": "2026-11-01"}
        ],
    }
    given = Draft(words, facts, Visibility.MEMBERS)
    made = draft(BRIEFING, author, of.organisation, "en", given)
    if cleared_by is not None:
        actions.clear(made, cleared_by)
    return made
