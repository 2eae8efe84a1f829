"""Our segments as Whoosh sees them: its readers, searchers and queries work on them.

Whoosh lets an index bring its codec. The contents file names ours, so whoever opens the
folder with Whoosh reads postings, lengths, columns and stored fields from our arrays. To
search the portal goes to these directly (`matching`, `ranking`), and writes them by itself
(`gathering`, `merging`): Whoosh takes a call per posting for either.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base

from portal.search.whoosh_backend.cache import Cache
from portal.search.whoosh_backend.readers import ArrayDocuments, ArrayTerms
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.sets import Documents

_MOST_BYTES = 1 << 22


class ArrayCodec(base.Codec):
    """Reads; Whoosh's writers find no hooks here."""

    length_stats = False  # bounds for block skipping; we read whole lists

    def terms_reader(self, storage: Any, segment: "ArraySegment") -> ArrayTerms:
        return ArrayTerms(segment.opened(storage))

    def per_document_reader(self, storage: Any, segment: "ArraySegment") -> ArrayDocuments:
        return ArrayDocuments(segment.opened(storage), segment.deleted().tolist())

    def new_segment(self, _storage: Any, indexname: str) -> "ArraySegment":
        return ArraySegment(self, indexname)


class ArraySegment(base.Segment):
    """A segment in the contents file: its name, its size, and what of it was deleted."""

    def __init__(self, codec: ArrayCodec, indexname: str) -> None:
        super().__init__(indexname)
        self._codec = codec
        self._size = 0
        self._deleted = b""  # 32-bit numbers, rising

    def codec(self) -> ArrayCodec:
        return self._codec

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, number: int) -> None:
        self._size = number

    def doc_count_all(self) -> int:
        return self._size

    def deleted(self) -> Documents:
        return np.frombuffer(self._deleted, np.uint32).astype(np.intp)

    def delete(self, documents: Documents) -> None:
        self._deleted = np.union1d(self.deleted(), documents).astype(np.uint32).tobytes()

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted().tolist())

    def deleted_count(self) -> int:
        return len(self._deleted) // 4

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if not delete:
            raise NotImplementedError("what is deleted stays so")
        self.delete(np.array([docnum], np.intp))

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted()

    def opened(self, storage: Any) -> Segment:
        return Segment(Path(storage.folder) / self.make_filename(".seg"), Cache(_MOST_BYTES))
