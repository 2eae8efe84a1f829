"""Who may do what to an entry, whatever its kind; the read rule also as SQL."""

from typing import Any

import sqlalchemy as sa

from portal.content.audience import readers
from portal.content.kinds import kind_of
from portal.content.models import Audience, Entry, Status
from portal.core.access import Rules
from portal.core.db import UTCDateTime, now
from portal.organisations.policy import authorship, is_editor_for, is_steward_of, tokens

WITH_THE_CITY = (Status.DRAFT, Status.CHANGES_REQUESTED)
WITH_THE_STAFF = (Status.SUBMITTED, Status.IN_EDITING)
ENDED = (Status.RETIRED,)


def can_read(person: Any, entry: Entry) -> bool:
    return "" in readable_parts(person, entry)


def readable_parts(person: Any, entry: Entry) -> frozenset[str]:
    """The parts of the entry that she may read now; "" is the entry itself."""
    held, moment = tokens(person), now()
    return frozenset(
        row.part
        for row in entry.audience
        if row.token in held and (row.from_at is None or row.from_at <= moment)
    )


def _readable(held: Any, moment: Any) -> sa.ColumnElement[bool]:
    return (
        sa.select(sa.literal_column("1"))
        .where(
            Audience.entry_id == Entry.id,
            Audience.part == "",
            Audience.token.in_(held),
            sa.or_(Audience.from_at.is_(None), Audience.from_at <= moment),
        )
        .correlate(Entry)
        .exists()
    )


def visible_to(person: Any) -> sa.ColumnElement[bool]:
    """`can_read` as SQL, for lists. tests/content/test_policy.py holds the two equal."""
    return _readable(sorted(tokens(person)), now())


READABLE = _readable(
    sa.bindparam("held", expanding=True), sa.bindparam("moment", type_=UTCDateTime())
)
"""The same for a statement that is built once and run with `reader_of`: to build one anew
takes longer than to run it."""


def reader_of(person: Any) -> dict[str, Any]:
    """The parameters of READABLE for `person`."""
    return {"held": sorted(tokens(person)), "moment": now()}


def was_readable(person: Any, entry: Entry) -> bool:
    """Whether she could read it before it was retired: she is told that it is gone."""
    was_out = entry.published_at is not None and entry.published_at <= now()
    could_read = not tokens(person).isdisjoint(readers(entry, entry.visibility))
    return entry.status is Status.RETIRED and was_out and could_read


def is_author(person: Any, entry: Entry) -> bool:
    """Whether she wrote it and still belongs where it belongs."""
    if entry.author_id is None:
        return False
    return not tokens(person).isdisjoint(authorship(entry.author_id, entry.organisation_id))


def is_its_editor(person: Any, entry: Entry) -> bool:
    """Whether she is the secretariat editor it comes to."""
    return is_editor_for(person, entry.organisation.region)


def looks_after(person: Any, entry: Entry) -> bool:
    return is_author(person, entry) or is_steward_of(person, entry.organisation_id)


def can_edit(person: Any, entry: Entry) -> bool:
    if entry.status in ENDED:
        return False
    if kind_of(entry).owned_by_staff:
        return is_its_editor(person, entry)
    if entry.status in WITH_THE_STAFF:
        return is_its_editor(person, entry) or is_steward_of(person, entry.organisation_id)
    if entry.status is Status.CITY_REVIEW:
        return is_steward_of(person, entry.organisation_id)
    edits_published = entry.is_published and is_its_editor(person, entry)
    return looks_after(person, entry) or edits_published


def can_see_history(person: Any, entry: Entry) -> bool:
    """Whether she sees drafts, steps and older words: those who work on it."""
    return looks_after(person, entry) or (
        is_its_editor(person, entry) and "" in readable_parts(person, entry)
    )


def can_submit(person: Any, entry: Entry) -> bool:
    if entry.status is Status.CITY_REVIEW:
        return is_steward_of(person, entry.organisation_id)
    return entry.status in WITH_THE_CITY and looks_after(person, entry)


def can_withdraw(person: Any, entry: Entry) -> bool:
    """Take back what is on its way, before it is published."""
    under_way = (Status.CITY_REVIEW, *WITH_THE_STAFF, Status.CHANGES_REQUESTED)
    return entry.status in under_way and looks_after(person, entry)


def can_review(person: Any, entry: Entry) -> bool:
    """Take it up, ask for changes, publish: an editor, never for what she wrote or handed in."""
    if not kind_of(entry).second_person:
        return is_its_editor(person, entry)
    return is_its_editor(person, entry) and not _is_own(person, entry)


def _is_own(person: Any, entry: Entry) -> bool:
    own = f"person:{getattr(person, 'id', None)}"
    return own in (f"person:{entry.author_id}", f"person:{entry.submitted_by_id}")


def can_clear(person: Any, entry: Entry) -> bool:
    """Release a briefing: a second editor, who wrote none of its newest words."""
    if not kind_of(entry).owned_by_staff or not is_its_editor(person, entry):
        return False
    return bool(entry.newest.author_id != person.id)


def can_retire(person: Any, entry: Entry) -> bool:
    in_charge = is_steward_of(person, entry.organisation_id) or is_its_editor(person, entry)
    return entry.is_published and in_charge


def can_restore(person: Any, entry: Entry) -> bool:
    """Show it again; a draft that was thrown away was never shown and comes back as a draft."""
    if entry.status is not Status.RETIRED:
        return False
    if entry.published_id is None:
        return looks_after(person, entry)
    return is_steward_of(person, entry.organisation_id) or is_its_editor(person, entry)


def can_discard(person: Any, entry: Entry) -> bool:
    """Throw away a draft that was never published."""
    return entry.status is Status.DRAFT and not entry.is_published and looks_after(person, entry)


def can_set_visibility(person: Any, entry: Entry) -> bool:
    return looks_after(person, entry) or is_its_editor(person, entry)


def can_widen(person: Any, entry: Entry) -> bool:
    """Open it to more readers.

    Of the city those who look after its texts, its author until it is published; of the staff
    its editors, until a second one has cleared it for the readers it has.
    """
    kind = kind_of(entry)
    if kind.owned_by_staff:
        is_cleared = kind.second_person and entry.is_published
        return is_its_editor(person, entry) and not is_cleared
    is_own_draft = is_author(person, entry) and not entry.is_published
    return is_own_draft or is_steward_of(person, entry.organisation_id)


RULES: Rules = {
    (Entry, "read"): can_read,
    (Entry, "edit"): can_edit,
    (Entry, "see_history"): can_see_history,
    (Entry, "submit"): can_submit,
    (Entry, "withdraw"): can_withdraw,
    (Entry, "review"): can_review,
    (Entry, "clear"): can_clear,
    (Entry, "retire"): can_retire,
    (Entry, "restore"): can_restore,
    (Entry, "discard"): can_discard,
    (Entry, "set_visibility"): can_set_visibility,
    (Entry, "follow"): can_read,
}
