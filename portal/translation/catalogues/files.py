"""The catalogues that are shipped: files under translations/, read once per change."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app

from config import LOCALES
from portal.translation.po.messages import Catalogue, Key
from portal.translation.po.reading import read

SOURCE_LOCALE = LOCALES[0]
"""The language of the sentences in the code, which needs no catalogue."""

_REMEMBERED = 32  # catalogues; about two megabytes each


def path_of(locale: str) -> Path:
    folder = Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    return folder / locale.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def locales() -> list[str]:
    """The languages with a catalogue, in the order of the portal."""
    return [code for code in LOCALES if code != SOURCE_LOCALE and path_of(code).exists()]


def shipped(locale: str) -> Catalogue:
    """The catalogue as it came with the program.

    Raises OSError where there is none, and Refused where it cannot be read.
    """
    path = path_of(locale)
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=_REMEMBERED)
def _read(path: Path, _changed_ns: int, _size_bytes: int) -> Catalogue:
    return read(path.read_bytes())


@lru_cache(maxsize=16_384)
def numbering(key: Key) -> int:
    """The number of a message: the same in every language and in every version of the program.

    63 bits of SHA-256 of its context and msgid, written together as in an .mo file.
    """
    context, msgid = key
    named = msgid if context is None else f"{context}\x04{msgid}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big") >> 1
