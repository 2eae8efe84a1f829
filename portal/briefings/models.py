"""A briefing: what happened at an event, and what it means for a city."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.content.models import Entry
from portal.events.models import Event


class Briefing(Entry):
    """It belongs to a day of an event; sources are `{title, url, accessed_on}`."""

    id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), index=True)
    briefing_kind: Mapped[str] = mapped_column(sa.String(32))  # scheme briefing-kind
    day: Mapped[date]  # by the venue's calendar

    event: Mapped[Event] = relationship(foreign_keys=event_id)

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "briefing",
        "inherit_condition": id == Entry.id,
    }


sa.Index("ix_briefing_event_id_day", Briefing.event_id, Briefing.day)
