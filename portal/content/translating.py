"""Translations of an entry's words: stored by paragraph where they line up, else as a whole."""

from collections.abc import Mapping

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.audience import settle
from portal.content.kinds import Words, kind_of
from portal.content.models import Entry, Paragraph, Revision, Translation, TranslationState
from portal.content.rendering import WHOLE
from portal.content.writing import pieces_of
from portal.core.actions import action
from portal.core.db import db, now
from portal.translation.alignment import line_up
from portal.translation.paragraphs import digest


@action
def take_translation(
    entry: Entry,
    locale: str,
    words: Mapping[str, str],
    by: Person | None = None,
    state: TranslationState = TranslationState.APPROVED,
    engine: str | None = None,
) -> None:
    """Store a version of the newest words in another language, field by field.

    Where it has the same paragraphs as the source each becomes the translation of its
    counterpart, so that a later change of the source makes only that one outdated; where
    it has not, the field is translated as a whole.
    """
    revision = entry.newest
    for field in kind_of(entry).words:
        text = words.get(field.name, "")
        if text:
            _take_field(entry, revision, field, locale, text, _Maker(by, state, engine))
    settle(entry)


class _Maker:
    """Who or what made a translation, and how far it is checked."""

    def __init__(self, by: Person | None, state: TranslationState, engine: str | None) -> None:
        approved = state is TranslationState.APPROVED
        self.given = {
            "state": state,
            "engine": engine,
            "made_by_id": by.id if by else None,
            "made_at": now(),
            "approved_at": now() if approved else None,
        }


def _take_field(
    entry: Entry, revision: Revision, field: Words, locale: str, text: str, maker: _Maker
) -> None:
    source = revision.words.get(field.name, "")
    ours, theirs = pieces_of(field, source), pieces_of(field, text)
    if not line_up(ours, theirs):
        whole = _whole(entry, field)
        _put(whole.id, locale, text, digest(source), maker)
        return
    for piece, (number, source_digest) in zip(theirs, revision.cut[field.name], strict=True):
        _put(number, locale, piece.text, source_digest, maker)


def _whole(entry: Entry, field: Words) -> Paragraph:
    found = db.session.scalar(
        sa.select(Paragraph).where(
            Paragraph.entry_id == entry.id, Paragraph.field == field.name, Paragraph.kind == WHOLE
        )
    )
    if found is None:
        found = Paragraph(entry_id=entry.id, field=field.name, kind=WHOLE)
        db.session.add(found)
        db.session.flush()
    return found


def _put(number: int, locale: str, text: str, source_digest: str, maker: _Maker) -> None:
    found = db.session.scalar(
        sa.select(Translation).where(
            Translation.paragraph_id == number, Translation.locale == locale
        )
    )
    if found is None:
        found = Translation(paragraph_id=number, locale=locale)
        db.session.add(found)
    found.text, found.source_digest = text, source_digest
    for name, value in maker.given.items():
        setattr(found, name, value)
