"""The zip file around a document: made always the same, opened with bounds on all of it."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping

from portal.core.errors import Refused
from portal.core.i18n import gettext as _

LARGEST_PART = 15_000_000  # bytes, unpacked
MOST_PARTS = 2_000
STEEPEST = 400  # times; text in XML packs ten to thirty times, if it repeats itself 150

_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say: the same bytes each time
_ENTRY = b"PK\x01\x02"  # begins each line of a zip file's own table (APPNOTE 4.3.12)
_SMALL = 1_000_000
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts in their order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return packed.getvalue()


class Parts:
    """The parts of a packed document, unpacked one by one in memory; no path is ever written.

    Raises Refused, with a sentence, for a file that is damaged, locked or made to burst.
    """

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY) > MOST_PARTS:
            raise _bursting()
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            raise _damaged() from fault
        entries = self._file.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > MOST_PARTS or len(self._entries) < len(entries):
            raise _bursting()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Unpack one part."""
        entry = self._entries.get(name)
        if entry is None:
            raise Refused(_("The document lacks its part “%(name)s”.", name=name))
        self._check(entry)
        try:
            with self._file.open(entry) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as fault:
            raise _damaged() from fault
        # What an entry says of its size is a claim; what came out is a fact.
        if len(content) > LARGEST_PART:
            raise _bursting()
        return content

    def _check(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise Refused(_("The document is locked with a password."))
        steep = entry.file_size > STEEPEST * max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (steep and entry.file_size > _SMALL):
            raise _bursting()


def resolved(base: str, target: str) -> str:
    """The name of the part that a relationship of another part leads to."""
    folder = "" if target.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _bursting() -> Refused:
    return Refused(_("The document unpacks to more than any text needs, and is not opened."))


def _damaged() -> Refused:
    return Refused(_("The document is damaged or cut off, and cannot be opened."))
