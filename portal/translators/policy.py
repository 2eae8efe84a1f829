"""Who works at the translators' board, and with the memory."""

from dataclasses import dataclass
from typing import Any

from portal.content.translations.policy import can_export_memory, translates
from portal.core.access import Rules
from portal.organisations.policy import is_administrator, is_editor


class Board:
    """The translators' board as the subject of rules; there is one, and nothing of it is stored."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was translated from one language into another, as the subject of rules."""

    source_locale: str
    target_locale: str


def can_open(person: Any, _board: type) -> bool:
    """Translators and reviewers; editors and administrators see how far everything is."""
    return translates(person) or is_editor(person) or is_administrator(person)


def sees_board(person: Any) -> bool:
    return can_open(person, Board)


def can_search(person: Any, _memory: Memory) -> bool:
    """Look words up; she finds what she may read, whoever she is."""
    return sees_board(person)


def can_exchange(person: Any, memory: Memory) -> bool:
    """Take a language's memory out as a file, and files into it."""
    return can_export_memory(person, memory.target_locale)


RULES: Rules = {
    (Board, "open"): can_open,
    (Memory, "search"): can_search,
    (Memory, "exchange"): can_exchange,
}
