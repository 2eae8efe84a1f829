"""Reading XML that strangers send: nothing fetched, no entities, bounded size and depth."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from portal.core.errors import Refused
from portal.core.i18n import gettext as _

LARGEST_BYTES = 50_000_000
LARGEST_PIECE_BYTES = 1_000_000  # of a file that is read piece by piece
DEEPEST = 100  # elements within each other; the deepest format read here needs about twenty
_PORTION = 65_536

XML = "{http://www.w3.org/XML/1998/namespace}"
"""The namespace of `xml:lang` and `xml:space`, as ElementTree writes it before a name."""


class Piece(NamedTuple):
    """An element of a long document, with all that is in it, and the line it begins in."""

    line: int
    element: Element


def parse(file: IO[bytes], *, bare_doctype: bool = False) -> Element:
    """Read a whole document and give its root element.

    Raises Refused, with a sentence for the person who sent it, where it is not well formed,
    declares a document type (the door to entity bombs and to files of the server), or is
    larger than LARGEST_BYTES or deeper than DEEPEST. With `bare_doctype` a declaration that
    only names a file (`<!DOCTYPE tmx SYSTEM "tmx14.dtd">`, which older formats ask for) is
    passed over: the file is never fetched, and what only it could explain is refused.
    """
    reader = _Reader(bare_doctype=bare_doctype)
    with _told():
        for portion in _portions(file, LARGEST_BYTES):
            reader.feed(portion)
        return reader.close()


def pieces(
    file: IO[bytes],
    names: Collection[str],
    *,
    bare_doctype: bool = False,
    largest_bytes: int = LARGEST_BYTES,
) -> Iterator[Piece]:
    """Read a long document element by element: those with one of these names, in their order.

    Only one of them is in memory at a time; what lies around them is checked and left out.
    Raises Refused as `parse` does, also in the middle, and where a piece is larger than
    LARGEST_PIECE_BYTES.
    """
    reader = _PieceReader(names, bare_doctype=bare_doctype)
    with _told():
        for portion in _portions(file, largest_bytes):
            reader.feed(portion)
            yield from reader.taken()
        reader.finish()
        yield from reader.taken()


def serialise(root: Element) -> bytes:
    """Write a document as UTF-8 with its declaration, ending in a line break."""
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the parser finds wrong into a sentence for the sender."""
    try:
        yield
    except expat.ExpatError as fault:
        raise Refused(
            _(
                "The file is no well-formed XML: line %(line)s, column %(column)s.",
                line=fault.lineno,
                column=fault.offset + 1,
            )
        ) from fault


def _portions(file: IO[bytes], largest_bytes: int) -> Iterator[bytes]:
    size = 0
    while portion := file.read(_PORTION):
        size += len(portion)
        if size > largest_bytes:
            raise Refused(
                _("The file is larger than %(size)s MB.", size=largest_bytes // 1_000_000)
            )
        yield portion


class _Reader:
    """A parser that builds the tree and refuses what no exchange format needs."""

    def __init__(self, *, bare_doctype: bool) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        self._bare_doctype = bare_doctype
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._refuse
        # Beside a document type that was not read, an unknown entity is no fault to expat.
        self._parser.SkippedEntityHandler = self._refuse

    def feed(self, portion: bytes) -> None:
        self._parse(portion, last=False)

    def close(self) -> Element:
        self._parse(b"", last=True)
        return self._tree.close()

    def _parse(self, portion: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(portion, last)
        except (LookupError, ValueError) as fault:  # what expat says of a character set
            raise Refused(
                _("The file is in a character set that is not read here. Save it as UTF-8.")
            ) from fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Refused(_("The file nests its elements too deeply."))
        named = {_braced(key): value for key, value in attributes.items()}
        self._tree.start(_braced(name), named)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(_braced(name))

    def _text(self, text: str) -> None:
        self._tree.data(text)

    def _doctype(self, _name: str, _file: str | None, _public: str | None, inside: int) -> None:
        if inside or not self._bare_doctype:
            self._refuse()

    def _refuse(self, *_declared: object) -> None:
        raise Refused(
            _("The file declares a document type (DOCTYPE), which is not accepted for safety.")
        )


class _PieceReader(_Reader):
    """A parser that keeps elements of certain names only, each until it is taken."""

    def __init__(self, names: Collection[str], *, bare_doctype: bool) -> None:
        super().__init__(bare_doctype=bare_doctype)
        self._names = frozenset(names)
        self._finished: list[Piece] = []
        self._open_at: int | None = None  # depth of the piece that is being read
        self._line = self._first_byte = 0

    def feed(self, portion: bytes) -> None:
        super().feed(portion)
        read = self._parser.CurrentByteIndex - self._first_byte
        if self._open_at is not None and read > LARGEST_PIECE_BYTES:
            raise Refused(_("What begins in line %(line)s is too large.", line=self._line))

    def finish(self) -> None:
        self._parse(b"", last=True)

    def taken(self) -> list[Piece]:
        """Hand out what is complete, and forget it."""
        finished, self._finished = self._finished, []
        return finished

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._open_at is None:
            # What lies around the pieces is built too, and dropped at the next one.
            self._tree = TreeBuilder()
        super()._start(name, attributes)
        if self._open_at is None and _braced(name) in self._names:
            self._open_at = self._depth
            self._line = self._parser.CurrentLineNumber
            self._first_byte = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        if self._open_at is None:
            self._depth -= 1
            return
        super()._end(name)
        if self._depth < self._open_at:
            self._finished.append(Piece(self._line, self._tree.close()))
            self._open_at = None

    def _text(self, text: str) -> None:
        if self._open_at is not None:
            super()._text(text)


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name
