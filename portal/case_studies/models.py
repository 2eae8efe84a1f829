"""A case study: what one city did about one problem, and what came of it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.content.models import Entry


class CaseStudy(Entry):
    """The facts of the words that readers see; topics and the like are subjects of the entry."""

    id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    stage: Mapped[str | None] = mapped_column(sa.String(32))
    started: Mapped[str | None] = mapped_column(sa.String(7))  # month, 2024-06
    ended: Mapped[str | None] = mapped_column(sa.String(7))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    steward_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    licence: Mapped[str | None] = mapped_column(sa.String(32))

    steward: Mapped[Person | None] = relationship(foreign_keys=steward_id)
    deputy: Mapped[Person | None] = relationship(foreign_keys=deputy_id)

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "case_study",
        "inherit_condition": id == Entry.id,
    }
    __table_args__: tuple[Any, ...] = (
        sa.CheckConstraint("ended >= started", name="ends_after_start"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_degrees"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_degrees"),
    )
