"""The gap report: what was searched in vain, how often and by how many, and what was asked."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.cells import guarded
from portal.core.db import db, now, today
from portal.core.paging import Paged, page_number
from portal.core.witness import witness
from portal.searches.models import FruitlessDay, FruitlessSearch, GapAnswer, Inquiry

MOST_IN_FILE = 10_000
PER_PAGE = 50
COLUMNS = (
    "words", "language", "filters", "times", "members", "first", "last", "asked", "answered",
)  # fmt: skip


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


DAYS = {Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}
STEPS = {Period.WEEK: 1, Period.MONTH: 5, Period.YEAR: 31}  # days in one bar of the plot


@dataclass(frozen=True, slots=True)
class Gap:
    """Words, read in a language and with filters, that found nothing.

    `members` are at least so many: after a time it is only known how many they were each day.
    `asked` counts questions to the network, `link` leads to what an editor says is there now.
    """

    words: str
    locale: str
    filters: str
    times: int
    members: int
    first: date
    last: date
    asked: int
    link: str | None

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters as pairs of facet and code."""
        return parse_qsl(self.filters)


@dataclass(frozen=True, slots=True)
class Bar:
    """Searches in vain from one day on, for the days of one bar."""

    begins: date
    times: int


def since(period: Period) -> date:
    return today() - timedelta(days=DAYS[period] - 1)


def report(period: Period, only_open: bool) -> Paged[Gap]:
    """The page that is asked for of what was searched in vain, the most pressing first."""
    page = page_number()
    numbered = _gaps(period, only_open).add_columns(sa.func.count().over().label("total"))
    rows = db.session.execute(numbered.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return Paged([_gap(row) for row in rows], rows[0].total if rows else 0, page, PER_PAGE)


def _gap(row: Any) -> Gap:
    members = max(row.persons, row.most)
    return Gap(
        row.words, row.locale, row.filters, row.times, members,
        row.first, row.last, row.asked, row.link,
    )  # fmt: skip


def _gaps(period: Period, only_open: bool) -> sa.Select[Any]:
    """What was asked of the network comes first, then what was searched most often."""
    every = _every(since(period)).subquery("every")
    key = (every.c.words, every.c.locale, every.c.filters)
    times, asked = sa.func.sum(every.c.times), sa.func.sum(every.c.asked)
    chosen = (
        sa.select(
            *key,
            times.label("times"),
            sa.func.count(every.c.person_id.distinct()).label("persons"),
            sa.func.max(every.c.members).label("most"),
            sa.func.min(every.c.day).label("first"),
            sa.func.max(every.c.day).label("last"),
            asked.label("asked"),
            GapAnswer.link,
        )
        .outerjoin(
            GapAnswer,
            sa.and_(GapAnswer.words == every.c.words, GapAnswer.locale == every.c.locale),
        )
        .group_by(*key, GapAnswer.link)
        .order_by(asked.desc(), times.desc(), sa.func.max(every.c.day).desc(), *key)
    )
    return chosen.where(GapAnswer.link.is_(None)) if only_open else chosen


def _every(first: date) -> sa.CompoundSelect[Any]:
    """Days of searches, days of which only counts remain, and questions, in one form."""
    nobody, none = sa.cast(sa.null(), sa.Integer).label("person_id"), sa.literal(0)
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    log, old, question = FruitlessSearch, FruitlessDay, Inquiry
    asked_on = sa.type_coerce(sa.func.date(question.asked_at), sa.Date).label("day")
    return sa.union_all(
        sa.select(
            log.day, log.words, log.locale, log.filters, log.times,
            log.person_id, none.label("members"), none.label("asked"),
        ).where(log.day >= first),
        sa.select(
            old.day, old.words, old.locale, old.filters, old.times, nobody, old.members, none
        ).where(old.day >= first),
        sa.select(
            asked_on, question.folded, question.locale, sa.literal(""), none,
            question.person_id, none, sa.literal(1),
        ).where(question.asked_at >= midnight, question.folded != ""),
    )  # fmt: skip


def plot(period: Period) -> list[Bar]:
    """How often something was searched in vain in each part of a period, the oldest first."""
    first, step = since(period), STEPS[period]
    days = _every(first).subquery("days")
    counted = sa.select(days.c.day, sa.func.sum(days.c.times)).group_by(days.c.day)
    times = [0] * -(-DAYS[period] // step)
    for day, number in db.session.execute(counted):
        times[(day - first).days // step] += number
    return [Bar(first + timedelta(days=n * step), number) for n, number in enumerate(times)]


def written(period: Period) -> str:
    """The report as a table for spreadsheets, without anybody's name."""
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for row in db.session.execute(_gaps(period, only_open=False).limit(MOST_IN_FILE)):
        gap = _gap(row)
        rows.writerow(guarded(str(cell)) for cell in _cells(gap))
    return table.getvalue()


def _cells(gap: Gap) -> Sequence[Any]:
    days = gap.first.isoformat(), gap.last.isoformat()
    said = gap.words, gap.locale, gap.filters
    return *said, gap.times, gap.members, *days, gap.asked, gap.link or ""


@action
def settle(words: str, locale: str, link: str, by: Person) -> None:
    """Say that there is something for these words now, or with no link that there is not."""
    if link:
        answer = GapAnswer(words=words, locale=locale, link=link, person_id=by.id, at=now())
        db.session.merge(answer)
    else:
        same = GapAnswer.words == words, GapAnswer.locale == locale
        db.session.execute(sa.delete(GapAnswer).where(*same))
    witness(by.id, "settle_gap", "gaps", locale=locale, settled=bool(link))
