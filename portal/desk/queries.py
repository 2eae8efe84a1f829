"""What lies on the desk: how much on each pile, and the pile that is looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.kinds import all_kinds
from portal.content.models import Entry, Status, Step
from portal.content.policy import visible_to
from portal.core.db import db
from portal.organisations.models import Organisation
from portal.organisations.policy import STAFF, tokens

SUBMITTED, IN_EDITING, CHANGES, TO_CLEAR = "submitted", "in-editing", "changes", "to-clear"
PILES = (SUBMITTED, IN_EDITING, CHANGES, TO_CLEAR)
STATUSES = {
    SUBMITTED: Status.SUBMITTED,
    IN_EDITING: Status.IN_EDITING,
    CHANGES: Status.CHANGES_REQUESTED,
    TO_CLEAR: Status.DRAFT,
}

Counts = Mapping[str, Mapping[str, int]]  # pile → region → how many


@dataclass(frozen=True, slots=True)
class Lying:
    """One text on a pile: since when, who brought it there, and whether it is the reader's own."""

    id: int
    since: datetime
    who: str
    own: bool


def counts(person: Any) -> Counts:
    """How much lies on each pile, by region, in one statement."""
    piles = [
        sa.select(sa.literal(pile), Organisation.region, sa.func.count())
        .select_from(Entry)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .where(*_on(pile, person))
        .group_by(Organisation.region)
        for pile in PILES
    ]
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for pile, region, number in db.session.execute(sa.union_all(*piles)):
        found[pile][region] = number
    return {pile: found[pile] for pile in PILES}


def lying(person: Any, pile: str, regions: Sequence[str], page: int, per_page: int) -> list[Lying]:
    """A page of a pile, what has waited longest first."""
    chosen = (
        sa.select(Entry.id, Entry.status_since, _who(pile), Entry.author_id)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .where(*_on(pile, person))
        .order_by(Entry.status_since, Entry.id)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    if regions:
        chosen = chosen.where(Organisation.region.in_(regions))
    rows = db.session.execute(chosen)
    return [Lying(key, since, who or "", author == person.id) for key, since, who, author in rows]


def _on(pile: str, person: Any) -> list[sa.ColumnElement[bool]]:
    """The conditions for an entry to lie on this pile of hers: of her region, and readable."""
    kinds = _cleared_kinds() if pile == TO_CLEAR else _handed_in_kinds()
    conditions = [
        Entry.status == STATUSES[pile],
        Entry.kind.in_(kinds),
        visible_to(person),
    ]
    held = tokens(person)
    if STAFF not in held:
        scopes = [token.partition(":")[2] for token in held if token.startswith(f"{STAFF}:")]
        conditions.append(Organisation.region.in_(scopes))
    return conditions


def _handed_in_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if not kind.owned_by_staff]


def _cleared_kinds() -> list[str]:
    """What the staff writes and a second editor has to clear."""
    return [kind.name for kind in all_kinds() if kind.owned_by_staff and kind.second_person]


def _who(pile: str) -> sa.ScalarSelect[str]:
    """The name of whoever brought it where it stands; for a briefing, of its author."""
    if pile == TO_CLEAR:
        return (
            sa.select(Person.name)
            .where(Person.id == Entry.author_id)
            .correlate(Entry)
            .scalar_subquery()
        )
    return (
        sa.select(Person.name)
        .join(Step, Step.person_id == Person.id)
        .where(Step.entry_id == Entry.id, Step.status == STATUSES[pile])
        .order_by(Step.id.desc())
        .limit(1)
        .correlate(Entry)
        .scalar_subquery()
    )
