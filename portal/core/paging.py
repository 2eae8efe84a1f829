"""Long lists in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from flask import request

from portal.core.db import db

T = TypeVar("T")
PER_PAGE = 20
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list: its items, and where it stands in the whole."""

    items: Sequence[T]
    total: int
    page: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.total // self.per_page)), LAST_PAGE)

    @property
    def first(self) -> int:
        return (self.page - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1 if self.total else 0


def page_number() -> int:
    """The page asked for by `?page=`, from 1; anything else is page 1."""
    given = request.args.get("page", "1")
    return min(max(int(given), 1), LAST_PAGE) if given.isdecimal() and len(given) < 6 else 1


def paged(
    chosen: sa.Select[Any],
    per_page: int = PER_PAGE,
    values: Mapping[str, Any] | None = None,
) -> Paged[Any]:
    """The page of `chosen` that the request asks for, with the whole count.

    `values` are the parameters of a statement that was built to be run with them.
    """
    page = page_number()
    numbered = chosen.add_columns(sa.func.count().over()).limit(per_page)
    rows = db.session.execute(numbered.offset((page - 1) * per_page), values or {}).all()
    if rows or page == 1:
        return Paged([row[0] for row in rows], rows[0][-1] if rows else 0, page, per_page)
    counted = sa.select(sa.func.count()).select_from(chosen.order_by(None).subquery())
    return Paged([], db.session.scalar(counted, values or {}) or 0, page, per_page)
