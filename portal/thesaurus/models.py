"""A concept has a code within its scheme and a term in each language."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model


class Concept(Model):
    """One entry of a vocabulary: `topic` `coast`, `sdg` `sdg-11`."""

    scheme: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    position: Mapped[int]

    terms: Mapped[list["Term"]] = relationship(
        back_populates="concept", cascade="all, delete-orphan"
    )


class Term(Model):
    """What a concept is called in one language."""

    scheme: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(200))

    concept: Mapped[Concept] = relationship(back_populates="terms")

    __table_args__ = (
        sa.ForeignKeyConstraint(["scheme", "code"], ["concept.scheme", "concept.code"]),
    )


class VocabularyStamp(Model):
    """Changes whenever a concept or a term does, so that every worker drops what it remembers."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
