"""How many requests one access token may make.

Counted in the memory of each process, not in the database: it is there to stop a program
that runs wild, and a row written for every request read would cost more than the requests.
So with two web servers a token may do up to twice as much, and a restart forgets.
"""

import math
import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

from flask import Flask, current_app

from portal.accounts.keys import digest

MOST = 600  # requests of one token in one window
WINDOW_S = 60

_NAME = "api allowance"


class Allowance:
    """Counts per token within fixed windows; whatever was counted goes when a window ends."""

    def __init__(
        self,
        most: int = MOST,
        window_s: int = WINDOW_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most = most
        self.window_s = window_s
        self._clock = clock
        self._lock = Lock()
        self._window = 0.0
        self._taken: Counter[str] = Counter()

    def take(self, token: str) -> int:
        """Count a request and return how many seconds it has to wait: 0 when it may go on."""
        key = digest(token)
        with self._lock:
            window, passed = divmod(self._clock(), self.window_s)
            if window != self._window:
                self._window = window
                self._taken.clear()
            if self._taken[key] >= self.most:
                return math.ceil(self.window_s - passed)
            self._taken[key] += 1
        return 0


def allowance() -> Allowance:
    shared: Allowance = current_app.extensions[_NAME]
    return shared


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Allowance()
