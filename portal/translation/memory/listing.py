"""Many numbers as one parameter, which reads as rows: the statement stays the same."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY


class Numbers(sa.TypeDecorator[Sequence[int]]):
    """A list of whole numbers: an array on PostgreSQL, JSON elsewhere."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(sa.BigInteger))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Sequence[int] | None, dialect: sa.Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return json.dumps(value)


def listed(parameter: str, *, postgresql: bool) -> sa.TableValuedAlias:
    """The numbers given as `parameter`, one a row, in the column `value`."""
    value = sa.column("value", sa.BigInteger)
    numbers = sa.bindparam(parameter, type_=Numbers)
    if postgresql:
        return sa.func.unnest(numbers).table_valued(value).render_derived()
    return sa.func.json_each(numbers).table_valued(value)
