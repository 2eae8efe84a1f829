"""Suggestions for the editor: sent without marks, given back with them, or said to be broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.intact import is_intact
from portal.translation.machine.circuit import Circuit
from portal.translation.machine.port import Machine
from portal.translation.machine.protection import Protected, protect
from portal.translation.paragraphs import Kind

MOST_TEXTS = 25
MOST_CHARACTERS = 4_000  # in one request; public servers refuse more than five thousand

_BROKEN = _l(
    "The machine translation lost a link, a mark or a placeholder, so it is not offered here."
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine says for one text; None where it broke what must stay."""

    text: str | None
    machine: str

    @property
    def message(self) -> str:
        """Why there is no text; "" if there is one."""
        return "" if self.text is not None else str(_BROKEN)


class Suggestions:
    """One machine with its circuit; kept for the life of a process."""

    def __init__(self, machine: Machine, circuit: Circuit | None = None) -> None:
        self._machine = machine
        self._circuit = circuit or Circuit()

    @property
    def name(self) -> str:
        return self._machine.name

    def serves(self, source: str, target: str) -> bool:
        """Whether to offer a suggestion at all. Raises MachineFailed."""
        with self._circuit.guard():
            return self._machine.serves(source, target)

    def suggest(
        self, texts: Sequence[str], *, source: str, target: str, kind: Kind = Kind.PARAGRAPH
    ) -> list[Suggestion]:
        """Translate texts of one kind, each with its marks, links and placeholders kept.

        Texts without words come back as they are. Raises MachineFailed, and then for all.
        """
        markdown = kind is not Kind.FIELD
        prepared = [protect(text, markdown=markdown) for text in texts]
        asked = [each.sent for each in prepared if not each.is_empty]
        answers = iter(self._translate(asked, source, target))
        return [
            self._suggestion(text, each, answers, markdown=markdown)
            for text, each in zip(texts, prepared, strict=True)
        ]

    def _suggestion(
        self, text: str, prepared: Protected, answers: Iterator[str], *, markdown: bool
    ) -> Suggestion:
        if prepared.is_empty:
            return Suggestion(text, self.name)
        restored = prepared.restored(next(answers).strip())
        whole = bool(restored) and is_intact(text, restored or "", markdown=markdown)
        return Suggestion(restored if whole else None, self.name)

    def _translate(self, texts: list[str], source: str, target: str) -> list[str]:
        answers: list[str] = []
        for batch in _batches(texts):
            with self._circuit.guard():
                answers += self._machine.translate(batch, source, target)
        return answers


def _batches(texts: list[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == MOST_TEXTS or size + len(text) > MOST_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
