"""An editorial page: about, help, vision, guidelines, privacy, cookies, join."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.content.models import Entry


class Menu(StrEnum):
    """Where links to pages stand: at the foot of every page, and behind “About” at its head."""

    FOOTER = "footer"
    ABOUT = "about"


class Page(Entry):
    """Its place in each menu is no part of its words: it counts at once and for all revisions."""

    id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    footer_position: Mapped[int | None]  # lower ones stand first; null: not in this menu
    about_position: Mapped[int | None]

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "page",
        "inherit_condition": id == Entry.id,
    }

    def position_in(self, menu: Menu) -> int | None:
        return self.footer_position if menu is Menu.FOOTER else self.about_position

    def stand_in(self, menu: Menu, position: int | None) -> None:
        if menu is Menu.FOOTER:
            self.footer_position = position
        else:
            self.about_position = position
