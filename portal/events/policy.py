"""Who may write about events: the secretariat's editors."""

from typing import Any

from portal.content.models import Entry
from portal.core.access import Rules
from portal.events.models import Event
from portal.organisations.policy import is_editor, is_editor_for
from portal.organisations.queries import secretariat


def can_create(person: Any, _kind: type) -> bool:
    """Whether she could go on editing it: events belong to the secretariat's own office."""
    if not is_editor(person):
        return False
    office = secretariat()
    return office is not None and is_editor_for(person, office.region)


def can_submit(_person: Any, _entry: Entry) -> bool:
    """An event is handed in to nobody: its editor publishes it."""
    return False


RULES: Rules = {(Event, "create"): can_create, (Event, "submit"): can_submit}
