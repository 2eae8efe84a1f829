"""The fields of the index. Their classes are named in the index files: see `whitelist`."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from whoosh import columns, fields, formats

from portal import analysis

Item = tuple[bytes, int, float, bytes]
LAST_PLACE = 0xFFFF  # further words of a long text count, but are no part of a phrase


class Places(formats.Format):
    """Postings with the places of a word in its text, as plain 16-bit numbers."""

    def decode_positions(self, value: bytes) -> list[int]:
        return array("H", value).tolist()


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

    def index(self, value: Sequence[str], **_options: Any) -> Iterator[Item]:
        places: dict[str, list[int]] = {}
        for place, token in enumerate(value):
            places.setdefault(token, []).append(min(place, LAST_PLACE))
        for token, found in places.items():
            yield token.encode(), len(found), float(len(found)), array("H", found).tobytes()


class CountField(TokenField):
    """Tokens with how often they occur, for scores only."""

    format = formats.Existence()

    def index(self, value: Sequence[str], **_options: Any) -> Iterator[Item]:
        for token, count in Counter(value).items():
            yield token.encode(), count, float(count), b""


class LabelField(TokenField):
    """Exact labels: audience tokens, facets, names of things. Never scored."""

    scorable = False
    format = formats.Existence()

    def __init__(self, *, in_column: bool = False) -> None:
        if in_column:
            self.column_type = columns.VarBytesColumn()

    def index(self, value: Sequence[str], **_options: Any) -> Iterator[Item]:
        for label in value:
            yield label.encode(), 1, 1.0, b""


class DayField(TokenField):
    """A day as its ordinal number in a column, to sort by; 0 for none."""

    indexed = False
    format = None

    def __init__(self) -> None:
        self.column_type = columns.NumericColumn("i", default=0)

    def to_column_value(self, value: date | None) -> int:
        return value.toordinal() if value else 0


SCORED = ("title", "body")
SUBWORDS = "sub"
SCHEMA = fields.Schema(
    title=PlaceField(),
    body=PlaceField(),
    sub=CountField(),
    token=LabelField(),
    facet=LabelField(),
    thing=LabelField(in_column=True),
    state=LabelField(),
    day=DayField(),
    card=fields.STORED,
)


# Raise VERSION whenever the fields change, or what a migration wrote into documents: an index
# with another stamp is rebuilt.
VERSION = 2
STAMP = f"{VERSION}.{analysis.VERSION}"
