"""What translators write: wordings, answers to checks, notes, and how far an entry has come."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.content.models import Paragraph
from portal.core.db import Model, now


class TranslationState(StrEnum):
    """How far a wording has come. Outdated is none of these: it is computed, from digests."""

    SUGGESTED = "suggested"  # by a member who is no translator; readers do not see it
    MACHINE = "machine"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Translation(Model):
    """One wording of a paragraph in one language, and the words it was made from.

    A paragraph may have several in a language, numbered from 1: what is approved stays
    when somebody begins another. The newest is worked on; readers see the best that was
    made from the words they would read in the source (`standing.shown`).
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    source_digest: Mapped[str] = mapped_column(sa.String(64))
    source_text: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[TranslationState] = mapped_column(default=TranslationState.DRAFT)
    engine: Mapped[str | None] = mapped_column(sa.String(64))  # named where a machine made it
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)  # raised whenever its text is saved

    paragraph: Mapped[Paragraph] = relationship(back_populates="translations")
    made_by: Mapped[Person | None] = relationship(foreign_keys=made_by_id)
    approved_by: Mapped[Person | None] = relationship(foreign_keys=approved_by_id)

    __table_args__ = (
        sa.UniqueConstraint("paragraph_id", "locale", "number"),
        sa.Index("ix_translation_state_locale", "state", "locale"),
        sa.CheckConstraint("state != 'approved' OR approved_at IS NOT NULL", name="approval_dated"),
    )


class CheckAnswer(Model):
    """Why a translator keeps what a check found: `key` is the finding's, and falls with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    key: Mapped[str] = mapped_column(sa.String(120))
    reason: Mapped[str] = mapped_column(sa.String(300))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("paragraph_id", "locale", "key"),)


class NoteKind(StrEnum):
    QUESTION = "question"  # a translator asks the author
    ANSWER = "answer"
    SENT_BACK = "sent_back"  # a reviewer says what should change
    OBJECTION = "objection"  # a translator says that a change was not small


class TranslationNote(Model):
    """What is said about a paragraph and its translation into one language."""

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    kind: Mapped[NoteKind]
    text: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]  # answered, or taken into account

    paragraph: Mapped[Paragraph] = relationship()
    person: Mapped[Person | None] = relationship()


class SmallChange(Model):
    """An editor's word that a new wording of the source asks nothing of its translations."""

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(sa.ForeignKey("paragraph.id"), index=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True)
    old_digest: Mapped[str] = mapped_column(sa.String(64))
    new_digest: Mapped[str] = mapped_column(sa.String(64))
    old_text: Mapped[str] = mapped_column(sa.Text)
    new_text: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("paragraph_id", "old_digest", "new_digest"),)


class Progress(Model):
    """How far a published entry has come in one language, counted in words of its source.

    Written by `progress.reckon` only, in the transaction of whatever changes it, so that
    the board agrees with what translators find. A word counts once, under the best of
    these that its paragraph has: approved, in review, draft, machine, outdated, missing.
    """

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    words: Mapped[int]
    approved: Mapped[int] = mapped_column(default=0)
    in_review: Mapped[int] = mapped_column(default=0)
    draft: Mapped[int] = mapped_column(default=0)
    machine: Mapped[int] = mapped_column(default=0)
    outdated: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)  # paragraphs whose newest wording is in review
    suggested: Mapped[int] = mapped_column(default=0)  # paragraphs with a member's suggestion
    due_on: Mapped[date | None]

    __table_args__ = (sa.Index("ix_progress_locale", "locale", "entry_id"),)
