"""Languages that came to the portal after texts were published: these learn of them by and by."""

from collections.abc import Callable

import sqlalchemy as sa

from config import LOCALES
from portal.content.models import Entry, Rendering
from portal.content.rendering import render
from portal.content.translations.models import Progress
from portal.content.translations.progress import reckon
from portal.core.actions import action
from portal.core.db import db

DUTY = "new languages"
BATCH = 5  # entries a turn


@action
def bring_in() -> int:
    """Render and count published entries that do not know all languages yet, a few a turn.

    Returns how many there were.
    """
    behind = list(db.session.scalars(_behind().limit(BATCH)))
    for entry in behind:
        render(entry)
        reckon(entry)
    return len(behind)


def _behind() -> sa.Select[Entry]:
    rendered = _known(Rendering)
    counted = _known(Progress).where(Progress.locale != Entry.locale)
    targets = sa.case((Entry.locale.in_(LOCALES), len(LOCALES) - 1), else_=len(LOCALES))
    return (
        sa.select(Entry)
        .where(
            Entry.published_id.is_not(None),
            sa.or_(rendered.scalar_subquery() < len(LOCALES), counted.scalar_subquery() < targets),
        )
        .order_by(Entry.id)
    )


def _known(table: type[Rendering] | type[Progress]) -> sa.Select[int]:
    """How many of our languages an entry is known in."""
    return (
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.entry_id == Entry.id, table.locale.in_(LOCALES))
        .correlate(Entry)
    )


def once() -> Callable[[], int]:
    """The duty of a worker. The languages stay the same as long as it runs: it looks until
    nothing is behind, and then no more."""
    is_done = False

    def duty() -> int:
        nonlocal is_done
        if is_done:
            return 0
        brought = bring_in()
        is_done = not brought
        return brought

    return duty
