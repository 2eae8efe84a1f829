"""How posting lists lie in the file: plain arrays instead of Whoosh's pickled blocks.

Whoosh lets an index bring its codec. Ours changes only the posting file. A list is a
header (number of postings, whether places follow), the documents as 32-bit numbers,
the counts and the places as 16-bit ones, padded to four bytes: one read and no
decoding, nothing to unpickle, and an array engine may map it as it is. Byte order is
the machine's; an index is built where it is read.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from whoosh.codec import whoosh3
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.system import pack_ushort

from portal.search.whoosh_backend.pool import Rows
from portal.search.whoosh_backend.schema import Places

_HEADER = struct.Struct("=II")
_DOCUMENT, _COUNT = "I", "H"


class Postings(NamedTuple):
    """The documents of a term, rising, and how often each has it."""

    documents: Sequence[int]
    counts: Sequence[int]


class ArrayCodec(whoosh3.W3Codec):
    """Whoosh's own codec, except for the posting lists."""

    length_stats = False  # bounds for block skipping; we read whole lists

    def field_writer(self, storage: Any, segment: Any) -> "ArrayFieldWriter":
        return ArrayFieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> "ArrayTermsReader":
        name = segment.make_filename(self.TERMS_EXT)
        return ArrayTermsReader(
            self,
            storage.open_file(name),
            storage.file_length(name),
            segment.open_file(storage, self.POSTS_EXT),
        )

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Give a matcher of Whoosh's kind, for merging segments and deleting documents."""
        postings, places = _unpack(_content(dbfile, terminfo))
        values = [row.tobytes() for row in _cut(places, postings.counts)] if places else None
        return ListMatcher(
            list(postings.documents),
            [float(count) for count in postings.counts],
            values or [b""] * len(postings.documents),
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )


class ArrayFieldWriter(whoosh3.W3FieldWriter):
    """Writes the postings of a commit, term by term."""

    def add_postings(
        self, schema: Any, _lengths: Any, items: Iterable[tuple[str, bytes, Rows]]
    ) -> None:
        """Write what an `ArrayPool` gives."""
        offset = self._postfile.tell()
        for name, terms in groupby(items, itemgetter(0)):
            field = schema[name]
            self.start_field(name, field)
            placed = isinstance(field.format, Places)
            for _name, term, rows in terms:
                offset = self._write(term, rows, offset, placed)
            self.finish_field()

    def _write(self, term: bytes, rows: Rows, offset: int, placed: bool) -> int:
        """Write one list and note where it lies; return where the next one begins."""
        documents, counts = rows.documents, rows.counts
        content = _HEADER.pack(len(documents), placed) + documents.tobytes() + counts.tobytes()
        if placed:
            content += rows.places
        content += b"\0" * (-len(content) % 4)
        self._postfile.write(content)
        info = whoosh3.W3TermInfo(
            weight=float(sum(counts)),
            df=len(documents),
            minlength=1,
            maxlength=1,
            maxweight=float(max(counts)),
            minid=documents[0],
            maxid=documents[-1],
        )
        info.set_extent(offset, len(content))
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
        return offset + len(content)


class ArrayTermsReader(whoosh3.W3TermsReader):
    """Looks a term up and reads its list."""

    def postings(self, field: str, token: str) -> Postings | None:
        content = self._list(field, token)
        return _unpack(content)[0] if content else None

    def places(self, field: str, token: str) -> Iterator[tuple[int, Sequence[int]]]:
        """Each document that has the token, with the places where it stands."""
        if content := self._list(field, token):
            postings, places = _unpack(content)
            yield from zip(postings.documents, _cut(places, postings.counts), strict=True)

    def _list(self, field: str, token: str) -> bytes:
        try:
            return _content(self._postfile, self.term_info(field, token.encode()))
        except TermNotFound:
            return b""


def _content(file: Any, info: Any) -> bytes:
    offset, length = info.extent()
    # Whoosh 3.54 forgets to take the length out of the tuple that `struct` gives.
    content: bytes = file.get(offset, length[0] if isinstance(length, tuple) else length)
    return content


def _unpack(content: bytes) -> tuple[Postings, "array[int]"]:
    number, with_places = _HEADER.unpack_from(content)
    begin = _HEADER.size
    end = begin + 4 * number
    documents: array[int] = array(_DOCUMENT, content[begin:end])
    counts: array[int] = array(_COUNT, content[end : end + 2 * number])
    if len(documents) != number or len(counts) != number:
        raise ValueError("a posting list is cut short")
    begin = end + 2 * number
    places: array[int] = array(_COUNT)
    if with_places:
        places.frombytes(content[begin : begin + 2 * sum(counts)])
    return Postings(documents, counts), places


def _cut(places: "array[int]", counts: Sequence[int]) -> Iterator["array[int]"]:
    """Part the places of a whole list into those of each document."""
    begin = 0
    for end in accumulate(counts):
        yield places[begin:end]
        begin = end
