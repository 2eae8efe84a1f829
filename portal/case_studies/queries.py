"""Lists of case studies."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.content.models import Entry, Subject
from portal.content.queries import published
from portal.core.db import db
from portal.organisations.models import Organisation

BY_SUBJECT = ("pathway", "topic", "hazard", "sdg", "stage")
BY_CITY = {
    "region": Organisation.region,
    "band": Organisation.band,
    "country": Organisation.country,
    "city": Organisation.slug,
}
FILTERS = (*BY_SUBJECT, *BY_CITY, "language")

Filters = Mapping[str, list[str]]
Count = sa.Select[str, Any, int]  # name of the filter, code, number


def filtered(person: Any, filters: Filters) -> sa.Select[int]:
    """Numbers of the published case studies she may read that pass all filters, newest first.

    Within one filter any of its codes will do.
    """
    chosen = published(person, "case_study").join(
        Organisation, Organisation.id == Entry.organisation_id
    )
    for name, codes in filters.items():
        if codes:
            chosen = chosen.where(_passes(name, codes))
    return chosen


def _passes(name: str, codes: list[str]) -> sa.ColumnElement[bool]:
    if name == "language":
        return Entry.locale.in_(codes)
    if name in BY_CITY:
        return BY_CITY[name].in_(codes)
    return (
        sa.select(sa.literal(1))
        .where(Subject.entry_id == Entry.id, Subject.scheme == name, Subject.code.in_(codes))
        .correlate(Entry)
        .exists()
    )


def facet_counts(person: Any, filters: Filters) -> dict[str, dict[str, int]]:
    """How many each code would show; a filter's own choice does not narrow its counts."""
    narrowed = {name: codes for name, codes in filters.items() if codes}
    counts: dict[str, dict[str, int]] = {}
    free = [name for name in FILTERS if name not in narrowed and name != "city"]
    counts |= _counts(filtered(person, narrowed), free)
    for name in narrowed:
        others = {other: codes for other, codes in narrowed.items() if other != name}
        counts |= _counts(filtered(person, others), [name])
    return counts


def _counts(chosen: sa.Select[int], names: list[str]) -> dict[str, dict[str, int]]:
    """The counts of several filters over the same entries, in one statement."""
    numbers = chosen.order_by(None).with_only_columns(Entry.id).cte("chosen")
    parts = [_count_by_subject(numbers, names)]
    for name in names:
        if name in BY_CITY:
            parts.append(_count_by_city(numbers, name))
        elif name == "language":
            parts.append(_count_by_language(numbers))
    rows = db.session.execute(sa.union_all(*parts))
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, code, number in rows:
        if code is not None:
            counts[name][code] = number
    return counts


def _count_by_subject(numbers: sa.CTE, names: list[str]) -> Count:
    return (
        sa.select(Subject.scheme, Subject.code, sa.func.count())
        .join(numbers, numbers.c.id == Subject.entry_id)
        .where(Subject.scheme.in_([name for name in names if name in BY_SUBJECT]))
        .group_by(Subject.scheme, Subject.code)
    )


def _count_by_city(numbers: sa.CTE, name: str) -> Count:
    column = BY_CITY[name]
    return (
        sa.select(sa.literal(name), column, sa.func.count())
        .join(Entry, Entry.organisation_id == Organisation.id)
        .join(numbers, numbers.c.id == Entry.id)
        .group_by(column)
    )


def _count_by_language(numbers: sa.CTE) -> Count:
    return (
        sa.select(sa.literal("language"), Entry.locale, sa.func.count())
        .join(numbers, numbers.c.id == Entry.id)
        .group_by(Entry.locale)
    )


def of_city(person: Any, organisation_id: int) -> sa.Select[int]:
    return published(person, "case_study").where(Entry.organisation_id == organisation_id)
