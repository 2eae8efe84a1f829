"""Which documents a plan matches, segment by segment, as sets."""

from dataclasses import dataclass
from heapq import nlargest
from math import ceil

from portal.search.plan import ENOUGH, Group, Plan, Row
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.schema import SCORED, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot

MOST_EXPANSIONS = 64  # the most frequent words for a beginning
LIKENESS = 0.6  # share of its pieces that a text must have to stand in for a word
_MOST_SCANNED = 3000  # words of the dictionary looked at for one beginning

Expanded = dict[Group, tuple[str, ...]]


@dataclass(frozen=True)
class Matches:
    """Per segment the matching documents the reader may see; `tokens` per group of the plan."""

    members: list[int]
    tokens: Expanded
    relaxed: bool


def match(snapshot: Snapshot, plan: Plan, tokens: frozenset[str]) -> Matches:
    """Find what the plan matches among what holders of `tokens` may read.

    A short question wants all its words, and one less at a time while fewer than ENOUGH
    documents have them; this does not depend on filters, so choosing one keeps its promise.
    A quotation nobody wrote is read as its words; words nobody wrote as words like them.
    What says the words in other languages is found besides, and takes nothing away.
    """
    segments = [live.segment for live in snapshot.segments]
    allowed = [live.segment.readable(tokens) & live.members for live in snapshot.segments]
    allowed = [
        members & ~_excluded(snapshot, segment, plan, members)
        for segment, members in zip(segments, allowed, strict=True)
    ]
    quoting = [
        _phrases(segment, plan, members) for segment, members in zip(segments, allowed, strict=True)
    ]
    misquoted = bool(plan.phrases) and not any(quoting)
    if not misquoted:
        allowed = quoting
    expanded = {group: _expand(snapshot, group) for group in (*plan.groups, *plan.extras)}
    if not plan.groups:
        return Matches(allowed, expanded, relaxed=misquoted)
    found, relaxed = _found(plan, segments, allowed, expanded)
    return Matches(found, expanded, relaxed=relaxed or misquoted)


def _found(
    plan: Plan, segments: list[Segment], allowed: list[int], expanded: Expanded
) -> tuple[list[int], bool]:
    """What has the words, or else words like them, together with what says them otherwise."""
    rows = [
        [having(segment, group, expanded[group]) & members for group in plan.groups]
        for segment, members in zip(segments, allowed, strict=True)
    ]
    literal, relaxed = _relaxed(plan, rows)
    if not any(literal):
        literal = [
            _like(segment, plan) & members
            for segment, members in zip(segments, allowed, strict=True)
        ]
    if not any(group.rows for group in plan.groups):
        return literal, relaxed
    for segment, members, row in zip(segments, allowed, rows, strict=True):
        row[:] = [
            found | (_saying(segment, group) & members)
            for found, group in zip(row, plan.groups, strict=True)
        ]
    wide, still_relaxed = _relaxed(plan, rows)
    both = [one | other for one, other in zip(literal, wide, strict=True)]
    return both, still_relaxed or (relaxed and both != wide)


def _relaxed(plan: Plan, rows: list[list[int]]) -> tuple[list[int], bool]:
    """Require all words of a short question, then fewer, until ENOUGH documents match."""
    for needed in range(plan.required, 1, -1):
        found = [sets.at_least(needed, row) for row in rows]
        if sum(members.bit_count() for members in found) >= ENOUGH:
            return found, needed < plan.required
    return [sets.at_least(1, row) for row in rows], plan.required > 1


def _like(segment: Segment, plan: Plan) -> int:
    """The documents that have most pieces of some word: a slip, another compound."""
    found = 0
    for group in plan.groups:
        if group.whole:
            pieces = [segment.having(SUBWORDS, piece) for piece in group.pieces]
            found |= sets.at_least(ceil(len(pieces) * LIKENESS), pieces)
    return found


def _expand(snapshot: Snapshot, group: Group) -> tuple[str, ...]:
    """The tokens of a group, with the most frequent words for its beginning."""
    if not group.prefix:
        return group.tokens
    counts: dict[str, int] = {}
    for live in snapshot.segments:
        for field in SCORED:
            for token, count in live.segment.beginning(field, group.prefix, _MOST_SCANNED):
                counts[token] = counts.get(token, 0) + count
    return (*group.tokens, *nlargest(MOST_EXPANSIONS, counts, key=counts.__getitem__))


def having(segment: Segment, group: Group, tokens: tuple[str, ...]) -> int:
    """The documents that have a word itself."""
    members = 0
    for token in tokens:
        for field in SCORED:
            members |= segment.having(field, token)
    if group.whole:
        members |= _having_all(segment, group)
    return members


def _saying(segment: Segment, group: Group) -> int:
    """The documents that say a word in another language."""
    found = 0
    for row in group.rows:
        found |= having_row(segment, row)
    return found


def having_row(segment: Segment, row: Row) -> int:
    members = segment.speaking(row.language)
    for token in row.tokens:
        if not members:
            break
        members &= segment.having("title", token) | segment.having("body", token)
    return members


def _having_all(segment: Segment, group: Group) -> int:
    members = sets.full(segment.size)
    for piece in group.pieces:
        members &= segment.having(SUBWORDS, piece)
        if not members:
            break
    return members


def _excluded(snapshot: Snapshot, segment: Segment, plan: Plan, members: int) -> int:
    found = 0
    for group in plan.excluded:
        found |= having(segment, Group(prefix=group.prefix), _expand(snapshot, group))
    for choices in plan.excluded_phrases:
        found |= _phrase(segment, choices, members)
    return found


def _phrases(segment: Segment, plan: Plan, members: int) -> int:
    for choices in plan.phrases:
        members &= _phrase(segment, choices, members)
    return members


def _phrase(segment: Segment, choices: tuple[tuple[str, ...], ...], members: int) -> int:
    """The members that have one of the token rows in its order, in one field."""
    found = 0
    for row in choices:
        for field in SCORED:
            candidates = members & ~found
            for token in row:
                candidates &= segment.having(field, token)
            found |= _in_order(segment, field, row, candidates)
    return found


def _in_order(segment: Segment, field: str, row: tuple[str, ...], candidates: int) -> int:
    if len(row) == 1 or not candidates:
        return candidates
    documents = sets.listed(candidates, segment.size)
    rows = [segment.places(field, token, documents) for token in row]
    found = []
    for document in documents:
        begins = set(rows[0][document])
        for offset, places in enumerate(rows[1:], start=1):
            begins.intersection_update(place - offset for place in places[document])
        if begins:
            found.append(document)
    return sets.of(found, segment.size)
