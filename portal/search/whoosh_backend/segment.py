"""One segment of the index, opened for reading: postings, lengths and labels of its documents.

Segments never change, so what is read once is kept. We read through Whoosh's codec and
without memory maps: its mapped files are copied into each process, and a mapped file
that is cut short kills the process.
"""

import weakref
from collections.abc import Iterable, Sequence
from typing import Any

from whoosh.codec.base import Segment as StoredSegment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import length_to_byte

from portal.analysis import language_of
from portal.search.documents import LANGUAGE
from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.codec import ArrayCodec, Postings
from portal.search.whoosh_backend.schema import SCHEMA, SCORED, SUBWORDS

_MOST_POSTINGS = 2_000_000  # kept decoded per segment, about 16 MB
_MOST_AUDIENCES = 256


def _open(storage: FileStorage, stored: StoredSegment) -> CompoundStorage:
    file = storage.open_file(f"{stored.segment_id()}.seg")
    try:
        return CompoundStorage(file, use_mmap=False)
    except BaseException:
        file.close()
        raise


class Segment:
    def __init__(self, storage: FileStorage, stored: StoredSegment) -> None:
        codec = ArrayCodec()
        files = _open(storage, stored)
        weakref.finalize(self, files.close)
        self.size: int = stored.doc_count_all()
        self._terms = codec.terms_reader(files, stored)
        self._rows = codec.per_document_reader(files, stored)
        self._postings: dict[tuple[str, str], Postings | None] = {}
        self._sets: dict[tuple[str, str], int] = {}
        self._kept = 0
        self._audiences: dict[frozenset[str], int] = {}
        self.lengths = {name: self._length_codes(name) for name in (*SCORED, SUBWORDS)}
        self.things: list[str] = [thing.decode() for thing in self._column("thing")]
        self.days: list[int] = list(self._column("day"))
        self.facets = self._read_facets()
        self.locales = self._one_each(LANGUAGE)
        self._languages = self._by_language()

    def postings(self, field: str, token: str) -> Postings | None:
        """The postings of a token, None where no document has it."""
        key = (field, token)
        if key in self._postings:
            return self._postings[key]
        found = self._terms.postings(field, token)
        self._keep(len(found.documents) if found else 0)
        self._postings[key] = found
        return found

    def having(self, field: str, token: str) -> int:
        """The set of documents that have a token."""
        key = (field, token)
        known = self._sets.get(key)
        if known is None:
            found = self.postings(field, token)
            known = sets.of(found.documents, self.size) if found else 0
            self._keep(self.size // 64)
            self._sets[key] = known
        return known

    def _keep(self, postings: int) -> None:
        """Make room for what is about to be remembered."""
        self._kept += postings + 8
        if self._kept > _MOST_POSTINGS:
            self._postings.clear()
            self._sets.clear()
            self._kept = 0

    def readable(self, tokens: frozenset[str]) -> int:
        """The set of documents for holders of the audience tokens."""
        known = self._audiences.get(tokens)
        if known is None:
            if len(self._audiences) >= _MOST_AUDIENCES:
                self._audiences.clear()
            known = 0
            for token in tokens:
                known |= self.having("token", token)
            self._audiences[tokens] = known
        return known

    def speaking(self, language: str) -> int:
        """The set of documents in a language, whatever its region."""
        return self._languages.get(language, 0)

    def places(self, field: str, token: str, documents: Iterable[int]) -> dict[int, Sequence[int]]:
        """The places of a token in those of `documents` that have it."""
        wanted = frozenset(documents)
        rows = self._terms.places(field, token)
        return {document: places for document, places in rows if document in wanted}

    def beginning(self, field: str, start: str, most: int) -> list[tuple[str, int]]:
        """The first `most` tokens that begin with `start`, and how many documents have each."""
        found: list[tuple[str, int]] = []
        wanted = start.encode()
        for name, term in self._terms.terms_from(field, wanted):
            if name != field or not term.startswith(wanted) or len(found) == most:
                break
            found.append((term.decode(), self._terms.doc_frequency(field, term)))
        return found

    def card(self, document: int) -> dict[str, Any]:
        card: dict[str, Any] = self._rows.stored_fields(document)["card"]
        return card

    def _column(self, name: str) -> Any:
        column = SCHEMA[name].column_type
        if not self._rows.has_column(name):
            return [column.default_value()] * self.size
        return self._rows.column_reader(name, column)

    def _length_codes(self, field: str) -> bytes:
        """The lengths of a field, each as Whoosh's one-byte code (see `byte_to_length`)."""
        length_of = self._rows.doc_field_length_reader(field)
        return bytes(length_to_byte(length_of(n) or 0) for n in range(self.size))

    def _read_facets(self) -> dict[str, dict[str, int]]:
        facets: dict[str, dict[str, int]] = {}
        for field, term in self._terms.terms_from("facet", b""):
            if field != "facet":
                break
            name, _, code = term.decode().partition("=")
            facets.setdefault(name, {})[code] = self.having("facet", term.decode())
        return facets

    def _one_each(self, facet: str) -> list[str]:
        """The code of each document in a facet of which it has one."""
        codes = [""] * self.size
        for code, members in self.facets.get(facet, {}).items():
            for document in sets.listed(members, self.size):
                codes[document] = code
        return codes

    def _by_language(self) -> dict[str, int]:
        languages: dict[str, int] = {}
        for locale, members in self.facets.get(LANGUAGE, {}).items():
            language = language_of(locale)
            languages[language] = languages.get(language, 0) | members
        return languages
