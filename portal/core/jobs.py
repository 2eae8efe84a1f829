"""What the worker does, round after round: small duties that others register."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from portal.core.db import db

log = logging.getLogger(__name__)

LONGEST_PAUSE_S = 60.0


@dataclass
class Duty:
    """Some work that is done in small portions; `run` returns how much it did this time."""

    name: str
    run: Callable[[], int]
    failures: int = 0
    rests_until: float = field(default=0.0)


_duties: dict[str, Duty] = {}


def register(name: str, run: Callable[[], int]) -> None:
    _duties[name] = Duty(name, run)


def turn() -> int:
    """Give every duty one turn; return how much was done in all."""
    return sum(_give_turn(duty) for duty in list(_duties.values()))


def drain(most_rounds: int = 1000) -> None:
    """Take turns until nothing is left to do."""
    for _round in range(most_rounds):
        if not turn():
            return


def _give_turn(duty: Duty) -> int:
    if time.monotonic() < duty.rests_until:
        return 0
    try:
        done = duty.run()
    except Exception:
        # One broken duty must not stop the others: it is logged and rests, longer each time.
        duty.failures += 1
        duty.rests_until = time.monotonic() + min(2.0**duty.failures, LONGEST_PAUSE_S)
        log.exception("duty %s failed %d times", duty.name, duty.failures)
        return 0
    finally:
        db.session.remove()
    duty.failures = 0
    return done
