"""Reading pages: by address, the list for editors, the links at the foot of every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.content.models import Entry, Paragraph, Rendering, Revision, Status, Translation
from portal.content.policy import visible_to
from portal.content.rendering import FOLLOWER as RENDERINGS
from portal.core.changes import Change, Follower
from portal.core.db import db
from portal.pages.models import FURTHER, Page

MOST_IN_FOOTER = 12


@dataclass(frozen=True, slots=True)
class FooterPage:
    slug: str
    title: str


def by_slug(slug: str) -> Page | None:
    return db.session.scalar(sa.select(Page).where(Page.slug == slug))


def is_taken(slug: str, but: int | None = None) -> bool:
    """Whether a page other than number `but` has this address."""
    taken = sa.select(Page.id).where(Page.slug == slug)
    if but is not None:
        taken = taken.where(Page.id != but)
    return db.session.scalar(taken.limit(1)) is not None


def listed(person: Any) -> sa.Select[int]:
    """Numbers of the pages she may read that are not retired, as they stand in the footer."""
    return (
        sa.select(Entry.id)
        .join(Page.__table__, Page.__table__.c.id == Entry.id)
        .where(visible_to(person), Entry.status != Status.RETIRED)
        .order_by(Page.__table__.c.position, Page.__table__.c.slug)
    )


def places(numbers: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Slug and position by number."""
    table = Page.__table__.c
    chosen = sa.select(table.id, table.slug, table.position).where(table.id.in_(numbers))
    return {key: (slug, position) for key, slug, position in db.session.execute(chosen)}


def in_footer(person: Any, code: str) -> list[FooterPage]:
    """The published pages she may read whose place is below FURTHER, titled in language `code`."""
    page = Page.__table__.c
    title = sa.func.coalesce(Rendering.title, Revision.words["title"].as_string())
    rows = db.session.execute(
        sa.select(page.slug, title)
        .select_from(Entry)
        .join(Page.__table__, page.id == Entry.id)
        .join(Revision, Revision.id == Entry.published_id)
        .outerjoin(Rendering, sa.and_(Rendering.entry_id == Entry.id, Rendering.locale == code))
        .where(page.position < FURTHER, Entry.status != Status.RETIRED, visible_to(person))
        .order_by(page.position, page.slug)
        .limit(MOST_IN_FOOTER)
    )
    return [FooterPage(slug, words) for slug, words in rows]


Stamp = tuple[Any, ...] | None

# Built once, because every page of the portal asks it.
_STAMP = (
    sa.select(
        Change.number,
        Change.at,
        sa.select(Follower.number).where(Follower.name == RENDERINGS).scalar_subquery(),
    )
    .order_by(Change.number.desc())
    .limit(1)
)


def stamp() -> Stamp:
    """Something that differs whenever an entry, or its rendering in some language, has changed."""
    row = db.session.execute(_STAMP).one_or_none()
    return tuple(row) if row is not None else None


def is_untouched(page: Page) -> bool:
    """Whether nobody has edited or retired the page since it was loaded."""
    return page.status is Status.PUBLISHED and all(
        revision.author_id is None for revision in page.revisions
    )


def locales_by_hand(page: Page) -> set[str]:
    """The languages in which some person has translated a part of the page."""
    return set(
        db.session.scalars(
            sa.select(Translation.locale)
            .join(Paragraph)
            .where(Paragraph.entry_id == page.id, Translation.made_by_id.is_not(None))
            .distinct()
        )
    )
