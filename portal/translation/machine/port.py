"""What a translation machine must be able to do; whoever does it can be plugged in."""

from collections.abc import Sequence
from typing import Protocol


class Machine(Protocol):
    @property
    def name(self) -> str:
        """Who translates, as readers and translators are told."""
        ...

    def serves(self, source: str, target: str) -> bool:
        """Whether it translates between these locales (BCP 47). Raises MachineFailed."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Translate plain texts, each into one, in their order. Raises MachineFailed."""
        ...
