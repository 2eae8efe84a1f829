"""How the documents of tokens lie in a file: 32-bit numbers where few, a bit each where many.

Whatever takes fewer bytes is taken, so of the number of documents alone follows which.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.sets import WORD, Documents

Numbers = npt.NDArray[Any]

NUMBER = np.dtype("<u4")
_PER_WORD = WORD.itemsize // NUMBER.itemsize
_FLAGS = 1 << 24  # made at once where sets are packed or unpacked


def widths(numbers: Numbers, size: int) -> Numbers:
    """How many 32-bit values lists of so many documents take in a segment of `size`."""
    return np.minimum(numbers.astype(np.intp), sets.words(size) * _PER_WORD)


def encoded(documents: Numbers, numbers: Numbers, size: int) -> Numbers:
    """Lay lists one after the other; `numbers` are how many documents each has."""
    each = widths(numbers, size)
    many = each < numbers
    if not many.any():
        return documents.astype(NUMBER)
    values = np.empty(int(each.sum()), NUMBER)
    begins = np.cumsum(each) - each
    firsts = np.cumsum(numbers) - numbers
    values[spread(begins[~many], each[~many])] = documents[np.repeat(~many, numbers)]
    for rows in _portions(many.nonzero()[0], size):
        flags = np.zeros((len(rows), sets.words(size) * 64), np.bool_)
        own = documents[spread(firsts[rows], numbers[rows])].astype(np.intp)
        flags[np.repeat(np.arange(len(rows)), numbers[rows]), own] = True
        packed = np.packbits(flags, axis=1, bitorder="little").view(NUMBER)
        values[spread(begins[rows], each[rows])] = packed.ravel()
    return values


def decoded(values: Numbers, numbers: Numbers, size: int) -> Numbers:
    """Give the documents of lists that were laid one after the other."""
    each = widths(numbers, size)
    many = each < numbers
    if not many.any():
        return values
    documents = np.empty(int(numbers.sum()), NUMBER)
    begins = np.cumsum(each) - each
    firsts = np.cumsum(numbers) - numbers
    documents[np.repeat(~many, numbers)] = values[spread(begins[~many], each[~many])]
    for rows in _portions(many.nonzero()[0], size):
        packed = values[spread(begins[rows], each[rows])].view(np.uint8).reshape(len(rows), -1)
        _rows, own = np.unpackbits(packed, axis=1, bitorder="little").view(np.bool_).nonzero()
        documents[spread(firsts[rows], numbers[rows])] = own
    return documents


def _portions(rows: Documents, size: int) -> Iterator[Documents]:
    most = max(1, _FLAGS // max(size, 1))
    for begin in range(0, len(rows), most):
        yield rows[begin : begin + most]


def spread(begins: Numbers, numbers: Numbers) -> Numbers:
    """The indices of several slices of an array, one slice after the other."""
    ends = np.cumsum(numbers)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begins - (ends - numbers), numbers) + np.arange(total)
