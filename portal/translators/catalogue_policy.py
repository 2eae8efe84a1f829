"""Who edits and who publishes the words of the interface."""

from dataclasses import dataclass
from typing import Any

from portal.content.translations.policy import is_translator, translates
from portal.core.access import Rules
from portal.organisations.policy import is_administrator


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface in one language: what the rules are asked about."""

    locale: str


def sees_interface(person: Any) -> bool:
    return translates(person) or is_administrator(person)


def can_read(person: Any, _interface: Interface | type) -> bool:
    """Translators look at other languages too, to see how these have said it."""
    return sees_interface(person)


def can_edit(person: Any, interface: Interface) -> bool:
    return is_translator(person, interface.locale)


def can_publish(person: Any, _interface: Interface) -> bool:
    """What she wrote herself is left out of her publication, see `publishing.preview`."""
    return is_administrator(person)


RULES: Rules = {
    (Interface, "open"): can_read,
    (Interface, "read"): can_read,
    (Interface, "edit"): can_edit,
    (Interface, "publish"): can_publish,
}
