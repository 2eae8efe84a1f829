"""The memory's questions to the database, made once: to build one takes as long as to ask it."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.translation.memory.listing import listed
from portal.translation.memory.models import NOWHERE, MemorySign, MemoryText, MemoryUnit
from portal.translation.memory.policy import VISIBLE

COUNTED = 1_000
"""Texts; a sign that more of them have is just frequent."""

COMPARED = 60
"""Candidates, at most."""

IN_REACH = (MemoryUnit.target_locale == sa.bindparam("target_locale")) & VISIBLE
"""Units that translate into a language and may be seen."""

_LENGTHS = MemorySign.size.between(sa.bindparam("least"), sa.bindparam("most"))
_SOURCE, _TARGET = aliased(MemoryText), aliased(MemoryText)

OWN = sa.select(MemoryText.id).where(
    MemoryText.locale == sa.bindparam("source_locale"),
    MemoryText.digest == sa.bindparam("digest"),
)
TEXTS = sa.select(MemoryText.id, MemoryText.text).where(
    MemoryText.id.in_(sa.bindparam("numbers", expanding=True))
)


def _taught() -> sa.Select[Any]:
    fits = (MemoryUnit.before == sa.bindparam("before")) & (
        MemoryUnit.after == sa.bindparam("after")
    )
    # Without any neighbour, to be alone in a text says nothing.
    somewhere = (MemoryUnit.before != NOWHERE) | (MemoryUnit.after != NOWHERE)
    fitting = sa.case((fits & somewhere, 1), else_=0)
    place = sa.func.row_number().over(
        partition_by=(MemoryUnit.source_id, MemoryUnit.target_id),
        order_by=(fitting.desc(), MemoryUnit.approved_at.desc(), MemoryUnit.id.desc()),
    )
    among = MemoryUnit.source_id.in_(
        sa.bindparam("sources", expanding=True)
    ) | MemoryUnit.target_id.in_(sa.bindparam("targets", expanding=True))
    ranked = sa.select(MemoryUnit, fitting.label("fitting"), place.label("place"))
    units = ranked.where(among, IN_REACH).subquery()
    of_source = (_SOURCE.id == units.c.source_id) & (
        _SOURCE.locale == sa.bindparam("source_locale")
    )
    return (
        sa.select(
            *(_SOURCE.id, _TARGET.id, _SOURCE.text, _TARGET.text),
            *(units.c.origin, units.c.approved_at, units.c.made_by_id, units.c.fitting),
        )
        .join(_SOURCE, of_source)
        .join(_TARGET, _TARGET.id == units.c.target_id)
        .where(units.c.place == 1)
        .order_by(units.c.fitting.desc(), units.c.approved_at.desc(), units.c.id.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


TAUGHT = _taught()


def _candidates_among() -> sa.Select[int]:
    shared = (
        sa.select(MemorySign.text_id, MemorySign.size, sa.func.count().label("signs"))
        .where(MemorySign.sign.in_(sa.bindparam("signs", expanding=True)), _LENGTHS)
        .group_by(MemorySign.size, MemorySign.text_id)
        .subquery()
    )
    nearest = sa.func.abs(shared.c.size - sa.bindparam("words", type_=sa.Integer))
    return (
        sa.select(shared.c.text_id)
        .where(sa.exists().where(MemoryUnit.source_id == shared.c.text_id, IN_REACH))
        .order_by(shared.c.signs.desc(), nearest, shared.c.text_id.desc())
        .limit(COMPARED)
    )


CANDIDATES = _candidates_among()


@cache
def counts(*, postgresql: bool) -> sa.Select[int, int]:
    """How many texts of some lengths have each of some signs, as far as it matters."""
    asked = listed("signs", postgresql=postgresql)
    some = sa.select(sa.literal(1)).where(MemorySign.sign == asked.c.value, _LENGTHS)
    bounded = some.correlate(asked).limit(COUNTED).subquery()
    count = sa.select(sa.func.count()).select_from(bounded).scalar_subquery()
    return sa.select(asked.c.value, count)
