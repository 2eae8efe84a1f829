"""What the memory keeps: texts once each, which translates which, and where words stand.

A text that was translated into twelve languages is stored and indexed once; the index lies
in the same database, is written in the same transaction, and so is the same for all.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model, now

NOWHERE = ""
"""In place of a neighbour's digest: there is none, or it is not known."""


class MemoryText(Model):
    """A paragraph in one language. White space aside no two of a language are the same."""

    id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    digest: Mapped[str] = mapped_column(sa.String(32))
    text: Mapped[str] = mapped_column(sa.Text)

    __table_args__ = (
        sa.UniqueConstraint("locale", "digest"),
        {"sqlite_autoincrement": True},  # a number left over in the index must not come back
    )


class MemoryUnit(Model):
    """One text as the translation of another, and who or what taught it.

    `kind` and `number` name the paragraph it was learned from; both are null for what was
    imported. `before` and `after` are the digests of the source paragraph's neighbours.
    Where `restricted`, only those who hold the token of one of its readers may see it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("memory_text.id"))
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("memory_text.id"), index=True)
    target_locale: Mapped[str] = mapped_column(sa.String(16))  # the target's, for quick filters
    before: Mapped[str] = mapped_column(sa.String(32), default=NOWHERE)
    after: Mapped[str] = mapped_column(sa.String(32), default=NOWHERE)
    kind: Mapped[str | None] = mapped_column(sa.String(32))
    number: Mapped[int | None]
    origin: Mapped[str] = mapped_column(sa.String(120))
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    approved_at: Mapped[datetime] = mapped_column(default=now)
    restricted: Mapped[bool] = mapped_column(default=False)

    source: Mapped[MemoryText] = relationship(foreign_keys=source_id)
    target: Mapped[MemoryText] = relationship(foreign_keys=target_id)

    __table_args__ = (
        sa.CheckConstraint("(kind IS NULL) = (number IS NULL)", name="named_or_imported"),
        sa.CheckConstraint("NOT (restricted AND number IS NULL)", name="imports_are_open"),
        sa.Index("ix_memory_unit_pair", "source_id", "target_locale"),
        # A paragraph teaches one thing per language.
        sa.Index(
            "uq_memory_unit_learned",
            "kind",
            "number",
            "target_locale",
            unique=True,
            sqlite_where=sa.text("number IS NOT NULL"),
            postgresql_where=sa.text("number IS NOT NULL"),
        ),
        sa.Index(
            "uq_memory_unit_imported",
            "source_id",
            "target_id",
            "before",
            "after",
            unique=True,
            sqlite_where=sa.text("number IS NULL"),
            postgresql_where=sa.text("number IS NULL"),
        ),
    )


class MemoryReader(Model):
    """Those who hold `token` may see a restricted unit."""

    unit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("memory_unit.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str] = mapped_column(sa.String(80), primary_key=True)


class MemorySign(Model):
    """That a word stands in a text: an inverted index, see `portal.translation.memory.signs`.

    In the order of the key the texts of one word lie together, and among these the texts of
    about one length. Nothing refers back: a text that goes takes its signs along by making
    them again, which saves a second index as large as this one.
    """

    sign: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class MemoryLeftover(Model):
    """A text that a unit has left: the worker drops it, if no other unit has it by then.

    Not in the transaction that left it: there it would wait for those who are about to use
    the text, as they for others, and some would wait for each other for ever.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int]
