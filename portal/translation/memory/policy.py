"""Who may see what the memory knows."""

import sqlalchemy as sa

from portal.translation.memory.models import MemoryReader, MemoryUnit

TOKENS = "tokens"
"""The parameter that holds what the person who asks holds, as a list; it may be empty."""

VISIBLE: sa.ColumnElement[bool] = MemoryUnit.restricted.is_(False) | sa.exists().where(
    MemoryReader.unit_id == MemoryUnit.id,
    MemoryReader.token.in_(sa.bindparam(TOKENS, expanding=True)),
)
"""Open units, and those that name one of these tokens."""
