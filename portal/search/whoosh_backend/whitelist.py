"""Let index files name only the classes an index is made of.

Whoosh unpickles its table of contents, segment directories, term extras and posting
blocks. Whoever can write into the index folder could otherwise run code in every
reader: a pickle may name any function. `install` puts our unpickler in Whoosh's hands.
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
    ("array", "array"),
    ("array", "_array_reconstructor"),
    ("collections", "OrderedDict"),
    ("collections", "defaultdict"),
    ("copyreg", "_reconstructor"),
    ("portal.search.whoosh_backend.codec", "ArrayCodec"),
    ("portal.search.whoosh_backend.schema", "CountField"),
    ("portal.search.whoosh_backend.schema", "DayField"),
    ("portal.search.whoosh_backend.schema", "LabelField"),
    ("portal.search.whoosh_backend.schema", "PlaceField"),
    ("portal.search.whoosh_backend.schema", "Places"),
    ("whoosh.codec.whoosh3", "W3Segment"),
    ("whoosh.columns", "NumericColumn"),
    ("whoosh.columns", "VarBytesColumn"),
    ("whoosh.fields", "STORED"),
    ("whoosh.fields", "Schema"),
    ("whoosh.formats", "Existence"),
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
