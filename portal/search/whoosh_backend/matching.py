"""Which documents a plan matches, segment by segment, as sets."""

from dataclasses import dataclass
from heapq import nsmallest
from math import ceil

import numpy as np

from portal.search.plan import ENOUGH, Group, Plan
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.lists import in_all
from portal.search.whoosh_backend.phrases import phrase
from portal.search.whoosh_backend.schema import PLACED, SUBWORDS
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Bits
from portal.search.whoosh_backend.snapshot import Snapshot
from portal.search.whoosh_backend.wordings import having_row

MOST_EXPANSIONS = 64  # the most frequent words for a beginning
LIKENESS = 0.6  # share of its pieces that a text must have to stand in for a word
_MOST_SCANNED = 3000  # words of the dictionary looked at for one beginning

Expanded = dict[Group, tuple[str, ...]]


@dataclass(frozen=True)
class Matches:
    """Per segment the matching documents the reader may see.

    `tokens` are those of each group of the plan, `literal` the documents that have its words
    themselves, per segment.
    """

    members: list[Bits]
    tokens: Expanded
    literal: dict[Group, list[Bits]]
    relaxed: bool


def match(snapshot: Snapshot, plan: Plan, tokens: frozenset[str]) -> Matches:
    """Find what the plan matches among what holders of `tokens` may read.

    A short question wants all its words, and one less at a time while fewer than ENOUGH
    documents have them; this does not depend on filters, so choosing one keeps its promise.
    A quotation nobody wrote is read as its words; words nobody wrote as words like them.
    What says the words in other languages is found besides, and takes nothing away.
    """
    segments = [live.segment for live in snapshot.segments]
    allowed = [segment.readable(tokens) & living for segment, living in snapshot.segments]
    if plan.excludes:
        allowed = _without_excluded(snapshot, plan, allowed)
    misquoted = False
    if plan.phrases:
        quoting = [
            _phrases(segment, plan, members)
            for segment, members in zip(segments, allowed, strict=True)
        ]
        misquoted = not any(map(np.any, quoting))
        allowed = allowed if misquoted else quoting
    expanded = {group: _expand(snapshot, group) for group in (*plan.groups, *plan.extras)}
    if not plan.groups:
        return Matches(allowed, expanded, {}, relaxed=misquoted)
    literal = {
        group: [
            _having(segment, group, expanded[group], members)
            for segment, members in zip(segments, allowed, strict=True)
        ]
        for group in plan.groups
    }
    found, relaxed = _found(plan, segments, allowed, literal)
    return Matches(found, expanded, literal, relaxed=relaxed or misquoted)


def _found(
    plan: Plan, segments: list[Segment], allowed: list[Bits], literal: dict[Group, list[Bits]]
) -> tuple[list[Bits], bool]:
    """What has the words, or else words like them, together with what says them otherwise."""
    found, relaxed = _relaxed(plan, literal)
    if not any(map(np.any, found)):
        found = [
            _like(segment, plan) & members
            for segment, members in zip(segments, allowed, strict=True)
        ]
    if not any(group.rows for group in plan.groups):
        return found, relaxed
    widened = {
        group: [
            own | (_saying(segment, group) & members)
            for own, segment, members in zip(rows, segments, allowed, strict=True)
        ]
        for group, rows in literal.items()
    }
    wide, still_relaxed = _relaxed(plan, widened)
    both = [one | other for one, other in zip(found, wide, strict=True)]
    added = any(np.any(one & ~other) for one, other in zip(both, wide, strict=True))
    return both, still_relaxed or (relaxed and added)


def _relaxed(plan: Plan, having: dict[Group, list[Bits]]) -> tuple[list[Bits], bool]:
    """Require all words of a short question, then fewer, until ENOUGH documents match."""
    per_segment = list(zip(*having.values(), strict=True))
    for needed in range(plan.required, 1, -1):
        found = [sets.at_least(needed, rows) for rows in per_segment]
        if sum(map(sets.number, found)) >= ENOUGH:
            return found, needed < plan.required
    return [sets.at_least(1, rows) for rows in per_segment], plan.required > 1


def _like(segment: Segment, plan: Plan) -> Bits:
    """The documents that have most pieces of some word: a slip, another compound."""
    found = sets.none(segment.size)
    for group in plan.groups:
        if group.whole:
            times = np.zeros(segment.size, np.uint8)
            for piece in group.pieces:
                times[segment.postings(SUBWORDS, piece).documents()] += 1
            found |= sets.packed(times >= ceil(len(group.pieces) * LIKENESS))
    return found


def _expand(snapshot: Snapshot, group: Group) -> tuple[str, ...]:
    """The tokens of a group, with the most frequent words for its beginning."""
    if not group.prefix:
        return group.tokens
    counts: dict[str, int] = {}
    for live in snapshot.segments:
        for field in PLACED:
            for token, count in live.segment.fields[field].beginning(group.prefix, _MOST_SCANNED):
                counts[token] = counts.get(token, 0) + count
    most = nsmallest(MOST_EXPANSIONS, counts, key=lambda token: (-counts[token], token))
    return (*group.tokens, *most)


def _having(segment: Segment, group: Group, tokens: tuple[str, ...], members: Bits) -> Bits:
    """The members that have a word itself, or all of its pieces."""
    found = segment.having(tokens) & members
    if group.whole:
        pieces = [segment.postings(SUBWORDS, piece) for piece in group.pieces]
        found = found | in_all(pieces, members & ~found, segment.size)
    return found


def _saying(segment: Segment, group: Group) -> Bits:
    """The documents that say a word in another language."""
    found = [having_row(segment, row) for row in group.rows]
    return sets.of(np.concatenate(found), segment.size) if found else sets.none(segment.size)


def _without_excluded(snapshot: Snapshot, plan: Plan, allowed: list[Bits]) -> list[Bits]:
    left = allowed
    for group in plan.excluded:
        tokens = _expand(snapshot, group)
        left = [
            members & ~live.segment.having(tokens)
            for live, members in zip(snapshot.segments, left, strict=True)
        ]
    for choices in plan.excluded_phrases:
        left = [
            members & ~phrase(live.segment, choices, members)
            for live, members in zip(snapshot.segments, left, strict=True)
        ]
    return left


def _phrases(segment: Segment, plan: Plan, members: Bits) -> Bits:
    for choices in plan.phrases:
        members = phrase(segment, choices, members)
    return members
