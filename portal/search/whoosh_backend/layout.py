"""Named arrays in one file: written once from front to back, read piece by piece.

After a magic word come the arrays, in as many pieces as were appended, each at a multiple
of eight bytes; then the directory (JSON: where the pieces lie, and what the writer wants to
say), its place and its CRC-32. Byte order is the machine's; an index is built where it is read.

We read with `os.pread`, not through a memory map: both share the pages of all processes,
but a mapped file that somebody cuts short kills the process, and a short read is an
ordinary error. It is safe for threads, too: there is no position to disturb.
"""

import json
import os
import struct
import weakref
import zlib
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

_MAGIC = b"PLAZA\x00\x01\n"
_END = struct.Struct("<QII")  # begin, length and checksum of the directory
_ALIGNED = 8


class Damaged(Exception):
    """A file does not hold what its writer has put there."""


class Writer:
    """Writes a file of arrays. It is no such file before `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.checksum = 0
        self.size = 0
        self._pieces: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        self._file = path.open("xb")
        self._write(_MAGIC)

    def append(self, name: str, values: Numbers) -> None:
        """Add to the array `name`. What is read at once must be appended at once."""
        kind = values.dtype.str
        known, pieces = self._pieces.setdefault(name, (kind, []))
        if known != kind:
            raise TypeError(f"{name} holds {known}, not {kind}")
        if values.size:
            pieces.append((self.size, values.size))
            self._write(values.tobytes())
            self._write(bytes(-self.size % _ALIGNED))

    def close(self, about: Mapping[str, Any]) -> None:
        directory = json.dumps({"about": about, "arrays": self._pieces}).encode()
        begin = self.size
        self._write(directory)
        self._write(_END.pack(begin, len(directory), zlib.crc32(directory)))
        self._file.close()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self.checksum = zlib.crc32(content, self.checksum)
        self.size += len(content)


class _Array:
    """Where an array lies: its type, and per piece its offset and the index of its first value.

    The last of `firsts` is where another piece would begin.
    """

    def __init__(self, kind: str, pieces: list[list[int]]) -> None:
        self.dtype = np.dtype(kind)
        self.width = self.dtype.itemsize
        self.offsets = [offset for offset, _number in pieces]
        self.firsts: list[int] = []
        self.size = 0
        for _offset, number in pieces:
            self.firsts.append(self.size)
            self.size += number
        self.firsts.append(self.size)


class Arrays:
    """A file of arrays, open for reading by any number of threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)
        directory = self._directory()
        self.about: dict[str, Any] = directory["about"]
        self._arrays = {
            name: _Array(kind, pieces) for name, (kind, pieces) in directory["arrays"].items()
        }

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def size(self, name: str) -> int:
        return self._arrays[name].size

    def dtype(self, name: str) -> np.dtype[Any]:
        return self._arrays[name].dtype

    def whole(self, name: str) -> Numbers:
        return self.slice(name, 0, self._arrays[name].size)

    def content(self, name: str, begin: int, end: int) -> bytes:
        """Read bytes that were appended at once."""
        array = self._arrays[name]
        piece = bisect_right(array.firsts, begin) - 1
        return self._read(array.offsets[piece] + begin - array.firsts[piece], end - begin)

    def slice(self, name: str, begin: int, end: int) -> Numbers:
        """Read the values from `begin` to before `end`."""
        array = self._arrays[name]
        if not 0 <= begin <= end <= array.size:
            raise Damaged(f"{name} has no values from {begin} to {end}")
        parts = []
        piece = bisect_right(array.firsts, begin) - 1
        while begin < end:
            until = min(end, array.firsts[piece + 1])
            offset = array.offsets[piece] + (begin - array.firsts[piece]) * array.width
            content = self._read(offset, (until - begin) * array.width)
            parts.append(np.frombuffer(content, array.dtype))
            begin, piece = until, piece + 1
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.empty(0, array.dtype)

    def _read(self, offset: int, length: int) -> bytes:
        content = os.pread(self._file, length, offset)
        if len(content) != length:
            raise Damaged(f"{self.path.name} is cut short")
        return content

    def _directory(self) -> Any:
        size = os.fstat(self._file).st_size
        if size < len(_MAGIC) + _END.size or self._read(0, len(_MAGIC)) != _MAGIC:
            raise Damaged(f"{self.path.name} is no file of arrays")
        begin, length, checksum = _END.unpack(self._read(size - _END.size, _END.size))
        if begin + length + _END.size != size:
            raise Damaged(f"{self.path.name} has another length")
        content = self._read(begin, length)
        if zlib.crc32(content) != checksum:
            raise Damaged(f"{self.path.name} has a damaged directory")
        return json.loads(content)
