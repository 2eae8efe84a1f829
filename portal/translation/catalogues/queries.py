"""Reads: wordings, publications and answers of one language."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.core.db import db
from portal.translation.catalogues.models import (
    CatalogueAnswer,
    CataloguePublication,
    CatalogueWording,
    PublishedWording,
)

Mark = tuple[int, datetime]
"""A publication by its number in the table and its moment, which stays its own after a backup
was restored and the number is given again."""


def newest(locale: str) -> list[CatalogueWording]:
    """The newest wording of every message that was ever written here."""
    last = (
        sa.select(CatalogueWording.number, sa.func.max(CatalogueWording.version).label("version"))
        .where(CatalogueWording.locale == locale)
        .group_by(CatalogueWording.number)
        .subquery()
    )
    chosen = (
        sa.select(CatalogueWording)
        .join(
            last,
            sa.and_(
                last.c.number == CatalogueWording.number,
                last.c.version == CatalogueWording.version,
            ),
        )
        .where(CatalogueWording.locale == locale)
        .order_by(CatalogueWording.id)
        .options(joinedload(CatalogueWording.made_by))
    )
    return list(db.session.scalars(chosen))


def newest_of(locale: str, number: int) -> CatalogueWording | None:
    return db.session.scalar(_versions(locale, number).limit(1))


def history(locale: str, number: int) -> Sequence[CatalogueWording]:
    """All wordings of a message, newest first."""
    chosen = _versions(locale, number).options(joinedload(CatalogueWording.made_by))
    return db.session.scalars(chosen).all()


def words_had(locale: str) -> dict[int, set[tuple[str, ...]]]:
    """All words that were ever written here, by message."""
    columns = CatalogueWording.number, CatalogueWording.strings
    had: dict[int, set[tuple[str, ...]]] = {}
    for number, strings in db.session.execute(
        sa.select(*columns).where(CatalogueWording.locale == locale)
    ):
        had.setdefault(number, set()).add(tuple(strings))
    return had


def _versions(locale: str, number: int) -> sa.Select[CatalogueWording]:
    return (
        sa.select(CatalogueWording)
        .where(CatalogueWording.locale == locale, CatalogueWording.number == number)
        .order_by(CatalogueWording.version.desc())
    )


def published(locale: str) -> Sequence[CatalogueWording]:
    """The wordings that the portal speaks now."""
    last = current(locale)
    return last.wordings if last else []


def current(locale: str) -> CataloguePublication | None:
    """The publication that counts."""
    chosen = (
        sa.select(CataloguePublication)
        .where(CataloguePublication.locale == locale)
        .order_by(CataloguePublication.number.desc())
        .limit(1)
    )
    return db.session.scalar(chosen)


def current_marks() -> dict[str, Mark]:
    """The publications that count, by language."""
    columns = (
        CataloguePublication.locale,
        CataloguePublication.id,
        CataloguePublication.published_at,
    )
    # The last one of each language is the one that stays.
    rows = db.session.execute(sa.select(*columns).order_by(CataloguePublication.number))
    return {row.locale: (row.id, row.published_at) for row in rows}


def wordings_of(publication_id: int) -> Sequence[CatalogueWording]:
    chosen = (
        sa.select(CatalogueWording)
        .join(PublishedWording, PublishedWording.wording_id == CatalogueWording.id)
        .where(PublishedWording.publication_id == publication_id)
        .order_by(CatalogueWording.id)
    )
    return db.session.scalars(chosen).all()


def publications(locale: str, most: int = 50) -> Sequence[CataloguePublication]:
    """The last publications of a language, newest first."""
    chosen = (
        sa.select(CataloguePublication)
        .where(CataloguePublication.locale == locale)
        .order_by(CataloguePublication.number.desc())
        .options(joinedload(CataloguePublication.published_by))
        .limit(most)
    )
    return db.session.scalars(chosen).all()


def numbered(locale: str, number: int) -> CataloguePublication | None:
    """The publication with this number."""
    chosen = sa.select(CataloguePublication).where(
        CataloguePublication.locale == locale, CataloguePublication.number == number
    )
    return db.session.scalar(chosen.options(selectinload(CataloguePublication.wordings)))


def answers(locale: str) -> Mapping[tuple[int, str], CatalogueAnswer]:
    """What translators have answered to remarks, by message and key."""
    chosen = (
        sa.select(CatalogueAnswer)
        .where(CatalogueAnswer.locale == locale)
        .options(joinedload(CatalogueAnswer.person))
    )
    return {(each.number, each.key): each for each in db.session.scalars(chosen)}
