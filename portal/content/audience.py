"""One read rule for every door: an entry's audience, and its meeting with what a person holds.

`audience` is the whole rule, a pure function of the entry. Its result is stored beside the
entry by `settle`, in the transaction of the change, so that pages, lists, counts, search,
mails and the API all ask the same rows and cannot disagree.
"""

from datetime import datetime

from portal.content.kinds import Kind, kind_of
from portal.content.models import Audience, Entry, Status, Visibility
from portal.core.changes import announce
from portal.core.db import db
from portal.organisations.policy import MEMBERS, PUBLIC, STAFF, TRANSLATORS, authorship

Grants = dict[str, datetime | None]  # token → the moment from which it counts, None for always

FOR_TRANSLATORS = frozenset({Visibility.MEMBERS, Visibility.PUBLIC})
# A draft that was thrown away is retired too, and was never handed to the staff.
SEEN_BY_STAFF = frozenset(set(Status) - {Status.DRAFT, Status.CITY_REVIEW, Status.RETIRED})


def audience(entry: Entry, kind: Kind) -> dict[str, Grants]:
    """Who may read the entry (part "") and each of its parts, as tokens.

    A part's audience is always within its entry's.
    """
    whole = _whole(entry, kind)
    parts = {"": whole}
    for part in kind.parts:
        parts[part] = _part(entry, kind, part, whole)
    return parts


def _whole(entry: Entry, kind: Kind) -> Grants:
    grants = _insiders(entry)
    was_published = entry.published_id is not None
    if kind.owned_by_staff or entry.status in SEEN_BY_STAFF or was_published:
        grants |= _staff(entry)
    if kind.owned_by_staff and entry.is_published and entry.visibility in FOR_TRANSLATORS:
        grants[TRANSLATORS] = None  # so that other languages are ready when it is released
    return _opened(entry, grants, entry.visibility)


def _opened(entry: Entry, grants: Grants, visibility: Visibility) -> Grants:
    """Add the readers of a published entry, from its release on."""
    if entry.is_published:
        for token in readers(entry, visibility):
            grants.setdefault(token, entry.release_at)
    return grants


def _insiders(entry: Entry) -> Grants:
    """The author, while she belongs there, and those who look after the texts of the city."""
    grants: Grants = {f"stewards:{entry.organisation_id}": None}
    if entry.author_id is not None:
        grants |= dict.fromkeys(authorship(entry.author_id, entry.organisation_id))
    return grants


def _staff(entry: Entry) -> Grants:
    return {STAFF: None, f"{STAFF}:{entry.organisation.region}": None}


def readers(entry: Entry, visibility: Visibility) -> frozenset[str]:
    """The tokens of those for whom this visibility opens a published entry."""
    if visibility is Visibility.TEAM:
        return frozenset({f"city:{entry.organisation_id}"})
    if visibility is Visibility.REGION:
        return frozenset({f"region:{entry.organisation.region}"})
    if visibility is Visibility.MEMBERS:
        return frozenset({MEMBERS})
    return frozenset({PUBLIC, MEMBERS})


def _part(entry: Entry, kind: Kind, part: str, whole: Grants) -> Grants:
    everyone = readers(entry, entry.visibility)
    inner = {token: moment for token, moment in whole.items() if token not in everyone}
    own = kind.part_visibility(part, (entry.published or entry.newest).facts)
    return _opened(entry, inner, min(own, entry.visibility, key=lambda each: each.breadth))


def settle(entry: Entry) -> None:
    """Store the audience as it now is, and tell the followers. Ends every action on an entry."""
    db.session.flush()
    wanted = {
        (part, token): moment
        for part, grants in audience(entry, kind_of(entry)).items()
        for token, moment in grants.items()
    }
    for row in list(entry.audience):
        key = (row.part, row.token)
        if key in wanted:
            row.from_at = wanted.pop(key)
        else:
            entry.audience.remove(row)
    for (part, token), moment in wanted.items():
        entry.audience.append(Audience(part=part, token=token, from_at=moment))
    db.session.flush()
    announce("entry", entry.id)
