"""Files that are meant to harm are refused, whatever they call themselves."""

import gzip
import os

import pytest

from portal.core.errors import Refused
from portal.thesaurus.exchange.tbx import without_bare_doctype
from tests.thesaurus.exchange.samples import read

pytestmark = pytest.mark.usefixtures("app")

ENTRY = (
    "<text><body><termEntry><langSet xml:lang='en'><tig><term>%s</term></tig></langSet>"
    "</termEntry></body></text>"
)
BARE = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'
ATTACKS = {
    "bomb": '<!DOCTYPE martif [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>',
    "file": '<!DOCTYPE martif [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "both": '<!DOCTYPE martif SYSTEM "a.dtd" [<!ENTITY b "x">]>',
    "parameter": '<!DOCTYPE martif [<!ENTITY % b SYSTEM "http://example.org/"> %b;]>',
    "twice": BARE + '<!DOCTYPE martif [<!ENTITY b "x">]>',
    "hidden": '<!DOCTYPE martif SYSTEM "a>b" [<!ENTITY b "x">]>',
    "comment": '<!-- x --><!DOCTYPE martif [<!ENTITY b "x">]>',
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("name", ["a.tbx", "a.rdf", "a.xml"])
def test_entities_are_never_declared(attack, name):
    with pytest.raises(Refused, match=r"DOCTYPE|well-formed"):
        read(f"<?xml version='1.0'?>\n{attack}<martif>{ENTRY % '&b;'}</martif>", name)


def test_a_bare_document_type_is_cut_off_and_gives_no_entities():
    plain = read(f"{BARE}\n<martif>{ENTRY % 'flood'}</martif>", "a.tbx")
    assert [record.label for record in plain.records] == ["flood"]

    with pytest.raises(Refused, match="well-formed"):
        read(f"{BARE}\n<martif>{ENTRY % '&nbsp;'}</martif>", "a.tbx")


def test_cutting_it_off_keeps_the_lines_and_all_else():
    written = b"<?xml version='1.0'?>\n<!DOCTYPE a PUBLIC 'x'\n 'y'>\n<a/>"

    assert without_bare_doctype(written) == b"<?xml version='1.0'?>\n\n\n<a/>"
    assert without_bare_doctype(b"<a><!DOCTYPE a 'b'></a>") == b"<a><!DOCTYPE a 'b'></a>"


def test_depth_is_bounded():
    with pytest.raises(Refused, match="deeply"):
        read("<tbx>" * 200, "a.tbx")


def test_a_packed_file_is_not_unpacked_without_end(monkeypatch):
    monkeypatch.setattr("portal.thesaurus.exchange.plain.LARGEST_BYTES", 10_000)

    with pytest.raises(Refused, match="larger"):
        read(gzip.compress(b" " * 1_000_000), "a.jsonl.gz")


@pytest.mark.parametrize(
    "written", [gzip.compress(os.urandom(999))[:500], b"\x1f\x8b", b"\x1f\x8bxyz" * 9]
)
def test_a_damaged_packed_file_is_refused(written):
    with pytest.raises(Refused, match=r"unpacked|UTF-8"):
        read(written, "a.jsonl.gz")


@pytest.mark.parametrize("name", ["a.docx", "a", "ttl", "a.ttl.exe"])
def test_other_kinds_of_file_are_refused(name):
    with pytest.raises(Refused, match="SKOS"):
        read("x", name) if name != "ttl" else read("x", "a.doc")


def test_the_number_of_concepts_is_bounded(monkeypatch):
    monkeypatch.setattr("portal.thesaurus.exchange.records.MOST_CONCEPTS", 2)

    with pytest.raises(Refused, match="more than 2"):
        read("en\na\nb\nc\n", "a.csv")
