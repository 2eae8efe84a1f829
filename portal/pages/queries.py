"""Reading pages: by address, the list for editors, the links in the menus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.content.models import Entry, Paragraph, Rendering, Revision, Status
from portal.content.policy import visible_to
from portal.content.rendering import FOLLOWER as RENDERINGS
from portal.content.translations.models import Translation
from portal.core.changes import Change, Follower
from portal.core.db import db
from portal.pages.models import Menu, Page

MOST_IN_MENUS = 40  # more than the menus hold together


@dataclass(frozen=True, slots=True)
class MenuPage:
    slug: str
    title: str
    positions: Mapping[Menu, int]


def by_slug(slug: str) -> Page | None:
    return db.session.scalar(sa.select(Page).where(Page.slug == slug))


def is_taken(slug: str, but: int | None = None) -> bool:
    """Whether a page other than number `but` has this address."""
    taken = sa.select(Page.id).where(Page.slug == slug)
    if but is not None:
        taken = taken.where(Page.id != but)
    return db.session.scalar(taken.limit(1)) is not None


def listed(person: Any) -> sa.Select[int]:
    """Numbers of the pages she may read that are not retired, by their addresses."""
    return (
        sa.select(Entry.id)
        .join(Page.__table__, Page.__table__.c.id == Entry.id)
        .where(visible_to(person), Entry.status != Status.RETIRED)
        .order_by(Page.__table__.c.slug)
    )


def slugs(numbers: Sequence[int]) -> dict[int, str]:
    """Slugs by number."""
    table = Page.__table__.c
    chosen = sa.select(table.id, table.slug).where(table.id.in_(numbers))
    return {key: slug for key, slug in db.session.execute(chosen)}


def pages_in(menu: Menu) -> list[Page]:
    """All pages that stand in a menu, published or not yet, in their order."""
    column = Page.footer_position if menu is Menu.FOOTER else Page.about_position
    standing = sa.select(Page).where(column.is_not(None), Page.status != Status.RETIRED)
    return list(db.session.scalars(standing.order_by(column, Page.slug)))


def pages_beside(menu: Menu) -> list[Page]:
    """The pages that could be put into a menu: all others that are not retired."""
    column = Page.footer_position if menu is Menu.FOOTER else Page.about_position
    others = sa.select(Page).where(column.is_(None), Page.status != Status.RETIRED)
    return list(db.session.scalars(others.order_by(Page.slug)))


def in_menus(person: Any, code: str) -> list[MenuPage]:
    """The published pages she may read that stand in a menu, titled in language `code`."""
    page = Page.__table__.c
    title = sa.func.coalesce(Rendering.title, Revision.words["title"].as_string())
    rows = db.session.execute(
        sa.select(page.slug, title, page.footer_position, page.about_position)
        .select_from(Entry)
        .join(Page.__table__, page.id == Entry.id)
        .join(Revision, Revision.id == Entry.published_id)
        .outerjoin(Rendering, sa.and_(Rendering.entry_id == Entry.id, Rendering.locale == code))
        .where(
            sa.func.coalesce(page.footer_position, page.about_position).is_not(None),
            Entry.status != Status.RETIRED,
            visible_to(person),
        )
        .order_by(page.slug)
        .limit(MOST_IN_MENUS)
    )
    return [MenuPage(slug, words, _positions(*places)) for slug, words, *places in rows]


def _positions(footer: int | None, about: int | None) -> dict[Menu, int]:
    places = {Menu.FOOTER: footer, Menu.ABOUT: about}
    return {menu: place for menu, place in places.items() if place is not None}


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
