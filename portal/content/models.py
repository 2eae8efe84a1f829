"""The spine: everything a member shares is an Entry; its words live in revisions."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.core.db import Model, now
from portal.organisations.models import Organisation

if TYPE_CHECKING:
    from portal.content.translations.models import Translation


WHOLE = "whole"  # the kind of a paragraph that stands for a field as a whole


class Status(StrEnum):
    """Where the newest words stand. What readers see is `Entry.published_id`, whatever this is."""

    DRAFT = "draft"
    CITY_REVIEW = "city_review"
    SUBMITTED = "submitted"
    IN_EDITING = "in_editing"
    CHANGES_REQUESTED = "changes_requested"
    CLEARED = "cleared"  # a briefing that waits for its release
    PUBLISHED = "published"
    RETIRED = "retired"


class Visibility(StrEnum):
    """Who may read it once it is published, from few to all."""

    TEAM = "team"
    REGION = "region"
    MEMBERS = "members"
    PUBLIC = "public"

    @property
    def breadth(self) -> int:
        return list(Visibility).index(self)


class Entry(Model):
    """What every shared thing has in common; each kind adds a table of its own."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32), index=True)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT, index=True)
    status_since: Mapped[datetime] = mapped_column(default=now)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.MEMBERS)
    locale: Mapped[str] = mapped_column(sa.String(16))  # BCP 47, of the source
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=0)  # number of the newest revision
    published_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("revision.id", use_alter=True, name="fk_entry_published_id")
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    release_at: Mapped[datetime | None]  # embargo: nobody outside the staff reads it before

    organisation: Mapped[Organisation] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=author_id)
    published: Mapped["Revision | None"] = relationship(foreign_keys=published_id, post_update=True)
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="entry",
        foreign_keys="Revision.entry_id",
        order_by="Revision.number",
        cascade="all, delete-orphan",
    )
    audience: Mapped[list["Audience"]] = relationship(cascade="all, delete-orphan")
    subjects: Mapped[list["Subject"]] = relationship(
        cascade="all, delete-orphan", order_by="Subject.position"
    )
    steps: Mapped[list["Step"]] = relationship(cascade="all, delete-orphan", order_by="Step.id")

    __mapper_args__ = {"polymorphic_on": "kind"}
    __table_args__: tuple[Any, ...] = (
        sa.CheckConstraint(
            "status != 'published' OR published_id IS NOT NULL", name="published_has_words"
        ),
        sa.CheckConstraint(
            "published_id IS NULL OR published_at IS NOT NULL", name="published_has_date"
        ),
    )

    @property
    def is_published(self) -> bool:
        """Whether readers may see some words of it (its audience says which readers)."""
        return self.published_id is not None and self.status is not Status.RETIRED

    @property
    def newest(self) -> "Revision":
        return self.revisions[-1]


class Revision(Model):
    """The words and facts of an entry at one moment; never changed once written."""

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True)
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    words: Mapped[dict[str, Any]]  # field → Markdown or one line
    facts: Mapped[dict[str, Any]]  # field → codes, numbers, lists of them
    cut: Mapped[dict[str, Any]]  # field → [[paragraph number, digest], …] in order
    digest: Mapped[str] = mapped_column(sa.String(64))  # sha256 of words and facts
    shown_at: Mapped[datetime | None]  # when these became the words that readers see

    entry: Mapped[Entry] = relationship(back_populates="revisions", foreign_keys=entry_id)
    author: Mapped[Person | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("entry_id", "number"),)


class Paragraph(Model):
    """A paragraph, heading, item, cell or short field, with an identity that outlives revisions.

    `digest` is that of its text in the published revision, null where it is not in it.
    The kind `whole` stands for a field as a whole: what a translation hangs on that does
    not line up paragraph by paragraph.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True)
    field: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[str] = mapped_column(sa.String(16))
    digest: Mapped[str | None] = mapped_column(sa.String(64))

    translations: Mapped[list["Translation"]] = relationship(
        back_populates="paragraph", cascade="all, delete-orphan"
    )


class Rendering(Model):
    """The published words in one language, ready to be shown; derived, may be deleted any time."""

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    title_locale: Mapped[str] = mapped_column(sa.String(16))
    summary: Mapped[str] = mapped_column(sa.Text)
    summary_locale: Mapped[str] = mapped_column(sa.String(16))
    html: Mapped[dict[str, Any]]  # rich field → sanitised HTML
    completeness: Mapped[float]  # share of the words that are in this language, 0 to 1
    made_at: Mapped[datetime] = mapped_column(default=now)


class Audience(Model):
    """Who may read an entry, or a part of it: those who hold `token`, from `from_at` on.

    Written by `portal.content.audience.settle` only. `part` is empty for the entry itself.
    """

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    part: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default="")
    token: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    from_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_audience_token", "token", "part", "entry_id"),)


class Subject(Model):
    """A concept of the thesaurus that an entry is about, as published; position 0 is primary."""

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    position: Mapped[int]

    __table_args__ = (
        sa.ForeignKeyConstraint(["scheme", "code"], ["concept.scheme", "concept.code"]),
        sa.Index("ix_subject_scheme_code", "scheme", "code", "entry_id"),
    )


class Step(Model):
    """One step of the workflow: who, what, when, and the words that went with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    verb: Mapped[str] = mapped_column(sa.String(32))
    status: Mapped[Status]  # reached by it
    at: Mapped[datetime] = mapped_column(default=now)
    message: Mapped[str] = mapped_column(sa.Text, default="")

    person: Mapped[Person | None] = relationship()


class WorkingCopy(Model):
    """What somebody has typed and not yet saved, kept by autosave."""

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    base: Mapped[int]  # number of the revision it was typed over
    typed: Mapped[dict[str, Any]]  # form field → values as sent
    saved_at: Mapped[datetime] = mapped_column(default=now)


class Follow(Model):
    """Somebody wants to hear what happens about an entry."""

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(default=now)


class Origin(Model):
    """Where an imported text came from: the number it had there, and what it was then."""

    external_id: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    group: Mapped[str] = mapped_column(sa.String(120), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    source: Mapped[str] = mapped_column(sa.String(300), default="")
    licence: Mapped[str] = mapped_column(sa.String(80), default="")
