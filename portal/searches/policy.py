"""Whose searches are whose, who asks the network, and who sees what the network lacks."""

from typing import Any

from portal.core.access import Rules
from portal.organisations.policy import (
    STAFF,
    is_administrator,
    is_editor,
    is_editor_for,
    may_read_directory,
    tokens,
)
from portal.searches.models import Inquiry, SavedSearch


class Gaps:
    """What was searched in vain, as the subject of rules; there is one."""


def is_somebody(person: Any, _subject: object) -> bool:
    return bool(person is not None and person.is_authenticated)


def owns(person: Any, search: SavedSearch) -> bool:
    return is_somebody(person, search) and search.person_id == person.id


def can_ask(person: Any, _subject: object) -> bool:
    """Members of the network; editors answer it themselves."""
    return may_read_directory(person)


def can_see(person: Any, inquiry: Inquiry) -> bool:
    """Who asked, and the editors to whom it goes."""
    return is_own(person, inquiry) or is_editor_for(person, inquiry.region)


def is_own(person: Any, inquiry: Inquiry) -> bool:
    return is_somebody(person, inquiry) and inquiry.person_id == person.id


def can_answer(person: Any, inquiry: Inquiry) -> bool:
    return is_editor_for(person, inquiry.region) and not is_own(person, inquiry)


def can_open(person: Any, _gaps: object) -> bool:
    """Counts, without persons: editors of any region, and who administers the portal."""
    return is_editor(person) or is_administrator(person)


def can_settle(person: Any, _gaps: object) -> bool:
    return is_editor(person)


def regions_of(person: Any) -> list[str] | None:
    """The regions whose questions come to her; None for all."""
    held = tokens(person)
    if STAFF in held:
        return None
    return sorted(token.partition(":")[2] for token in held if token.startswith(f"{STAFF}:"))


RULES: Rules = {
    (SavedSearch, "keep"): is_somebody,
    (SavedSearch, "read"): owns,
    (SavedSearch, "change"): owns,
    (Inquiry, "ask"): can_ask,
    (Inquiry, "read"): can_see,
    (Inquiry, "answer"): can_answer,
    (Gaps, "open"): can_open,
    (Gaps, "settle"): can_settle,
}
