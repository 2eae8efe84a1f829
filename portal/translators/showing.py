"""A paragraph as the editor shows it: its source, its wordings, what is remarked and asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.content.translations.actions import base_of
from portal.content.translations.checking import answers, findings
from portal.content.translations.models import (
    CheckAnswer,
    NoteKind,
    Translation,
    TranslationNote,
    TranslationState,
)
from portal.content.translations.policy import Target
from portal.content.translations.standing import Standing
from portal.content.translations.units import Unit
from portal.core.db import db
from portal.core.differences import compare, word_pieces
from portal.translation.checks.findings import Finding, Severity

PER_PAGE = 50  # paragraphs
FILTERS = ("all", "open", "outdated", "review", "suggested")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found, and why a translator keeps it."""

    finding: Finding
    answer: CheckAnswer | None

    @property
    def is_open(self) -> bool:
        return self.finding.severity is Severity.ERROR or self.answer is None

    @property
    def tone(self) -> str:
        if self.finding.severity is Severity.ERROR:
            return "danger"
        return "warn" if self.answer is None else "info"


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph on the page."""

    unit: Unit
    text: str
    base: tuple[int, int]
    wording: Translation | None
    difference: Sequence[tuple[str, str]]  # from the source it was made from to that of now
    remarks: Sequence[Remark]
    notes: Sequence[TranslationNote]

    @property
    def id(self) -> int:
        return self.unit.paragraph_id

    @property
    def is_outdated(self) -> bool:
        return self.wording is not None and self.wording.source_digest != self.unit.digest

    @property
    def state(self) -> str:
        """Where the work stands: of the wording that is worked on, or outdated, or missing."""
        if self.wording is None:
            return Standing.MISSING.value
        return Standing.OUTDATED.value if self.is_outdated else self.wording.state.value

    @property
    def is_open(self) -> bool:
        """Whether a translator has something to do here."""
        return self.state not in (Standing.APPROVED.value, Standing.IN_REVIEW.value)

    @property
    def open_question(self) -> bool:
        return any(
            note.kind is NoteKind.QUESTION and note.settled_at is None for note in self.notes
        )


def passes(unit: Unit, chosen: str) -> bool:
    """Whether the filter `chosen` of the page shows this paragraph."""
    if chosen == "open":
        return unit.standing not in (Standing.APPROVED, Standing.IN_REVIEW)
    if chosen == "outdated":
        return unit.standing is Standing.OUTDATED
    if chosen == "review":
        return unit.wordings.is_waiting
    return chosen != "suggested" or bool(unit.wordings.suggestions)


def shown(target: Target, units: Sequence[Unit]) -> list[Shown]:
    numbers = [unit.paragraph_id for unit in units]
    given, said = answers(target, numbers), notes(target.locale, numbers)
    found = findings(target, [unit for unit in units if _is_unsettled(unit)])
    return [
        _shown(
            unit,
            [
                Remark(finding, given.get((unit.paragraph_id, finding.key)))
                for finding in found.get(unit.paragraph_id, ())
            ],
            said.get(unit.paragraph_id, ()),
        )
        for unit in units
    ]


def show_one(target: Target, unit: Unit) -> Shown:
    return shown(target, [unit])[0]


def _shown(unit: Unit, remarks: Sequence[Remark], said: Sequence[TranslationNote]) -> Shown:
    wording = unit.wordings.working
    return Shown(
        unit=unit,
        text=wording.text if wording else "",
        base=base_of(unit.wordings.newest),
        wording=wording,
        difference=_difference(unit, wording),
        remarks=remarks,
        notes=said,
    )


def _difference(unit: Unit, wording: Translation | None) -> Sequence[tuple[str, str]]:
    if wording is None or wording.source_digest == unit.digest or not wording.source_text:
        return ()
    return word_pieces(compare(wording.source_text, unit.source))


def _is_unsettled(unit: Unit) -> bool:
    """Whether it has words for this source that nobody has approved yet."""
    wording = unit.wordings.working
    return (
        wording is not None
        and wording.state is not TranslationState.APPROVED
        and wording.source_digest == unit.digest
    )


def notes(locale: str, numbers: Iterable[int]) -> dict[int, list[TranslationNote]]:
    """What is said about these paragraphs and their translation, oldest first."""
    found: dict[int, list[TranslationNote]] = {}
    chosen = (
        sa.select(TranslationNote)
        .where(TranslationNote.paragraph_id.in_(list(numbers)), TranslationNote.locale == locale)
        .options(joinedload(TranslationNote.person))
        .order_by(TranslationNote.id)
    )
    for note in db.session.scalars(chosen):
        found.setdefault(note.paragraph_id, []).append(note)
    return found


def counted(units: Iterable[Unit]) -> dict[str, int]:
    """How many paragraphs each filter of the page shows."""
    every = list(units)
    return {name: sum(passes(unit, name) for unit in every) for name in FILTERS}
