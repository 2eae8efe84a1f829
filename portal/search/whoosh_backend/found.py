"""What was found, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portal.search.whoosh_backend.selection import Selection
from portal.search.whoosh_backend.sets import Documents

Ranks = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """Candidates: which of a selection they are, and two ranks, higher first."""

    which: Documents
    first: Ranks
    second: Ranks

    def __len__(self) -> int:
        return len(self.which)

    def best(self, most: int) -> Documents:
        """Where the best stand, best first; equals as they come, so that no page repeats one."""
        kept = np.arange(len(self))
        if most < len(self):
            least = np.partition(self.first, len(self) - most)[len(self) - most]
            kept = (self.first >= least).nonzero()[0]
        order = np.lexsort((-self.second.take(kept), -self.first.take(kept)))
        return kept.take(order[:most])


def collapsed(selection: Selection, found: Found, locales: Sequence[str]) -> Found:
    """One candidate per thing: the version in the reader's best language, at the best rank."""
    if selection.several is None:
        return found
    which = selection.several.nonzero()[0]
    own = selection.things.take(which)
    rank = (-found.second.take(which), -found.first.take(which))
    shown = _firsts(own, np.lexsort((*rank, _preferences(selection, locales), own)))
    best = _firsts(own, np.lexsort((*rank, own)))
    first, second = found.first.copy(), found.second.copy()
    first[which[shown]] = found.first[which[best]]
    second[which[shown]] = found.second[which[best]]
    kept = ~selection.several
    kept[which[shown]] = True
    return Found(found.which[kept], first[kept], second[kept])


def _preferences(selection: Selection, locales: Sequence[str]) -> Documents:
    """The place of the language of each of several among the reader's; the others come last."""
    order = {locale: place for place, locale in enumerate(locales)}
    parts = selection.parts(selection.several) if selection.several is not None else []
    preferences = []
    for live, documents in zip(selection.snapshot.segments, parts, strict=True):
        known = [order.get(locale, len(order)) for locale in live.segment.locales]
        rows = live.segment.locale_of(documents)
        preferences.append(np.array(known, np.intp).take(rows))
    return np.concatenate(preferences)


def _firsts(things: Documents, order: Documents) -> Documents:
    """The first of each thing in an order that keeps each thing together."""
    ordered = things.take(order)
    new = np.ones(len(ordered), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return order[new]
