"""What is new: the newest texts somebody may read, with what the ranking needs to know."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa

from portal.content.kinds import all_kinds, kind_named
from portal.content.models import Entry, Rendering, Subject
from portal.content.policy import reader_of
from portal.content.queries import published_to_reader
from portal.core.db import db
from portal.core.i18n import locale
from portal.home.ranking import News, Reader
from portal.organisations.models import Organisation

POOL = 60
"""So many of the newest texts are ranked; what is older is no news."""
NOBODY = 0  # no person has this number
CITIES: sa.BindParameter[int] = sa.bindparam("cities", type_=sa.Integer, expanding=True)
# A second name, because an empty list is written otherwise after NOT IN than after IN.
ELSEWHERE: sa.BindParameter[int] = sa.bindparam("elsewhere", type_=sa.Integer, expanding=True)
BY_OTHERS = sa.or_(
    Entry.author_id.is_(None), Entry.author_id != sa.bindparam("number", type_=sa.Integer)
)
"""The condition that an entry was not written by the person with this number."""


def reader(person: Any) -> Reader:
    """What the ranking knows of a member."""
    cities = [membership.organisation for membership in person.memberships]
    scopes = [appointment.region for appointment in person.appointments]
    return Reader(
        languages=tuple(dict.fromkeys([locale(), *person.languages])),
        cities=frozenset(city.id for city in cities),
        regions=frozenset([city.region for city in cities] + [scope for scope in scopes if scope]),
    )


def newest(person: Any, of: Reader, *kinds: str) -> list[News]:
    """The newest texts by others that she may read, with what the ranking needs to know."""
    asked = reader_of(person) | {
        "code": locale(),
        "cities": sorted(of.cities),
        "elsewhere": sorted(of.cities),
        "number": getattr(person, "id", NOBODY),
    }
    rows = db.session.execute(_newest(*(kinds or _kinds_of_news())), asked)
    return _gathered(rows, of)


@cache
def _newest(*kinds: str) -> sa.Select[Any]:
    pool = _pool(kinds)
    return (
        sa.select(
            pool.c.id,
            pool.c.kind,
            pool.c.locale,
            pool.c.published_at,
            Organisation.region,
            Rendering.completeness,
            Subject.code,
        )
        .join(Organisation, Organisation.id == pool.c.organisation_id)
        .outerjoin(
            Rendering,
            sa.and_(Rendering.entry_id == pool.c.id, Rendering.locale == sa.bindparam("code")),
        )
        .outerjoin(
            Subject,
            sa.and_(
                Subject.entry_id == pool.c.id,
                Subject.scheme == "topic",
                Subject.code.in_(_topics_of_cities()),
            ),
        )
        .order_by(Subject.position)
    )


def _kinds_of_news() -> list[str]:
    """Pages are no news, and events have a place of their own on the front page."""
    return [kind.name for kind in all_kinds() if kind.name not in ("page", "event")]


def _pool(kinds: Iterable[str]) -> sa.Subquery:
    return (
        published_to_reader(*kinds)
        .where(Entry.organisation_id.not_in(ELSEWHERE), BY_OTHERS)
        .add_columns(Entry.kind, Entry.locale, Entry.published_at, Entry.organisation_id)
        .limit(POOL)
        .subquery("pool")
    )


def _topics_of_cities() -> sa.Select[str]:
    """What her cities have published about."""
    return (
        sa.select(Subject.code)
        .join(Entry, Entry.id == Subject.entry_id)
        .where(Subject.scheme == "topic", Entry.organisation_id.in_(CITIES))
        .distinct()
    )


def _gathered(rows: Iterable[Any], of: Reader) -> list[News]:
    found: dict[int, News] = {}
    for row in rows:
        topics = (row.code,) if row.code else ()
        if row.id in found:
            topics = found[row.id].topics + topics
        found[row.id] = News(row.id, _region(row), row.published_at, topics, _readable(row, of))
    return list(found.values())


def _region(row: Any) -> str | None:
    """What the secretariat writes is for all regions, wherever its office is."""
    kind = kind_named(row.kind)
    return None if kind is None or kind.owned_by_staff else row.region


def _readable(row: Any, of: Reader) -> str | None:
    """The language she can read it in: of the page, else the one it was written in."""
    if (row.completeness or 0) >= 1:
        return locale()
    return row.locale if row.locale in of.languages else None
