"""Versions of an entry in other languages, as files and people bring them: whole texts.

They are stored by paragraph where they line up with the source, else field by field.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.audience import settle
from portal.content.kinds import Words, kind_of
from portal.content.models import WHOLE, Entry, Paragraph, Revision
from portal.content.translations.models import Translation, TranslationState
from portal.content.translations.progress import reckon
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
    reckon(entry, [locale])
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
        _put(whole.id, locale, text, (source, digest(source)), maker)
        return
    pairs = zip(ours, theirs, revision.cut[field.name], strict=True)
    for our, their, (number, source_digest) in pairs:
        _put(number, locale, their.text, (our.text, source_digest), maker)


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


def _put(number: int, locale: str, text: str, source: tuple[str, str], maker: _Maker) -> None:
    """Add a wording, unless the newest one is the same already; `source` is text and digest."""
    source_text, source_digest = source
    newest = newest_wording(number, locale)
    if newest and (newest.text, newest.source_digest) == (text, source_digest):
        added = newest
    else:
        added = Translation(
            paragraph_id=number,
            locale=locale,
            number=newest.number + 1 if newest else 1,
            text=text,
            source_digest=source_digest,
            source_text=source_text,
        )
        db.session.add(added)
    for name, value in maker.given.items():
        setattr(added, name, value)


def newest_wording(number: int, locale: str) -> Translation | None:
    return db.session.scalar(
        sa.select(Translation)
        .where(Translation.paragraph_id == number, Translation.locale == locale)
        .order_by(Translation.number.desc())
        .limit(1)
    )
