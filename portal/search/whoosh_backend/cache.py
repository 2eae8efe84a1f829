"""What was read from an index and may be wanted again, within bounds.

Segments never change, so nothing here goes stale; what belongs to a segment that is gone
is not asked for again and falls out in its turn.
"""

from collections.abc import Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


Kept = TypeVar("Kept", bound=Sized)

_ENTRY = 400  # bytes that an entry costs besides its arrays


class Cache:
    """Keeps values up to a number of bytes, in two halves.

    When the young half is full it becomes the old one, and what nobody has asked for since
    is gone. So to look needs neither a lock nor a list of who was asked for when.
    """

    def __init__(self, most_bytes: int) -> None:
        self._half = most_bytes // 2
        self._used = 0
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """What was kept under a key, or None."""
        found = self._young.get(key)
        if found is not None:
            return found
        found = self._old.get(key)
        return None if found is None else self.keep(key, found)

    def keep(self, key: Hashable, value: Kept) -> Kept:
        size = value.nbytes + _ENTRY
        with self._lock:
            if key not in self._young and size <= self._half:
                if self._used + size > self._half:
                    self._old, self._young, self._used = self._young, {}, 0
                self._young[key] = value
                self._used += size
        return value
