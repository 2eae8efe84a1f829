"""A pause after repeated failures, so that nobody waits for a machine that is down.

Each process keeps its own: with four workers a broken machine is tried four times as
often, which harms nobody and needs no shared state.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from portal.translation.machine.failures import MachineFailed, Resting

AFTER = 3  # failures in a row
REST_S = 120.0
LONGEST_S = 900.0  # however long the machine asks us to wait


class Circuit:
    """Lets calls through; after AFTER failures in a row none for a while, then one on trial."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._rests_until: float | None = None

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Run a call to the machine. Raises Resting instead while it rests."""
        self._enter()
        try:
            yield
        except MachineFailed as failure:
            self._note(failure)
            raise
        self._recover()

    def _enter(self) -> None:
        with self._lock:
            if self._rests_until is None:
                return
            now = self._clock()
            if now < self._rests_until:
                raise Resting
            # This call is the trial; others rest until it has told.
            self._rests_until = now + REST_S

    def _note(self, failure: MachineFailed) -> None:
        with self._lock:
            if not failure.tiring:
                return
            self._failures += 1
            asked = failure.retry_after_s
            if asked is not None or self._failures >= AFTER:
                rest = min(max(asked or REST_S, 0.0), LONGEST_S)
                self._rests_until = self._clock() + rest

    def _recover(self) -> None:
        with self._lock:
            self._failures = 0
            self._rests_until = None
