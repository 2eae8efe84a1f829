"""Machine suggestions from a pluggable provider, off unless one is configured."""

from portal.translation.machine.circuit import Circuit
from portal.translation.machine.failures import MachineFailed
from portal.translation.machine.libretranslate import LibreTranslate
from portal.translation.machine.port import Machine
from portal.translation.machine.suggestions import Suggestion, Suggestions

__all__ = [
    "Circuit",
    "LibreTranslate",
    "Machine",
    "MachineFailed",
    "Suggestion",
    "Suggestions",
    "from_settings",
]


def from_settings(url: str, key: str = "", name: str = "") -> Suggestions | None:
    """Make the suggestions of this process; None where no address is configured.

    Raises BadSettings where the address is none.
    """
    return Suggestions(LibreTranslate(url, key, name)) if url else None
