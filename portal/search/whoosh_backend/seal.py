"""Checksums of the index files, so that damage is known for what it is.

Whoosh notices damaged files only when it stumbles, in a dozen ways, or not at all.
The seal lists size and CRC-32 of every file of a commit. A file the seal does not know
is no damage: a writer may be killed between its commit and the seal.
"""

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

_SEAL = "seal.json"
_CHUNK = 1 << 20

_Seen = tuple[int, int, int]
_trusted: dict[str, _Seen] = {}


def write(folder: Path, checksums: Mapping[str, int]) -> None:
    """Seal all files of the newest commit. The files themselves never change afterwards.

    `checksums` are those of new files, by name, where their writer knows them.
    """
    old = _read(folder) or {}
    seal = {}
    for path in _files(folder):
        seen = _look(path)
        if path.name in checksums:
            seal[path.name] = [seen[0], checksums[path.name]]
        elif path.name in old and _trusted.get(str(path)) == seen:
            seal[path.name] = old[path.name]
        else:
            seal[path.name] = [seen[0], _checksum(path)]
        _trusted[str(path)] = seen
    draft = folder / f"{_SEAL}.new"
    draft.write_text(json.dumps(seal), encoding="ascii")
    draft.replace(folder / _SEAL)


def flaw(folder: Path) -> str:
    """Say what is wrong with the files, or "". A file is read once and again only if touched."""
    seal = _read(folder)
    if seal is None:
        return "the seal is missing or unreadable"
    for path in _files(folder):
        if path.name not in seal:
            continue
        try:
            seen = _look(path)
            if _trusted.get(str(path)) == seen:
                continue
            if [seen[0], _checksum(path)] != seal[path.name]:
                return f"{path.name} is damaged"
        except FileNotFoundError:
            continue  # a commit has just replaced it
        except OSError as error:
            return f"{path.name} cannot be read: {error.strerror}"
        _trusted[str(path)] = seen
    return ""


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in (".toc", ".seg")]


def _look(path: Path) -> _Seen:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _read(folder: Path) -> dict[str, list[int]] | None:
    try:
        seal = json.loads((folder / _SEAL).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return seal if isinstance(seal, dict) else None


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum
