"""An editorial page: about, help, privacy, cookies, join."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.content.models import Entry

FURTHER = 100


class Page(Entry):
    """`position` orders the links at the foot of every page; from FURTHER on it has none there."""

    id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    position: Mapped[int] = mapped_column(default=FURTHER, index=True)

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "page",
        "inherit_condition": id == Entry.id,
    }
