"""A published text as a translator works on it: paragraph by paragraph, with its wordings."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.content.kinds import Words, kind_of
from portal.content.models import WHOLE, Entry, Paragraph, Revision
from portal.content.policy import readable_parts
from portal.content.translations.models import Translation
from portal.content.translations.policy import Target
from portal.content.translations.standing import Standing, Wordings
from portal.content.writing import pieces_of
from portal.core.db import db
from portal.translation.paragraphs import digest, weight


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph to translate; `before` and `behind` are the sources of its neighbours.

    A field that is translated as a whole is one unit of the kind `whole`.
    """

    paragraph_id: int
    field: Words
    kind: str
    source: str
    wordings: Wordings
    before: str | None
    behind: str | None

    @property
    def digest(self) -> str:
        return self.wordings.digest

    @property
    def standing(self) -> Standing:
        return self.wordings.standing

    @property
    def words(self) -> int:
        return weight(self.source)

    @property
    def limit(self) -> int | None:
        """The longest translation in characters; None where the field is not one unit."""
        return None if self.field.rich and self.kind != WHOLE else self.field.limit


@dataclass(frozen=True, slots=True)
class _Source:
    paragraph_id: int
    field: Words
    kind: str
    text: str
    digest: str


Rows = dict[int, list[Translation]]  # wordings in one language by the number of their paragraph


def units(entry: Entry, locale: str) -> list[Unit]:
    """The paragraphs of what readers see, in reading order; none where nothing is published."""
    return units_by_locale(entry, [locale])[locale]


def units_by_locale(entry: Entry, locales: Collection[str]) -> Mapping[str, list[Unit]]:
    """The same in several languages, in as many statements as in one."""
    if entry.published is None:
        return {code: [] for code in locales}
    wholes = whole_paragraphs(entry)
    rows = _rows(entry, locales)
    return {code: _units(entry, entry.published, wholes, rows[code]) for code in locales}


def _units(entry: Entry, revision: Revision, wholes: Mapping[str, int], rows: Rows) -> list[Unit]:
    sources = list(_sources(entry, revision, wholes, rows))
    return [_unit(sources, place, rows) for place in range(len(sources))]


def readable_units(person: Any, target: Target) -> list[Unit]:
    """The paragraphs of the parts that she may read, in reading order."""
    parts = readable_parts(person, target.entry)
    own = kind_of(target.entry).parts
    every = units(target.entry, target.locale)
    return [unit for unit in every if unit.field.name not in own or unit.field.name in parts]


def _rows(entry: Entry, locales: Collection[str]) -> Mapping[str, Rows]:
    found: dict[str, Rows] = {code: {} for code in locales}
    chosen = (
        sa.select(Translation)
        .join(Paragraph, Paragraph.id == Translation.paragraph_id)
        .where(Paragraph.entry_id == entry.id, Translation.locale.in_(locales))
        .order_by(Translation.number)
    )
    for row in db.session.scalars(chosen):
        found[row.locale].setdefault(row.paragraph_id, []).append(row)
    return found


def whole_paragraphs(entry: Entry) -> dict[str, int]:
    """The paragraphs that stand for a field as a whole, by the name of the field."""
    rows = db.session.execute(
        sa.select(Paragraph.field, Paragraph.id).where(
            Paragraph.entry_id == entry.id, Paragraph.kind == WHOLE
        )
    )
    return {name: number for name, number in rows}


def _sources(
    entry: Entry, revision: Revision, wholes: Mapping[str, int], rows: Rows
) -> Iterator[_Source]:
    for field in kind_of(entry).words:
        text = revision.words.get(field.name, "")
        whole = wholes.get(field.name)
        if whole is not None and Wordings.of(digest(text), rows.get(whole, ())).shown:
            yield _Source(whole, field, WHOLE, text, digest(text))
        else:
            yield from _pieces(field, text, revision.cut.get(field.name, []))


def _pieces(field: Words, text: str, cut: Sequence[Sequence[object]]) -> Iterator[_Source]:
    for piece, (number, known_digest) in zip(pieces_of(field, text), cut, strict=True):
        yield _Source(int(str(number)), field, piece.kind, piece.text, str(known_digest))


def _unit(sources: Sequence[_Source], place: int, rows: Rows) -> Unit:
    own = sources[place]
    return Unit(
        paragraph_id=own.paragraph_id,
        field=own.field,
        kind=own.kind,
        source=own.text,
        wordings=Wordings.of(own.digest, rows.get(own.paragraph_id, ())),
        before=sources[place - 1].text if place else None,
        behind=sources[place + 1].text if place + 1 < len(sources) else None,
    )


def source_with(entry: Entry, paragraph: Paragraph, wanted: str) -> str | None:
    """The words of a paragraph that have this digest, in the newest revision that holds them.

    None where it never had such words.
    """
    for revision in reversed(entry.revisions):
        text: str = revision.words.get(paragraph.field, "")
        if paragraph.kind == WHOLE:
            if digest(text) == wanted:
                return text
            continue
        cut = revision.cut.get(paragraph.field, [])
        if [paragraph.id, wanted] in cut:
            field = kind_of(entry).field(paragraph.field)
            found: str = pieces_of(field, text)[cut.index([paragraph.id, wanted])].text
            return found
    return None
