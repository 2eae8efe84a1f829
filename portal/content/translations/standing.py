"""How a paragraph stands in one language: a pure function of its source and its wordings."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.content.translations.models import Translation, TranslationState


class Standing(StrEnum):
    """What a board counts a paragraph as; the best that it has."""

    APPROVED = "approved"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    MACHINE = "machine"
    OUTDATED = "outdated"
    MISSING = "missing"


# Best first; what members suggest counts for nothing until a translator takes it.
_RANK = (
    TranslationState.APPROVED,
    TranslationState.IN_REVIEW,
    TranslationState.DRAFT,
    TranslationState.MACHINE,
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one paragraph in one language, oldest first, against its source as it is."""

    digest: str
    rows: tuple[Translation, ...]

    @classmethod
    def of(cls, digest: str, rows: Iterable[Translation]) -> "Wordings":
        return cls(digest, tuple(sorted(rows, key=lambda row: row.number)))

    @property
    def newest(self) -> Translation | None:
        return self.rows[-1] if self.rows else None

    @property
    def shown(self) -> Translation | None:
        """What readers see: of the best state the newest that was made from this source."""
        return shown(self.rows, self.digest)

    @property
    def approved(self) -> Translation | None:
        """The wording that was approved last, whatever source it was made from."""
        chosen = [row for row in self.rows if row.state is TranslationState.APPROVED]
        return chosen[-1] if chosen else None

    @property
    def suggestions(self) -> tuple[Translation, ...]:
        """What members have suggested since somebody last worked on it."""
        open_ones: list[Translation] = []
        for row in reversed(self.rows):
            if row.state is not TranslationState.SUGGESTED:
                break
            open_ones.append(row)
        return tuple(open_ones)

    @property
    def working(self) -> Translation | None:
        """The newest wording that is not a mere suggestion: what a translator goes on from."""
        rows = [row for row in self.rows if row.state is not TranslationState.SUGGESTED]
        return rows[-1] if rows else None

    @property
    def is_waiting(self) -> bool:
        return self.working is not None and self.working.state is TranslationState.IN_REVIEW

    @property
    def standing(self) -> Standing:
        found = self.shown
        if found is not None:
            return Standing(found.state.value)
        return Standing.OUTDATED if self.working is not None else Standing.MISSING


def shown(rows: Iterable[Translation], digest: str) -> Translation | None:
    current = [row for row in rows if row.source_digest == digest and row.state in _RANK]
    return min(current, key=lambda row: (_RANK.index(row.state), -row.number), default=None)
