"""Whatever happens to the folder, search answers at once and a heal makes it whole."""

import os
import pickle
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.search.port import Busy, Reached, Unavailable
from portal.search.whoosh_backend import WhooshBackend, commit
from portal.search.whoosh_backend.folders import Folders
from tests.search.texts import ask, document, heal, things

TEXTS = [document(n, f"wave number{n}", body="sea wall " * n) for n in range(1, 30)]
ANSWER_S = 2.0


def current(root: Path) -> Path:
    return Folders(root).current()


def only(root: Path, suffix: str) -> Path:
    return next(current(root).glob(f"*{suffix}"))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    chance = random.Random(4)
    for _time in range(20):
        content[chance.randrange(len(content))] ^= 0xFF
    path.write_bytes(content)


def swap(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "everything deleted": shutil.rmtree,
    "the folder of the build deleted": lambda root: shutil.rmtree(current(root)),
    "the pointer deleted": lambda root: (root / "current").unlink(),
    "the pointer scribbled over": lambda root: (root / "current").write_bytes(b"\xff../../etc"),
    "the contents deleted": lambda root: only(root, ".toc").unlink(),
    "the contents emptied": lambda root: only(root, ".toc").write_bytes(b""),
    "the contents cut short": lambda root: cut_short(only(root, ".toc")),
    "the contents scribbled over": lambda root: scribble(only(root, ".toc")),
    "a segment deleted": lambda root: only(root, ".seg").unlink(),
    "a segment emptied": lambda root: only(root, ".seg").write_bytes(b""),
    "a segment cut short": lambda root: cut_short(only(root, ".seg")),
    "a segment scribbled over": lambda root: scribble(only(root, ".seg")),
    "two files swapped": lambda root: swap(only(root, ".toc"), only(root, ".seg")),
    "the seal deleted": lambda root: (current(root) / "seal.json").unlink(),
    "a file in the place of the root": lambda root: (shutil.rmtree(root), root.write_text("x")),
}


@pytest.mark.parametrize("opened_before", [True, False], ids=["open", "fresh"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_answers_and_heals(root, damage, opened_before):
    WhooshBackend(root).rebuild(TEXTS, Reached(29))
    engine = WhooshBackend(root)
    if opened_before:
        assert engine.search(ask("wave")).total == 29

    DAMAGES[damage](root)

    began = time.monotonic()
    page = engine.search(ask("wave"))
    assert time.monotonic() - began < ANSWER_S
    assert page.degraded
    assert page.total == 0
    with pytest.raises(Unavailable):
        engine.position()

    if root.is_file():
        root.unlink()
    heal(engine, TEXTS, Reached(30))

    assert engine.search(ask("wave")).total == 29
    assert engine.position() == Reached(30)
    assert WhooshBackend(root).search(ask("number7")).total == 1


def test_flipped_bits_never_give_a_wrong_answer(root):
    WhooshBackend(root).rebuild(TEXTS, Reached(29))
    segment = only(root, ".seg")
    sound = segment.read_bytes()
    right = [things(WhooshBackend(root).search(ask(f"number{n}"))) for n in (3, 17)]
    chance = random.Random(7)

    for _time in range(60):
        broken = bytearray(sound)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        segment.write_bytes(broken)
        engine = WhooshBackend(root)
        pages = [engine.search(ask(f"number{n}")) for n in (3, 17)]
        assert all(page.degraded for page in pages) or [things(p) for p in pages] == right


def test_an_index_of_another_version_is_rebuilt(root, monkeypatch):
    monkeypatch.setattr(commit, "STAMP", "0.0")
    WhooshBackend(root).rebuild(TEXTS, Reached(29))
    monkeypatch.undo()

    engine = WhooshBackend(root)

    assert "version" in engine.health().flaw
    heal(engine, TEXTS, Reached(29))
    assert engine.health().flaw == ""


def test_a_mistake_of_ours_is_not_taken_for_damage(root, monkeypatch):
    engine = WhooshBackend(root)
    engine.rebuild(TEXTS, Reached(29))

    def slip(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr("portal.search.whoosh_backend.backend.answer", slip)

    with pytest.raises(ZeroDivisionError):
        engine.search(ask("wave"))


class Trap:
    """Pickled, it says: call `os.mkdir` when you read me."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_a_crafted_file_runs_nothing(root, tmp_path):
    """The table of contents names a function where the segments stand; the seal is forged."""
    WhooshBackend(root).rebuild(TEXTS, Reached(29))
    contents, sprung = only(root, ".toc"), tmp_path / "sprung"
    content = contents.read_bytes()
    begin = content.rindex(b"\x80\x05\x95")
    assert b"ArrayCodec" in content[begin:]
    contents.write_bytes(content[:begin] + pickle.dumps(Trap(sprung)))
    (current(root) / "seal.json").write_text("{}")
    pickle.loads(contents.read_bytes()[begin:])  # noqa: S301  (it is our own trap)
    sprung.rmdir()

    page = WhooshBackend(root).search(ask("wave"))

    assert page.degraded
    assert not sprung.exists()


def test_two_writers_do_not_meet(root):
    engine = WhooshBackend(root)
    engine.rebuild(TEXTS, Reached(29))

    with Folders(root).writing():
        with pytest.raises(Busy):
            engine.replace(["entry:1"], [], Reached(30))
        with pytest.raises(Busy):
            heal(engine, [], Reached(30))
        assert engine.search(ask("wave")).total == 29  # readers go on

    engine.replace(["entry:1"], [], Reached(30))


def test_a_reader_follows_another_process_through_a_swap(root):
    reader, writer = WhooshBackend(root), WhooshBackend(root)
    writer.rebuild(TEXTS, Reached(29))
    assert reader.search(ask("wave")).total == 29

    writer.rebuild(TEXTS[:5], Reached(30))

    assert reader.search(ask("wave")).total == 5
    assert len([path for path in root.iterdir() if path.is_dir()]) == 1
