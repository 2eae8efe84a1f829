"""Concepts, what they are called in each language, what they mean and how they hang together."""

from datetime import datetime
from enum import IntEnum, StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, now

LONGEST_SCHEME, LONGEST_CODE, LONGEST_LOCALE = 32, 64, 16
LONGEST_TERM = 800  # characters; titles of the SDG indicators reach 754
LONGEST_TERM_BYTES = 2400  # a row of PostgreSQL's unique index holds 2,704
LONGEST_URI, LONGEST_DOMAIN, LONGEST_SOURCE, LONGEST_KEY = 500, 120, 300, 240
LONGEST_CREDIT = 500


class Kind(StrEnum):
    """What a term is to its concept, in one language."""

    PREFERRED = "preferred"  # the word to use; one at most
    ALTERNATE = "alternate"  # may be used
    HIDDEN = "hidden"  # recognised, never offered: misspellings, old names
    FORBIDDEN = "forbidden"  # recognised, and warned of


OFFERED = (Kind.PREFERRED, Kind.ALTERNATE)


class Link(StrEnum):
    BROADER = "broader"  # narrower is the same, read from the other end
    RELATED = "related"  # in both directions, kept once, the lesser name first


class ProposalState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Stamp(IntEnum):
    VOCABULARIES = 1
    THESAURUS = 2


class Concept(Model):
    """One thing that has a name: `topic` `coast`, `sdg` `sdg-11`, `glossary` `sponge-city`."""

    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), primary_key=True)
    position: Mapped[int]
    untranslatable: Mapped[bool] = mapped_column(default=False)  # keeps its form everywhere
    domain: Mapped[str] = mapped_column(sa.String(LONGEST_DOMAIN), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")  # how to use it, for translators
    uri: Mapped[str | None] = mapped_column(sa.String(LONGEST_URI))  # where it was imported from
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None]  # of a person; no key, so that it outlives her

    terms: Mapped[list["Term"]] = relationship(
        back_populates="concept",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by=lambda: (Term.locale, Term.text),
    )
    definitions: Mapped[list["Definition"]] = relationship(
        back_populates="concept",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by=lambda: Definition.locale,
    )

    __table_args__ = (sa.Index("ix_concept_scheme_uri", "scheme", "uri", unique=True),)


class Term(Model):
    """A word or phrase for a concept in one language. `keying.rekey` makes it findable."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME))
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE))
    locale: Mapped[str] = mapped_column(sa.String(LONGEST_LOCALE))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_TERM))
    kind: Mapped[Kind] = mapped_column(default=Kind.PREFERRED)
    folded: Mapped[str] = mapped_column(sa.Text, default="")  # without case and accents, to search
    # The analysis its keys were made with, 0 for none: the worker makes them anew when it is older.
    keyed: Mapped[int] = mapped_column(sa.SmallInteger, default=0, index=True)

    concept: Mapped[Concept] = relationship(back_populates="terms")

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["scheme", "code"], ["concept.scheme", "concept.code"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("scheme", "code", "locale", "text"),
        sa.Index(
            "uq_term_preferred",
            "scheme",
            "code",
            "locale",
            unique=True,
            sqlite_where=sa.text("kind = 'preferred'"),
            postgresql_where=sa.text("kind = 'preferred'"),
        ),
    )


class TermKey(Model):
    """A row of stems under which a term is found in texts of its language; derived, see `keying`.

    A term has more than one key where it may be written in more than one way.
    """

    language: Mapped[str] = mapped_column(sa.String(LONGEST_LOCALE), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(LONGEST_KEY), primary_key=True)
    term_id: Mapped[int] = mapped_column(
        sa.ForeignKey("term.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Definition(Model):
    """What a concept means, in the words of one language, and who says so."""

    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(LONGEST_LOCALE), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.String(LONGEST_SOURCE), default="")

    concept: Mapped[Concept] = relationship(back_populates="definitions")

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["scheme", "code"], ["concept.scheme", "concept.code"], ondelete="CASCADE"
        ),
    )


class Relation(Model):
    """The other concept is broader than this one, or related to it."""

    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), primary_key=True)
    link: Mapped[Link] = mapped_column(primary_key=True)
    other_scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), primary_key=True)
    other_code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), primary_key=True)

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["scheme", "code"], ["concept.scheme", "concept.code"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_scheme", "other_code"],
            ["concept.scheme", "concept.code"],
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("scheme <> other_scheme OR code <> other_code", name="not_to_itself"),
        sa.Index("ix_relation_other", "other_scheme", "other_code"),
    )


class Proposal(Model):
    """A term that somebody would like to see, for a known concept or a new one of the glossary."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str | None] = mapped_column(sa.String(LONGEST_SCHEME))  # empty: a new concept
    code: Mapped[str | None] = mapped_column(sa.String(LONGEST_CODE))
    locale: Mapped[str] = mapped_column(sa.String(LONGEST_LOCALE))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_TERM))
    kind: Mapped[Kind] = mapped_column(default=Kind.PREFERRED)
    definition: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.WAITING)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["scheme", "code"], ["concept.scheme", "concept.code"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("(scheme IS NULL) = (code IS NULL)", name="whole_concept"),
        sa.Index("ix_proposal_waiting", "state", "locale", "proposed_at"),
    )


class SchemeCredit(Model):
    """Who made a scheme that was taken in from elsewhere, and on which terms it may be used."""

    scheme: Mapped[str] = mapped_column(sa.String(LONGEST_SCHEME), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(LONGEST_CREDIT), default="")
    licence: Mapped[str] = mapped_column(sa.String(LONGEST_CREDIT), default="")
    source: Mapped[str] = mapped_column(sa.String(LONGEST_CREDIT), default="")


class VocabularyStamp(Model):
    """Changes whenever a concept or a term does, so that every worker drops what it remembers.

    There is one for the closed vocabularies, whose labels are on most pages, and one for all.
    """

    id: Mapped[int] = mapped_column(primary_key=True)  # a Stamp
    version: Mapped[int] = mapped_column(default=0)
