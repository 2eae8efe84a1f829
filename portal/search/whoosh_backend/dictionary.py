"""The words of one field of a segment, and where their posting lists lie.

The words stand in their order, for beginnings and for merging. To look one up there is a
list of their hashes: eight bytes a word in memory instead of the word, found by a search
in one array. The hash is BLAKE2b with 64 bits: that any two of a million words share one
happens once in forty million indexes, and then one of the two finds what the other should.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from portal.search.whoosh_backend.layout import Arrays, Numbers, Writer

_REMEMBERED = 8192
_AT_ONCE = 256  # words read together where they are looked at in their order


def hashes(words: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    digests = b"".join(blake2b(word, digest_size=8).digest() for word in words)
    return np.frombuffer(digests, np.uint64)


@lru_cache(_REMEMBERED)
def _hash(word: str) -> np.uint64:
    found: np.uint64 = hashes([word.encode()])[0]
    return found


class Dictionary:
    def __init__(self, arrays: Arrays, field: str) -> None:
        self._arrays = arrays
        self._field = field
        self._hashes = arrays.whole(f"{field}.hashes")
        self._rows = arrays.whole(f"{field}.rows")

    def __len__(self) -> int:
        return len(self._hashes)

    def hashes(self) -> npt.NDArray[np.uint64]:
        """The hashes of the words, in the order of the words."""
        found = np.empty_like(self._hashes)
        found[self._rows] = self._hashes
        return found

    def row(self, word: str) -> int | None:
        """The place of a word in the order of words, None where no document has it."""
        wanted = _hash(word)
        at = int(self._hashes.searchsorted(wanted))
        if at < len(self._hashes) and self._hashes[at] == wanted:
            return int(self._rows[at])
        return None

    def begins_at(self, start: bytes) -> int:
        """The first row whose word is not before `start`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.words(middle, middle + 1)[0] < start:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning(self, start: bytes, most: int) -> tuple[int, list[bytes]]:
        """The first `most` words that begin so, and the row of the first of them."""
        first = row = self.begins_at(start)
        last = min(row + most, len(self))
        found: list[bytes] = []
        while row < last:
            words = self.words(row, min(row + _AT_ONCE, last))
            found += (word for word in words if word.startswith(start))
            row += len(words)
            if not words[-1].startswith(start):
                break
        return first, found

    def words(self, begin: int = 0, end: int | None = None) -> list[bytes]:
        """Read the words of some rows, or of all."""
        end = len(self) if end is None else end
        if begin >= end:
            return []
        ends = self._arrays.slice(f"{self._field}.ends", begin, end).tolist()
        first = 0
        if begin:
            first = int(self._arrays.slice(f"{self._field}.ends", begin - 1, begin)[0])
        content = self._arrays.slice(f"{self._field}.words", first, ends[-1]).tobytes()
        begins = [first, *ends[:-1]]
        return [content[a - first : b - first] for a, b in zip(begins, ends, strict=True)]


def write(
    writer: Writer, field: str, words: Sequence[bytes], found: Numbers, starts: Numbers
) -> None:
    """Write the words of a field, in their order, and their hashes.

    The list of word n lies from `starts[n]` to the next.
    """
    order = np.argsort(found)
    lengths = np.fromiter(map(len, words), np.uint64, len(words))
    writer.append(f"{field}.words", np.frombuffer(b"".join(words), np.uint8))
    writer.append(f"{field}.ends", narrow(np.cumsum(lengths)))
    writer.append(f"{field}.hashes", found[order])
    writer.append(f"{field}.rows", order.astype(np.uint32))
    writer.append(f"{field}.starts", narrow(starts))


def narrow(values: Numbers) -> Numbers:
    """Give the numbers, none below 0, in the narrowest type that holds the largest."""
    largest = int(values.max()) if values.size else 0
    return values.astype(np.min_scalar_type(largest))
