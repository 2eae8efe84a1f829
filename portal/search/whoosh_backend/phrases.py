"""Which documents have words in a given order: by the places of the words in the texts."""

import numpy as np

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.layout import Numbers
from portal.search.whoosh_backend.lists import Chosen, in_all
from portal.search.whoosh_backend.packing import spread
from portal.search.whoosh_backend.schema import PLACED
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Bits, Documents

Row = tuple[str, ...]

_DOCUMENT = 32  # bits that a place leaves free above it


def phrase(segment: Segment, choices: tuple[Row, ...], members: Bits) -> Bits:
    """The members that have one of the token rows in its order, in one field."""
    found = [np.empty(0, np.intp)]
    for row in choices:
        for field in PLACED:
            lists = [segment.postings(field, token) for token in dict.fromkeys(row)]
            bits = in_all(lists, members, segment.size)
            chosen = Chosen(sets.listed(bits), bits, segment.size)
            if len(row) > 1 and chosen.number:
                found.append(_in_order(segment, field, row, chosen))
            else:
                found.append(chosen.documents)
    return sets.of(np.concatenate(found), segment.size)


def _in_order(segment: Segment, field: str, row: Row, chosen: Chosen) -> Documents:
    """Those documents where each token stands one place behind the one before."""
    begins = _begins(segment, field, row[0], 0, chosen)
    for offset, token in enumerate(row[1:], start=1):
        others = _begins(segment, field, token, offset, chosen)
        begins = np.intersect1d(begins, others, assume_unique=True)
        if not len(begins):
            break
    return chosen.documents[np.unique(begins >> _DOCUMENT)]


def _begins(segment: Segment, field: str, token: str, offset: int, chosen: Chosen) -> Numbers:
    """Where a row would begin that has the token at `offset`: the document and the place."""
    postings = segment.postings(field, token)
    at, which = postings.among(chosen)
    counts = postings.counts.astype(np.intp)
    firsts = (np.cumsum(counts) - counts).take(at)
    counts = counts.take(at)
    places = segment.places(field, token).take(spread(firsts, counts)).astype(np.int64) - offset
    keys = (np.repeat(which, counts) << _DOCUMENT) + places
    return keys[places >= 0]
