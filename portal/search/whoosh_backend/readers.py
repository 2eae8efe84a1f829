"""A segment as Whoosh reads it: words and posting lists, lengths, days and cards."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from portal.search.whoosh_backend.schema import INVERTED, PLACED
from portal.search.whoosh_backend.segment import Segment

Term = tuple[str, bytes]


class ArrayTerms(base.TermsReader):
    """The words and posting lists of a segment, for Whoosh."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: Term) -> bool:
        field, word = term
        return self._segment.fields[field].dictionary.row(word.decode()) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return INVERTED

    def terms(self) -> Iterator[Term]:
        for field in sorted(INVERTED):
            yield from ((field, word) for word in self._segment.fields[field].dictionary.words())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        documents, counts = self._postings(fieldname, text)
        return TermInfo(
            weight=float(sum(counts)),
            df=len(documents),
            minlength=1,
            maxlength=1,
            maxweight=float(max(counts)),
            minid=documents[0],
            maxid=documents[-1],
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        found = self._segment.postings(fieldname, text.decode())
        return float(found.counts.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._segment.postings(fieldname, text.decode()).number

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        documents, counts = self._postings(fieldname, text)
        values = [b""] * len(documents)
        if fieldname in PLACED:
            places = self._segment.places(fieldname, text.decode()).astype(np.uint32)
            values = [each.tobytes() for each in np.split(places, np.cumsum(counts)[:-1])]
        return ListMatcher(
            documents,
            [float(count) for count in counts],
            values,
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _postings(self, field: str, word: bytes) -> tuple[list[int], list[int]]:
        found = self._segment.postings(field, word.decode())
        documents: list[int] = found.documents().tolist()
        if not documents:
            raise TermNotFound(f"no {field}:{word!r}")
        return documents, found.counts.tolist() or [1] * len(documents)


class ArrayDocuments(base.PerDocumentReader):
    """Lengths, days and cards of the documents of a segment, for Whoosh."""

    def __init__(self, segment: Segment, deleted: list[int]) -> None:
        self._segment = segment
        self._deleted = deleted

    def doc_count(self) -> int:
        return self._segment.size - len(self._deleted)

    def doc_count_all(self) -> int:
        return self._segment.size

    def has_deletions(self) -> bool:
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._deleted)

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == "day"

    def column_reader(self, _fieldname: str, _column: Any) -> "_Days":
        return _Days(self._segment.days.tolist())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        codes = self._segment.lengths.get(fieldname)
        return default if codes is None else int(byte_to_length(int(codes[docnum])))

    def field_length(self, fieldname: str) -> int:
        return sum(self.doc_field_length(n, fieldname) for n in range(self._segment.size))

    def min_field_length(self, fieldname: str) -> int:
        return min(self.doc_field_length(n, fieldname) for n in range(self._segment.size))

    def max_field_length(self, fieldname: str) -> int:
        return max(self.doc_field_length(n, fieldname) for n in range(self._segment.size))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"card": self._segment.card(docnum)._asdict()}


class _Days(ColumnReader):
    def __init__(self, days: list[int]) -> None:
        self._days = days

    def __len__(self) -> int:
        return len(self._days)

    def __getitem__(self, docnum: int) -> int:
        return self._days[docnum]

    def sort_key(self, docnum: int) -> int:
        return self._days[docnum]

    def load(self) -> list[int]:
        return self._days
