"""Who may write a briefing; that a second editor clears it is the spine's rule."""

from typing import Any

from portal.briefings.models import Briefing
from portal.content.models import Entry, Status
from portal.content.policy import is_its_editor
from portal.core.access import Rules
from portal.events.models import Event


def can_brief(person: Any, event: Event) -> bool:
    """Write a briefing from this event."""
    return event.status is not Status.RETIRED and is_its_editor(person, event)


def never(_person: Any, _entry: Entry) -> bool:
    return False


# A briefing reaches its readers by being cleared and no other way: it is not handed in,
# taken up or published by a single editor.
RULES: Rules = {
    (Event, "brief"): can_brief,
    (Briefing, "submit"): never,
    (Briefing, "review"): never,
}
