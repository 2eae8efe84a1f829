"""Where the index lies: one folder per build, a pointer to the one in use, a lock to write.

A rebuild fills a new folder and moves the pointer, so that readers never see half of it.
The lock is the operating system's and dies with its process; it lies beside the root,
because the root may be deleted at any time.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.search.port import Busy, Unavailable

_NAME = re.compile(r"index-[0-9a-f]{12}")


class Folders:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.pointer = root / "current"
        self._lock = root.with_name(f"{root.name}.lock")

    def current(self) -> Path:
        """The folder in use. Raises Unavailable where there is none."""
        try:
            name = self.pointer.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Unavailable("there is no index yet") from error
        folder = self.root / name
        if not _NAME.fullmatch(name) or not folder.is_dir():
            raise Unavailable("the pointer names no index")
        return folder

    def new(self) -> Path:
        """Make an empty folder for a build, readable by this user only."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self.root / f"index-{secrets.token_hex(6)}"
        folder.mkdir(mode=0o700)
        return folder

    def use(self, folder: Path) -> None:
        """Point to `folder` from now on and remove the others.

        A reader holds the files of the old one open, or finds the new one when it tries again.
        """
        draft = self.root / f"current.{secrets.token_hex(4)}"
        with draft.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)
        self.tidy(keep=folder)

    def drop(self, folder: Path) -> None:
        """Remove what a build has left that did not come to its end."""
        shutil.rmtree(folder, ignore_errors=True)

    def tidy(self, keep: Path) -> None:
        """Remove what killed rebuilds left behind."""
        for found in self.root.iterdir():
            if found.is_dir() and found != keep:
                shutil.rmtree(found, ignore_errors=True)
            elif found.name.startswith("current."):
                found.unlink(missing_ok=True)

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[None]:
        """Be the only writer in this block. Raises Busy if another process is, unless `wait`."""
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise Busy("another process writes the index") from error
            yield
