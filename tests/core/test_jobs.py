"""The worker's rounds."""

import pytest

from portal.core import jobs


@pytest.fixture
def duties(app):
    kept = dict(jobs._duties)
    jobs._duties.clear()
    yield jobs._duties
    jobs._duties.clear()
    jobs._duties.update(kept)


def test_a_broken_duty_rests_and_the_others_go_on(duties):
    tries, done = [], []

    def broken() -> int:
        tries.append(1)
        raise ZeroDivisionError

    def sound() -> int:
        done.append(1)
        return 0

    jobs.register("broken", broken)
    jobs.register("sound", sound)
    jobs.turn()
    jobs.turn()

    assert (len(tries), len(done)) == (1, 2)


def test_draining_ends_when_nothing_is_left(duties):
    left = [3]

    def portion() -> int:
        if not left[0]:
            return 0
        left[0] -= 1
        return 1

    jobs.register("portions", portion)
    jobs.drain()

    assert left == [0]
