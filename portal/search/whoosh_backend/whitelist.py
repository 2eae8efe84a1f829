"""Let index files name only the classes an index is made of.

Whoosh unpickles its contents file (with its own codec also segment directories, term extras
and posting blocks). Whoever can write into the index folder could otherwise run code in
every reader: a pickle may name any function. `install` puts our unpickler in Whoosh's hands.
"""

import io
import pickle
import types
from typing import Any, BinaryIO

from whoosh import columns, externalsort, formats, index
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

_PLAIN = {"set", "frozenset", "list", "dict", "tuple", "int", "float", "str", "bytes", "bytearray"}
_CLASSES = {
    ("portal.search.whoosh_backend.codec", "ArrayCodec"),
    ("portal.search.whoosh_backend.codec", "ArraySegment"),
}


class WhitelistUnpickler(pickle.Unpickler):
    """Refuses every class and function an index of ours does not need."""

    def find_class(self, module: str, name: str) -> Any:
        plain = module in ("builtins", "__builtin__") and name in _PLAIN | {"object"}
        codecs = (module, name) == ("_codecs", "encode")  # how protocol 2 writes bytes
        if plain or codecs or (module, name) in _CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an index file")


def load(file: BinaryIO) -> Any:
    return WhitelistUnpickler(file).load()


def loads(content: bytes) -> Any:
    return load(io.BytesIO(content))


def install() -> None:
    """Replace the unpickler in every module of Whoosh that reads index files."""
    guarded = types.SimpleNamespace(**vars(pickle))
    guarded.load, guarded.loads = load, loads
    index.pickle = guarded
    for module in (columns, formats, whoosh3):
        module.loads = loads
    for module in (externalsort, structfile):
        module.load = load
