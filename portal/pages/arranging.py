"""Arranging the menus: which pages stand in them, and in which order."""

from portal.accounts.models import Person
from portal.content.audience import settle
from portal.core.actions import action
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.core.witness import witness
from portal.pages import queries
from portal.pages.models import Menu, Page

MOST_IN_MENU = 12


@action
def put_in(menu: Menu, page: Page, by: Person) -> None:
    """Let a page stand last in a menu; readers find it there as soon as it is published.

    Raises Refused where the menu is full.
    """
    pages = queries.pages_in(menu)
    if page in pages:
        return
    if len(pages) >= MOST_IN_MENU:
        raise Refused(
            ngettext(
                "A menu holds at most %(count)s page. Take one out first.",
                "A menu holds at most %(count)s pages. Take one out first.",
                MOST_IN_MENU,
            )
        )
    _number(menu, [*pages, page])
    _arranged(menu, page, by)


@action
def take_out(menu: Menu, page: Page, by: Person) -> None:
    """Let a page stand in a menu no longer; its address still leads to it."""
    page.stand_in(menu, None)
    _arranged(menu, page, by)


@action
def move(menu: Menu, page: Page, by: Person, *, up: bool) -> None:
    """Let a page change places with its neighbour; the first cannot go up, nor the last down."""
    pages = queries.pages_in(menu)
    if page not in pages:
        raise Refused(_("It does not stand in this menu any more."))
    here = pages.index(page)
    there = here - 1 if up else here + 1
    if 0 <= there < len(pages):
        pages[here], pages[there] = pages[there], pages[here]
        _number(menu, pages)
    _arranged(menu, page, by)


def _number(menu: Menu, pages: list[Page]) -> None:
    for position, page in enumerate(pages, 1):
        page.stand_in(menu, position)


def _arranged(menu: Menu, page: Page, by: Person) -> None:
    """Tell the audit, and let the menus that processes remember be asked for anew."""
    witness(
        by.id,
        "arrange",
        f"entry:{page.id}",
        menu=menu.value,
        position=page.position_in(menu) or 0,
    )
    settle(page)
