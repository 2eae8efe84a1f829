"""One segment of the index, opened for reading: postings, lengths and labels of its documents.

Segments never change, and what is read of one may be used by all threads at once.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from portal.analysis import language_of
from portal.search.documents import LANGUAGE
from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.inverted import Inverted
from portal.search.whoosh_backend.layout import Arrays, Numbers
from portal.search.whoosh_backend.lists import Postings, in_any
from portal.search.whoosh_backend.packing import spread
from portal.search.whoosh_backend.schema import COUNTED, INVERTED, PLACED
from portal.search.whoosh_backend.sets import Bits, Documents

_decoded = json.JSONDecoder().raw_decode


class Card(NamedTuple):
    """What a document is, for a hit."""

    key: str
    thing: str
    kind: str
    locale: str


class Segment:
    def __init__(self, path: Path, cache: Cache) -> None:
        self.arrays = Arrays(path)
        self.name = path.stem
        self.size: int = self.arrays.about["size"]
        self.about: dict[str, Any] = self.arrays.about
        self._cache = cache
        whole = self.arrays.whole
        self.fields = {field: Inverted(self.arrays, field, self.size) for field in INVERTED}
        self.lengths = {field: whole(f"{field}.lengths") for field in COUNTED}
        self.length_counts = {
            field: np.bincount(codes, minlength=256) for field, codes in self.lengths.items()
        }
        self.days: npt.NDArray[np.int32] = whole("days")
        self.things: npt.NDArray[np.uint64] = whole("thing.hashes")
        self.thing_of = whole("thing.of")
        self.labels = [word.decode() for word in self.fields["facet"].dictionary.words()]
        self._label_rows = whole("label.rows")
        self._label_ends = np.concatenate(([0], whole("label.ends"))).astype(np.intp)
        self._card_ends = np.concatenate(([0], whole("card.ends"))).astype(np.uint32)
        self.locales = self._locales()

    def postings(self, field: str, token: str) -> Postings:
        """The postings of a token, empty where no document has it."""
        key = (self.name, field, token)
        known: Postings | None = self._cache.get(key)
        if known is None:
            known = self._cache.keep(key, self.fields[field].postings(token))
        return known

    def places(self, field: str, token: str) -> Numbers:
        """All places of a token, one document after the other."""
        return self.fields[field].places(token)

    def having(self, tokens: tuple[str, ...]) -> Bits:
        """The documents that have any of the tokens in title or body."""
        return self._any(PLACED, tokens)

    def readable(self, tokens: frozenset[str]) -> Bits:
        """The documents for holders of the audience tokens."""
        return self._any(("token",), tuple(sorted(tokens)))

    def labelled(self, facet: str, codes: frozenset[str]) -> Bits:
        """The documents with any of the codes in a facet."""
        return self._any(("facet",), tuple(f"{facet}={code}" for code in sorted(codes)))

    def speaking(self, language: str) -> Bits:
        """The documents in a language, whatever its region."""
        found = (locale for locale in self.locales if language_of(locale) == language)
        return self.labelled(LANGUAGE, frozenset(found))

    def rows_of_labels(self, documents: Documents) -> tuple[Numbers, Numbers]:
        """The labels of documents, one document after the other, and how many each has."""
        begins = self._label_ends.take(documents)
        numbers = self._label_ends.take(documents + 1) - begins
        return self._label_rows.take(spread(begins, numbers)), numbers

    def card(self, document: int) -> Card:
        begin, end = self._card_ends[document : document + 2].tolist()
        return Card(*_decoded(self.arrays.content("card.text", begin, end).decode())[0])

    def _any(self, fields: tuple[str, ...], tokens: tuple[str, ...]) -> Bits:
        """The documents that have any of the tokens in any of the fields."""
        key = (self.name, fields, tokens)
        known: Bits | None = self._cache.get(key)
        if known is not None:
            return known
        found = [self.postings(field, token) for field in fields for token in tokens]
        return self._cache.keep(key, in_any(found, self.size))

    def _locales(self) -> list[str]:
        """The locales of the documents, in the order of `locale_of`."""
        return [
            label.removeprefix(f"{LANGUAGE}=")
            for label in self.labels
            if label.startswith(f"{LANGUAGE}=")
        ]

    def locale_of(self, documents: Documents) -> Numbers:
        """Per document, which of `locales` it is in: every document is in one."""
        rows, _numbers = self.rows_of_labels(documents)
        first = self.fields["facet"].dictionary.begins_at(f"{LANGUAGE}=".encode())
        rows = rows.astype(np.intp) - first
        return rows[(rows >= 0) & (rows < len(self.locales))]
