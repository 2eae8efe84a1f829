import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from portal.search.port import Reached
from portal.search.whoosh_backend import WhooshBackend
from tests.search.texts import ask, document, keys

KILLS = 10
FORK = multiprocessing.get_context("fork")


@pytest.mark.slow
def test_a_killed_writer_leaves_a_whole_commit_and_no_lock(root):
    """Batch n brings thing n and takes thing n - 3 away; the writer is killed at any moment."""
    chance = random.Random(11)
    WhooshBackend(root).rebuild([], Reached(0))
    before = 0
    for _kill in range(KILLS):
        told = killed_after(root, chance.uniform(0.0, 0.3))
        engine = WhooshBackend(root)
        reached = engine.position().number

        page = engine.search(ask("wave", per_page=50))

        expected = {f"entry:{n}:en" for n in range(max(1, reached - 2), reached + 1)}
        assert set(keys(page)) == expected
        assert reached >= max(told, before)
        before = reached
    assert before > 0
    engine.replace(["entry:1"], [document(1, "calm")], Reached(before + 1))
    assert engine.search(ask("calm")).total == 1


@pytest.mark.slow
def test_a_killed_rebuild_leaves_the_old_index_in_use(root):
    WhooshBackend(root).rebuild([document(1, "wave")], Reached(1))
    rebuilder = FORK.Process(target=rebuild_for_ever, args=(root,))
    rebuilder.start()
    time.sleep(0.2)
    rebuilder.kill()
    rebuilder.join()

    engine = WhooshBackend(root)

    assert engine.search(ask("wave")).total == 1
    engine.rebuild([document(2, "wave")], Reached(2))
    assert keys(engine.search(ask("wave"))) == ["entry:2:en"]
    assert len([path for path in root.iterdir() if path.is_dir()]) == 1


def killed_after(root: Path, seconds: float) -> int:
    """Let a writer run, kill it so long after its first commit; return the last it told."""
    here, there = FORK.Pipe(duplex=False)
    writer = FORK.Process(target=write, args=(root, there))
    writer.start()
    there.close()
    told = here.recv()
    time.sleep(seconds)
    writer.kill()
    writer.join()
    try:
        while here.poll():
            told = here.recv()
    except EOFError:
        pass
    here.close()
    return int(told)


def write(root: Path, there: Connection) -> None:
    engine = WhooshBackend(root)
    while True:
        number = engine.position().number + 1
        engine.replace(
            [f"entry:{number}", f"entry:{number - 3}"],
            [document(number, f"wave number{number}", body="sea wall " * 50)],
            Reached(number),
        )
        there.send(number)


def rebuild_for_ever(root: Path) -> None:
    def endless():
        number = 1
        while True:
            yield document(number, "wave")
            number += 1

    WhooshBackend(root).rebuild(endless(), Reached(2))
