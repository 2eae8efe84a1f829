"""Who works at the secretariat's desk."""

from typing import Any

from portal.core.access import Rules
from portal.organisations.policy import is_editor


class Desk:
    """The secretariat's desk as the subject of rules; there is one, and nothing of it is stored."""


def can_open(person: Any, _desk: type) -> bool:
    return is_editor(person)


RULES: Rules = {(Desk, "open"): can_open}
