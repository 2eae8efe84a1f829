"""Documents into a segment file: their tokens are gathered as numbers and sorted at once.

Whoosh takes a call and a tuple per posting and sorts those. Here a document costs one look
into a dictionary per token, in C, and an array holds them all; one sort of plain numbers
then brings word, document and place into their order.
"""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.util.numeric import byte_to_length

from portal import analysis
from portal.search.documents import KIND, LANGUAGE, Document
from portal.search.whoosh_backend import dictionary, packing
from portal.search.whoosh_backend.dictionary import narrow
from portal.search.whoosh_backend.layout import Numbers, Writer
from portal.search.whoosh_backend.schema import COUNTED, INVERTED, PLACED, SUBWORDS

_LENGTHS = np.array([byte_to_length(code) for code in range(256)])


class _Field:
    """The tokens of one field: numbers in the order of the texts, and how many per document."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.tokens: array[int] = array("I")
        self.counts: array[int] = array("I")
        self.sizes: array[int] = array("I")
        self.lengths: array[int] = array("I")

    def add(self, tokens: Iterable[str]) -> None:
        before = len(self.tokens)
        self.tokens.extend(map(self.numbers.__getitem__, tokens))
        self._end(len(self.tokens) - before, len(self.tokens) - before)

    def add_counted(self, tokens: Iterable[str]) -> None:
        times = Counter(tokens)
        self.tokens.extend(map(self.numbers.__getitem__, times))
        self.counts.extend(times.values())
        self._end(len(times), times.total())

    def _end(self, size: int, length: int) -> None:
        self.sizes.append(size)
        self.lengths.append(length)


class _Sorted(NamedTuple):
    """The tokens of a field by word, then as they came."""

    words: list[bytes]
    rows: Numbers
    documents: Numbers
    order: Numbers


class Gatherer:
    """Takes documents and writes them, numbered as they came, into one file."""

    def __init__(self) -> None:
        self.size = 0
        self._fields = {name: _Field() for name in INVERTED}
        self._days: array[int] = array("i")
        self._things: list[bytes] = []
        self._cards: list[bytes] = []

    @property
    def tokens(self) -> int:
        """How many tokens have come, by which memory grows."""
        return sum(len(field.tokens) for field in self._fields.values())

    def add(self, document: Document) -> None:
        locale, fields = document.locale, self._fields
        text = f"{document.summary}\n{document.body}"
        title, body = analysis.words(document.title, locale), analysis.words(text, locale)
        pieces = analysis.subwords(f"{document.title}\n{text}", locale)
        fields["title"].add(title)
        fields["body"].add(body)
        fields[SUBWORDS].add_counted(pieces)
        fields["token"].add(document.tokens)
        fields["facet"].add(_labels(document))
        card = [document.key, document.thing, document.kind, locale]
        self._days.append(document.date.toordinal() if document.date else 0)
        self._things.append(document.thing.encode())
        self._cards.append(json.dumps(card, ensure_ascii=False).encode())
        self.size += 1

    def write(self, path: Path, about: dict[str, Any]) -> int:
        """Write the file; return its checksum."""
        writer = Writer(path)
        try:
            for name, field in self._fields.items():
                self._write_field(writer, name, field)
            self._write_documents(writer)
            writer.close({"size": self.size, **about})
        except BaseException:
            writer.discard()
            raise
        return writer.checksum

    def _write_field(self, writer: Writer, name: str, field: _Field) -> None:
        ordered = _ordered(field)
        if name in COUNTED:
            codes = np.searchsorted(_LENGTHS, _numbers(field.lengths))
            writer.append(f"{name}.lengths", np.minimum(codes, 255).astype(np.uint8))
        if name in PLACED:
            firsts = _firsts(ordered)
            starts = ordered.rows[firsts].searchsorted(np.arange(len(ordered.words) + 1))
            place_starts = ordered.rows.searchsorted(np.arange(len(ordered.words) + 1))
            begins = np.cumsum(_numbers(field.sizes)) - _numbers(field.sizes)
            documents = ordered.documents[firsts]
            counts = np.diff(firsts, append=len(ordered.rows))
            writer.append(f"{name}.counts", narrow(counts))
            writer.append(f"{name}.places", narrow(ordered.order - begins[ordered.documents]))
            writer.append(f"{name}.place_starts", narrow(place_starts))
        else:
            starts = ordered.rows.searchsorted(np.arange(len(ordered.words) + 1))
            documents = ordered.documents
            if name in COUNTED:
                writer.append(f"{name}.counts", narrow(_numbers(field.counts)[ordered.order]))
        documents = packing.encoded(documents, np.diff(starts), self.size)
        writer.append(f"{name}.documents", documents)
        dictionary.write(writer, name, ordered.words, dictionary.hashes(ordered.words), starts)
        if name == "facet":
            self._write_labels(writer, ordered, field)

    def _write_labels(self, writer: Writer, ordered: _Sorted, field: _Field) -> None:
        """Write per document the rows of its labels: for counting."""
        labels = np.empty_like(ordered.rows)
        labels[ordered.order] = ordered.rows
        writer.append("label.rows", narrow(labels))
        writer.append("label.ends", narrow(np.cumsum(_numbers(field.sizes))))

    def _write_documents(self, writer: Writer) -> None:
        things, thing_of = np.unique(dictionary.hashes(self._things), return_inverse=True)
        writer.append("thing.hashes", things)
        writer.append("thing.of", narrow(thing_of))
        writer.append("days", np.frombuffer(self._days, np.int32))
        lengths = np.fromiter(map(len, self._cards), np.uint64, self.size)
        writer.append("card.ends", narrow(np.cumsum(lengths)))
        writer.append("card.text", np.frombuffer(b"".join(self._cards), np.uint8))


def _ordered(field: _Field) -> _Sorted:
    words = sorted(field.numbers)
    ranks = np.empty(len(words), np.uint64)
    ranks[np.fromiter(map(field.numbers.__getitem__, words), np.intp, len(words))] = np.arange(
        len(words), dtype=np.uint64
    )
    tokens = ranks[_numbers(field.tokens)]
    tokens <<= np.uint64(32)
    tokens |= np.arange(len(tokens), dtype=np.uint64)
    tokens.sort()
    order = (tokens & np.uint64(0xFFFFFFFF)).astype(np.intp)
    tokens >>= np.uint64(32)
    documents = np.repeat(
        np.arange(len(field.sizes), dtype=np.uint32), _numbers(field.sizes).astype(np.intp)
    )
    return _Sorted(
        [word.encode() for word in words], tokens.astype(np.intp), documents[order], order
    )


def _firsts(ordered: _Sorted) -> Numbers:
    """Where a new word begins, or the same word in a new document."""
    new = np.ones(len(ordered.rows), np.bool_)
    new[1:] = (ordered.rows[1:] != ordered.rows[:-1]) | (
        ordered.documents[1:] != ordered.documents[:-1]
    )
    return np.flatnonzero(new)


def _numbers(values: "array[int]") -> Numbers:
    return np.frombuffer(values, np.uint32)


def _labels(document: Document) -> list[str]:
    labels = {f"{KIND}={document.kind}", f"{LANGUAGE}={document.locale}"}
    for name, codes in document.facets.items():
        labels |= {f"{name}={code}" for code in codes}
    return sorted(labels)
