"""Facet counts: what choosing a code would show, before it is chosen."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.selection import Filters, Selection
from portal.search.whoosh_backend.sets import Documents
from portal.search.whoosh_backend.snapshot import Snapshot

Counts = dict[str, dict[str, int]]
Numbers = npt.NDArray[np.int64]

_FEW_CODES = 24  # of a facet: so many sets are met sooner than all labels are listed


def facets(found: Selection, narrowed: Selection, filters: Filters, *, by_thing: bool) -> Counts:
    """Count documents or things per facet and code, each facet without its own filter.

    `narrowed` are those of `found` that pass all filters.
    """
    labels = found.snapshot.labels
    counts = _count(narrowed, by_thing)
    for name in filters:
        if name in labels.of_facet:
            own = labels.of_facet[name]
            others = {other: codes for other, codes in filters.items() if other != name}
            counts[own] = _count_some(found.narrowed(others), own, by_thing)
    told: Counts = {name: {} for name in labels.of_facet}
    some = counts.nonzero()[0]
    for number, count in zip(some.tolist(), counts.take(some).tolist(), strict=True):
        name, code = labels.names[number]
        told[name][code] = count
    return told


def _count_some(selection: Selection, labels: Documents, by_thing: bool) -> Numbers:
    """Count for some labels."""
    if len(labels) > _FEW_CODES or (by_thing and selection.several is not None):
        return _count(selection, by_thing)[labels]
    counts: Numbers = np.zeros(len(labels), np.int64)
    for place, live in enumerate(selection.snapshot.segments):
        for n, label in enumerate(labels.tolist()):
            name, code = selection.snapshot.labels.names[label]
            having = live.segment.labelled(name, frozenset((code,)))
            counts[n] += sets.number(selection.bits[place] & having)
    return counts


def _count(selection: Selection, by_thing: bool) -> Numbers:
    """Count per label.

    Things that matched in one version only, nearly all, are counted as documents; of the
    others each pair of thing and label counts once.
    """
    several = selection.several if by_thing else None
    if several is None:
        return _numbers(selection.snapshot, selection.documents)
    single, multiple = selection.parts(~several), selection.parts(several)
    things = selection.things[several]
    return _numbers(selection.snapshot, single) + _of_things(selection.snapshot, multiple, things)


def _numbers(snapshot: Snapshot, documents: Sequence[Documents]) -> Numbers:
    """In how many of the documents each label is."""
    counts: Numbers = np.zeros(len(snapshot.labels.names), np.int64)
    for live, own, found in zip(snapshot.segments, snapshot.labels.of, documents, strict=True):
        if len(found):
            rows, _each = live.segment.rows_of_labels(found)
            counts[own] += np.bincount(rows, minlength=len(own))
    return counts


def _of_things(snapshot: Snapshot, documents: Sequence[Documents], things: Documents) -> Numbers:
    """In how many things each label is; `things` are those of the documents."""
    number = len(snapshot.labels.names)
    labels, each = [], []
    for live, own, found in zip(snapshot.segments, snapshot.labels.of, documents, strict=True):
        rows, numbers = live.segment.rows_of_labels(found)
        labels.append(own.take(rows))
        each.append(numbers)
    pairs = np.repeat(things, np.concatenate(each)) * number + np.concatenate(labels)
    return np.bincount(np.unique(pairs) % number, minlength=number)
