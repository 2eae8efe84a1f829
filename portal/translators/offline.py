"""Files of a text as its translator meets them: what they are called, what a returned one did."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.content.translations.actions import Base
from portal.content.translations.policy import Target
from portal.content.translations.returning import DECIDABLE, Arrival, Fate
from portal.content.translations.units import units
from portal.core.differences import compare, word_pieces
from portal.core.i18n import lazy_gettext as _l
from portal.translation.exchange.bundle import Problem, ReturnedUnit
from portal.translation.exchange.files import Form, suffix
from portal.translators.offline_forms import ALL, RestForm

LONGEST_NAME = 60

FORM_LABELS = {
    Form.XLIFF: _l("XLIFF 2.1"),
    Form.PO: _l("PO"),
    Form.DOCX: _l("Word table"),
}
FORM_USES = {
    Form.XLIFF: _l("For translation programs such as OmegaT, Trados or memoQ."),
    Form.PO: _l("For Poedit and other editors of gettext catalogues."),
    Form.DOCX: _l(
        "For Word or LibreOffice: source and translation side by side, no program needed."
    ),
}
FATE_LABELS = {
    Fate.SOURCE_CHANGED: _l("The source has changed since the file was made"),
    Fate.OVERTAKEN: _l("Another wording was saved since the file was made"),
    Fate.TOO_LONG: _l("The translation is longer than one paragraph may be"),
    Fate.UNKNOWN: _l("No such paragraph stands in the published text"),
}
REFUSED = tuple(FATE_LABELS)


def file_name(target: Target, form: Form) -> str:
    """The title in plain letters where it has any, the number, the language, the ending."""
    entry = target.entry
    title = entry.published.words["title"] if entry.published else ""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = textwrap.shorten(re.sub(r"[^a-z0-9]+", " ", plain), LONGEST_NAME, placeholder="")
    return f"{words.replace(' ', '-') or 'text'}-{entry.id}.{target.locale}{suffix(form)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of a returned file on the page; `place` is its number in the text."""

    arrival: Arrival
    place: int | None
    remarks: Sequence[str]

    @property
    def is_decidable(self) -> bool:
        return self.arrival.fate in DECIDABLE

    @property
    def difference(self) -> Sequence[tuple[str, str]]:
        """From the source the file had to that of now; nothing where one is not known."""
        unit, old = self.arrival.unit, self.arrival.old_source
        return word_pieces(compare(old, unit.source)) if unit and old else ()

    @property
    def digest(self) -> str:
        """That of the source the file had, if the text ever had it."""
        changed = self.arrival.fate is Fate.SOURCE_CHANGED
        known = self.arrival.old_source is not None if changed else self.arrival.unit is not None
        return self.arrival.returned.digest if known else ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a returned file did: its rows by fate, and remarks about the file as a whole."""

    rows: Sequence[Row]
    problems: Sequence[Problem]

    def of(self, *fates: Fate) -> list[Row]:
        return [row for row in self.rows if row.arrival.fate in fates]

    @property
    def refused(self) -> list[Row]:
        return self.of(*REFUSED)

    @property
    def taken(self) -> list[Row]:
        return self.of(Fate.TAKEN)

    @property
    def same(self) -> list[Row]:
        return self.of(Fate.SAME)

    @property
    def empty(self) -> list[Row]:
        return self.of(Fate.EMPTY)


def report_on(
    target: Target, arrivals: Iterable[Arrival], problems: Sequence[Problem] = ()
) -> Report:
    every = units(target.entry, target.locale)
    places = {unit.paragraph_id: place for place, unit in enumerate(every, 1)}
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.place, []).append(problem.sentence)
    rows = [
        Row(
            arrival,
            places.get(arrival.unit.paragraph_id) if arrival.unit else None,
            said.get(arrival.returned.id, ()),
        )
        for arrival in arrivals
    ]
    told = {row.arrival.returned.id for row in rows}
    return Report(rows, [problem for problem in problems if problem.place not in told])


@dataclass(frozen=True, slots=True)
class Undecided:
    """A paragraph that was refused before, as the page sends it again."""

    returned: ReturnedUnit
    seen: Base
    is_kept: bool


def undecided_in(form: RestForm) -> list[Undecided]:
    """What the form sent holds, with what its button keeps."""
    return [
        Undecided(
            ReturnedUnit(
                row.form.name.data or "",
                row.form.digest.data or "",
                row.form.text.data or "",
                row.form.note.data or "",
            ),
            (row.form.number.data or 0, row.form.version.data or 0),
            form.keep.data in (ALL, str(place)),
        )
        for place, row in enumerate(form.rest)
    ]
