"""Who may write editorial pages."""

from typing import Any

from portal.core.access import Rules
from portal.organisations.policy import is_editor, is_editor_for
from portal.organisations.queries import secretariat
from portal.pages.models import Page

NO_REGION = ""  # of an office that is not there yet: only editors of the whole network pass


def can_create(person: Any, _kind: type) -> bool:
    """Whether she could go on editing it: pages belong to the secretariat's own office."""
    if not is_editor(person):
        return False
    office = secretariat()
    return is_editor_for(person, office.region if office else NO_REGION)


RULES: Rules = {(Page, "create"): can_create}
