"""An event that members go to or follow: a COP, a congress, a webinar."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.content.models import Entry

CODE = "[A-Za-z][A-Za-z0-9-]{1,31}"  # never a number: numbers are addresses too


class Event(Entry):
    """Where and when; days and times are those of the venue's zone."""

    id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(32), unique=True)  # COP31
    event_kind: Mapped[str] = mapped_column(sa.String(32))  # scheme event-kind
    host_city: Mapped[str] = mapped_column(sa.String(120))
    country: Mapped[str] = mapped_column(sa.String(2))
    venue: Mapped[str] = mapped_column(sa.String(200), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    time_zone: Mapped[str] = mapped_column(sa.String(64))  # IANA name
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    actual_ends_on: Mapped[date | None]

    __mapper_args__: dict[str, Any] = {
        "polymorphic_identity": "event",
        "inherit_condition": id == Entry.id,
    }
    __table_args__ = (
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("actual_ends_on >= starts_on", name="really_ends_after_start"),
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def last_day(self) -> date:
        return self.actual_ends_on or self.ends_on

    @property
    def days(self) -> list[date]:
        length = (self.last_day - self.starts_on).days + 1
        return [self.starts_on + timedelta(days=number) for number in range(length)]

    def phase(self, moment: datetime) -> str:
        """`road-to`, `in-session` or `wrap-up` (scheme event-phase), by the venue's calendar."""
        day = moment.astimezone(self.zone).date()
        if day < self.starts_on:
            return "road-to"
        return "in-session" if day <= self.last_day else "wrap-up"
