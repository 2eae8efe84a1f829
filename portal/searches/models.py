"""What is kept of searches: by those who ask for it, and of those that found nothing."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.core.db import Model, now
from portal.search.grammar import MAX_LENGTH

LONGEST_NAME = 120
LONGEST_NEED = 1_000  # characters of what a city needs, and of the answer
LONGEST_LINK = 500
LONGEST_FILTERS = 300


class Alert(StrEnum):
    """How often at most a letter tells what is new."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


class SavedSearch(Model):
    """A search that somebody wants to come back to; `digest` is of what it asks.

    `due_at` is when the worker asks it next. `is_begun` says that what was there when it was
    saved is known, so that the rest is new. Of letters, `told` counts them, `told_at` is the
    last one, and what was found before `alert_since` is for none.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH))
    filters: Mapped[dict[str, Any]] = mapped_column(default=dict)  # facet → codes, sorted
    by_date: Mapped[bool] = mapped_column(default=False)
    literal: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(sa.String(16))  # of the page on which it was saved
    alert: Mapped[Alert] = mapped_column(default=Alert.NONE)
    alert_since: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime] = mapped_column(default=now)
    looked_at: Mapped[datetime] = mapped_column(default=now)
    is_begun: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime | None]
    due_at: Mapped[datetime] = mapped_column(default=now, index=True)
    told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)

    person: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("person_id", "digest"),
        {"sqlite_autoincrement": True},  # letters are named by it
    )


class FoundThing(Model):
    """A thing that a saved search has found, so that it is new once only.

    `key` is of the version or part that was found: by it the read rule is asked again. Without
    `found_at` it was no news: there when the search was saved, or her own. `letter` is the
    number of the letter that told of it.
    """

    search_id: Mapped[int] = mapped_column(
        sa.ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True
    )
    thing: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120))
    found_at: Mapped[datetime | None]
    letter: Mapped[int | None]


class RecentSearch(Model):
    """Words that somebody searched, for her alone; `folded` tells which are the same."""

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    folded: Mapped[str] = mapped_column(sa.String(MAX_LENGTH), primary_key=True)
    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH))
    at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (sa.Index("ix_recent_search_newest", "person_id", "at"),)


class SearchHabit(Model):
    """Whether somebody's searches are remembered for her; without a row they are."""

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    remembers: Mapped[bool]


class FruitlessSearch(Model):
    """That somebody found nothing on a day. The person is there to count how many they were,
    and for so long only as `recording.KEPT` says; nobody for visitors."""

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH))  # folded
    locale: Mapped[str] = mapped_column(sa.String(16))
    filters: Mapped[str] = mapped_column(sa.String(LONGEST_FILTERS))  # "region=africa&topic=heat"
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    times: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.Index("ix_fruitless_search_day", "day", "words"),)


class FruitlessDay(Model):
    """What remains of older searches without a result: how often, and by how many, on a day."""

    day: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    filters: Mapped[str] = mapped_column(sa.String(LONGEST_FILTERS), primary_key=True)
    times: Mapped[int]
    members: Mapped[int]


class GapAnswer(Model):
    """What an editor says is there now for words that found nothing."""

    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH), primary_key=True)  # folded
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    link: Mapped[str] = mapped_column(sa.String(LONGEST_LINK))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)


class Inquiry(Model):
    """What a member asks the network when the search found nothing; `region` is hers, or ""."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    region: Mapped[str] = mapped_column(sa.String(64))
    words: Mapped[str] = mapped_column(sa.String(MAX_LENGTH))
    folded: Mapped[str] = mapped_column(sa.String(MAX_LENGTH), index=True)
    locale: Mapped[str] = mapped_column(sa.String(16))
    need: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    link: Mapped[str] = mapped_column(sa.String(LONGEST_LINK), default="")
    answered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL")
    )
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    answered_by: Mapped[Person | None] = relationship(foreign_keys=answered_by_id)

    __table_args__ = ({"sqlite_autoincrement": True},)

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
