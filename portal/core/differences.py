"""What changed between two texts, and whether two people's changes fit together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from portal.core.words import tokens, words

LARGEST = 100_000_000
"""Pairs of tokens that are compared exactly (a table of as many bits); beyond it, as a whole."""

UNRELATED = 0.3
"""Share of the shorter text; with less in common, single equal words only confuse the eye."""

Run = tuple[int, int, int]
"""Where equal stretches begin in the old and the new sequence, and how long they are."""


class Kind(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of a comparison; the `old` of all joined give the old text, so do the `new`."""

    kind: Kind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The text that holds both people's changes, or None and a conflict."""

    text: str | None
    conflict: bool


def compare(old: str, new: str) -> list[Change]:
    """Compare two plain texts by words (by characters where a script has no spaces).

    First by lines, then by words within lines that differ, so that a long text costs
    little. Lines of which less than UNRELATED stayed are shown as one replacement.
    """
    changes: list[Change] = []
    for change in _by(_lines(old), _lines(new)):
        changes.extend(_by_words(change) if change.kind is Kind.REPLACE else [change])
    return _readable(changes)


def word_pieces(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """A comparison as templates show it: pairs of kind (same, removed, added) and words."""
    pieces: list[tuple[str, str]] = []
    for change in changes:
        if change.kind is Kind.EQUAL:
            pieces.append(("same", change.new))
            continue
        pieces += [("removed", change.old)] if change.old else []
        pieces += [("added", change.new)] if change.new else []
    return pieces


def three_way(base: str, mine: str, theirs: str) -> Merge:
    """Merge two texts that both come from `base`.

    Where only one side changed, it is taken as it is. Where both did, paragraphs (parted
    by blank lines) that only one of them touched are taken from that one. Touching the
    same paragraph differently, or adding in the same place, is a conflict.
    """
    if mine in (theirs, base):
        return Merge(theirs, conflict=False)
    if theirs == base:
        return Merge(mine, conflict=False)
    merged = _merge(base, mine, theirs)
    return Merge(None, conflict=True) if merged is None else Merge(merged, conflict=False)


def equal_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Find a longest common subsequence, as runs in order.

    Exact up to LARGEST pairs after equal ends are set aside; beyond, those ends only.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs = [(head + i, head + j) for i, j in _subsequence(middle_old, middle_new)]
    runs = [(0, 0, head)] if head else []
    for i, j in pairs:
        if runs and (i, j) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    if tail:
        runs.append((len(old) - tail, len(new) - tail, tail))
    return runs


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens the two have in common at their beginning."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in pairs)


def _subsequence(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair up a longest common subsequence.

    Bit-parallel after Hyyrö, «Bit-parallel LCS-length computation revisited» (2004): one
    integer per old token holds, as zeros, where the length grows along the new ones.
    """
    if not old or not new or len(old) * len(new) > LARGEST:
        return []
    places: dict[str, int] = {}
    for position, token in enumerate(new):
        places[token] = places.get(token, 0) | 1 << position
    full = (1 << len(new)) - 1
    row, rows = full, []
    for token in old:
        matched = row & places.get(token, 0)
        row = (row + matched | row - matched) & full
        rows.append(row)
    return _walk_back(rows, len(new))


def _walk_back(rows: list[int], width: int) -> list[tuple[int, int]]:
    pairs = []
    i, j = len(rows), width
    while i and j:
        if rows[i - 1] >> j - 1 & 1:
            j -= 1
            continue
        i -= 1
        if not i or rows[i - 1] >> j - 1 & 1:
            j -= 1
            pairs.append((i, j))
    return pairs[::-1]


def _by(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    i = j = 0
    for start_old, start_new, length in [*equal_runs(old, new), (len(old), len(new), 0)]:
        yield from _change("".join(old[i:start_old]), "".join(new[j:start_new]))
        i, j = start_old + length, start_new + length
        yield from _change("".join(old[start_old:i]), "".join(new[start_new:j]))


def _by_words(change: Change) -> list[Change]:
    finer = list(_by(tokens(change.old), tokens(change.new)))
    stayed = sum(len(each.old) for each in finer if each.kind is Kind.EQUAL)
    related = stayed >= UNRELATED * min(len(change.old), len(change.new))
    return finer if related else [change]


def _change(old: str, new: str) -> Iterator[Change]:
    if old == new:
        kind = Kind.EQUAL
    elif old and new:
        kind = Kind.REPLACE
    else:
        kind = Kind.DELETE if old else Kind.INSERT
    if old or new:
        yield Change(kind, old, new)


def _readable(changes: list[Change]) -> list[Change]:
    """Join neighbours of one kind, and blanks or signs between two changes with these."""
    joined: list[Change] = []
    for change in changes:
        joined.append(change)
        while count := _joinable(joined):
            last = joined[-count:]
            del joined[-count:]
            joined.extend(
                _change("".join(each.old for each in last), "".join(each.new for each in last))
            )
    return joined


def _joinable(changes: list[Change]) -> int:
    """How many changes at the end read better as one; 0 if none."""
    same = [change.kind is Kind.EQUAL for change in changes[-3:]]
    if len(same) > 1 and same[-1] == same[-2]:
        return 2
    between = same == [False, True, False] and changes[-2].old
    return 3 if between and "\n" not in between and not words(between) else 0


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Paragraphs `start` to `end` of the base give way to these."""

    start: int
    end: int
    paragraphs: tuple[str, ...]


def _merge(base: str, mine: str, theirs: str) -> str | None:
    paragraphs = _paragraphs(base)
    hunks = {*_hunks(paragraphs, _paragraphs(mine)), *_hunks(paragraphs, _paragraphs(theirs))}
    merged: list[str] = []
    last = _Hunk(0, 0, ())
    for hunk in sorted(hunks, key=lambda hunk: (hunk.start, hunk.end, hunk.paragraphs)):
        both_add = last.start == last.end == hunk.start == hunk.end and last.paragraphs
        if hunk.start < last.end or both_add:
            return None
        merged += [*paragraphs[last.end : hunk.start], *hunk.paragraphs]
        last = hunk
    return "\n\n".join(merged + paragraphs[last.end :])


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n(?:[ \t]*\n)+", re.sub(r"\r\n?", "\n", text))


def _hunks(base: list[str], side: list[str]) -> Iterator[_Hunk]:
    i = j = 0
    for start_base, start_side, length in [*equal_runs(base, side), (len(base), len(side), 0)]:
        if start_base > i or start_side > j:
            yield _Hunk(i, start_base, tuple(side[j:start_side]))
        i, j = start_base + length, start_side + length
