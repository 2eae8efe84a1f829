"""Who may write editorial pages."""

from typing import Any

from portal.content.policy import is_its_editor
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


def can_arrange(person: Any, page: Page) -> bool:
    """Choose its place in the menus, which all readers see at once."""
    return is_its_editor(person, page)


RULES: Rules = {(Page, "create"): can_create, (Page, "arrange"): can_arrange}
