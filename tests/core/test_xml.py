"""Files that strangers send are read, or refused with a sentence, and never harm."""

import io

import pytest

from portal.core import xml
from portal.core.errors import Refused

BOMB = b'<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
FILE_OF_THE_SERVER = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
DTD_ELSEWHERE = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'


def read(written: bytes) -> xml.Element:
    return xml.parse(io.BytesIO(written))


@pytest.fixture(autouse=True)
def _speaking(app):
    with app.app_context():
        yield


def test_names_carry_their_namespace_as_elementtree_has_it():
    root = read(b'<a xmlns="urn:x" xml:lang="ar" plain="1"><b/>\xd9\x85</a>')

    assert root.tag == "{urn:x}a"
    assert root.attrib == {f"{xml.XML}lang": "ar", "plain": "1"}
    assert [child.tag for child in root] == ["{urn:x}b"]
    assert root[0].tail == "م"


def test_what_is_written_is_read_again():
    root = read(b"<a b='&lt;&amp;'>x &lt; y<!-- gone --><c/></a>")

    again = read(xml.serialise(root))

    assert (again.tag, again.attrib, again.text) == ("a", {"b": "<&"}, "x < y")


@pytest.mark.parametrize("written", [BOMB, FILE_OF_THE_SERVER, DTD_ELSEWHERE])
def test_a_document_type_is_refused(written):
    with pytest.raises(Refused, match="DOCTYPE"):
        read(written)


def test_a_bare_document_type_is_passed_over_where_that_is_asked_for():
    root = xml.parse(io.BytesIO(DTD_ELSEWHERE), bare_doctype=True)

    assert root.tag == "a"


@pytest.mark.parametrize(
    "written",
    [
        BOMB,
        FILE_OF_THE_SERVER,
        b"<!DOCTYPE a []><a/>",
        b'<!DOCTYPE a SYSTEM "b.dtd" [<!ENTITY c "1">]><a/>',
        b'<!DOCTYPE a SYSTEM "/etc/passwd"><a>&only-there;</a>',
    ],
)
def test_whatever_else_a_document_type_may_bring_is_refused_then_too(written):
    with pytest.raises(Refused, match="DOCTYPE"):
        xml.parse(io.BytesIO(written), bare_doctype=True)


@pytest.mark.parametrize("charset", ["foo", "base64", "shift_jis"])
def test_a_character_set_that_is_not_read_is_refused(charset):
    with pytest.raises(Refused, match="character set"):
        read(f'<?xml version="1.0" encoding="{charset}"?><a/>'.encode())


LONG = b"""<?xml version="1.0"?>
<a xmlns:x="urn:x"><head>left out</head>
<x:b n="1">one <c>and</c> more</x:b> between
<d><e><x:b n="2"/></e></d><x:b n="3"><x:b n="4">in it</x:b></x:b>
</a>"""


def test_a_long_document_is_read_piece_by_piece_with_the_line_of_each():
    found = list(xml.pieces(io.BytesIO(LONG), ["{urn:x}b"]))

    assert [(piece.line, piece.element.get("n")) for piece in found] == [
        (3, "1"),
        (4, "2"),
        (4, "3"),
    ]
    assert ["".join(piece.element.itertext()) for piece in found] == ["one and more", "", "in it"]


def test_reading_piece_by_piece_ends_where_the_document_breaks():
    found = xml.pieces(io.BytesIO(b"<a><b/>" + b" " * 70_000 + b"<b></a>"), ["b"])

    assert next(found).line == 1
    with pytest.raises(Refused, match="line 1"):
        next(found)


def test_pieces_are_bounded(monkeypatch):
    monkeypatch.setattr(xml, "LARGEST_PIECE_BYTES", 100_000)
    found = xml.pieces(io.BytesIO(b"<a>\n<b>" + b"x" * 300_000 + b"</b></a>"), ["b"])

    with pytest.raises(Refused, match="line 2"):
        list(found)


@pytest.mark.parametrize("written", [b"", b"<a>", b"<a></b>", b"\x00\x01", b"<a>&nbsp;</a>"])
def test_what_is_no_xml_is_refused_with_its_place(written):
    with pytest.raises(Refused, match="line 1"):
        read(written)


def test_depth_is_bounded():
    with pytest.raises(Refused, match="deeply"):
        read(b"<a>" * 101)


def test_size_is_bounded(monkeypatch):
    monkeypatch.setattr(xml, "LARGEST_BYTES", 70_000)

    with pytest.raises(Refused, match="larger"):
        read(b"<a>" + b"x" * 80_000 + b"</a>")
