"""Which documents say a word in another language."""

import numpy as np

from portal.search.plan import Row
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.schema import PLACED
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Documents


def having_row(segment: Segment, row: Row) -> Documents:
    """The documents, rising, in the language of a row that have all of its tokens."""
    pairs = [[segment.postings(field, token) for field in PLACED] for token in row.tokens]
    if not all(title.number + body.number for title, body in pairs):
        return np.empty(0, np.intp)
    pairs.sort(key=lambda pair: pair[0].number + pair[1].number)
    title, body = pairs[0]
    found = np.union1d(title.documents(), body.documents())
    found = found[sets.has(segment.speaking(row.language), found)]
    for title, body in pairs[1:]:
        found = np.union1d(title.both(found), body.both(found))
    return found
