"""The fields of the index. Their classes are named in the index files: see `whitelist`.

Whoosh reads and writes none of them: our codec hands it postings and columns as they are.
"""

import struct
from typing import Any

from whoosh import columns, fields, formats

from portal import analysis

_PLACE = struct.Struct("=I")


class Places(formats.Format):
    """Postings with the places of a word in its text, as plain 32-bit numbers."""

    def decode_positions(self, value: bytes) -> list[int]:
        return [place for (place,) in _PLACE.iter_unpack(value)]


class TokenField(fields.FieldType):
    """A field that takes ready tokens: the analysis is ours, not Whoosh's."""

    analyzer = None
    scorable = True
    stored = False
    unique = False
    vector = None
    column_type = None
    format: formats.Format

    def __init__(self) -> None:
        """Leave everything to the class; Whoosh's own initialiser wants an analyser."""


class PlaceField(TokenField):
    """Tokens with their places, for scores and phrases."""

    format = Places()


class CountField(TokenField):
    """Tokens with how often they occur, for scores only."""

    format = formats.Existence()


class LabelField(TokenField):
    """Exact labels: audience tokens and facets. Never scored."""

    scorable = False
    format = formats.Existence()


class DayField(TokenField):
    """A day as its ordinal number in a column, to sort by; 0 for none."""

    indexed = False
    format = None

    def __init__(self) -> None:
        self.column_type = columns.NumericColumn("i", default=0)

    def to_column_value(self, value: Any) -> Any:
        return value


PLACED = ("title", "body")  # fields of words: counts and places
SUBWORDS = "sub"  # counts only
LABELS = ("token", "facet")  # neither
COUNTED = (*PLACED, SUBWORDS)
INVERTED = (*COUNTED, *LABELS)
SCHEMA = fields.Schema(
    title=PlaceField(),
    body=PlaceField(),
    sub=CountField(),
    token=LabelField(),
    facet=LabelField(),
    day=DayField(),
    card=fields.STORED,
)


# Raise VERSION whenever the fields change, or what a migration wrote into documents: an index
# with another stamp is rebuilt.
VERSION = 3
STAMP = f"{VERSION}.{analysis.VERSION}"
