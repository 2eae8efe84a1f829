"""SKOS is read as Turtle and as RDF/XML, and both say the same."""

import pytest

from portal.core.errors import Refused
from portal.thesaurus.exchange import graph, turtle
from portal.thesaurus.exchange.records import Reading
from tests.thesaurus.exchange.samples import RDF_XML, TURTLE, read, words

pytestmark = pytest.mark.usefixtures("app")
PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.fixture(params=["ttl", "rdf"])
def reading(request, app) -> Reading:
    return read(TURTLE if request.param == "ttl" else RDF_XML, f"sample.{request.param}")


def test_labels_become_terms_by_kind_and_language(reading):
    assert words(reading)["F1"] == [
        ("en", "flood", "preferred"),
        ("fr", "inondation", "preferred"),
        ("en", 'high "water', "alternate"),
        ("en", "flood x", "hidden"),
    ]
    assert {record.label for record in reading.records} == {"flood", "hazard", "storm"}


def test_definitions_notes_and_notations_are_kept(reading):
    flood = next(record for record in reading.records if record.code == "F1")

    assert flood.uri == "http://example.org/terms/flood"
    assert flood.definitions["en"].text == "Water where it should not be."
    assert flood.about.note == "Not for tides."


def test_narrower_is_broader_from_the_other_end(reading):
    by_label = {record.label: record for record in reading.records}

    hazard = by_label["hazard"].key
    assert hazard in by_label["flood"].broader
    assert by_label["storm"].broader == [hazard]


def test_what_is_left_out_is_told(reading):
    assert [notice.split()[0] for notice in reading.notices].count("One") >= 1
    assert any("no address" in notice for notice in reading.notices)


def test_labels_and_definitions_may_be_nodes_with_addresses():
    written = (
        PREFIX
        + """@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix x: <http://example.org/> .
x:c1 a skos:Concept ; xl:prefLabel x:l1 ; xl:altLabel x:l2 ; skos:definition x:d1 .
x:l1 xl:literalForm "flood"@en . x:l2 xl:literalForm "deluge"@en .
x:d1 rdf:value "Too much water."@en ."""
    )

    (flood,) = read(written, "xl.ttl").records

    assert [word.text for word in flood.words] == ["flood", "deluge"]
    assert flood.definitions["en"].text == "Too much water."


def test_a_second_preferred_label_is_a_conflict_and_one_text_of_two_kinds_too():
    reading = read(
        PREFIX + '<http://x/a> skos:prefLabel "a"@en, "b"@en ; skos:altLabel "a"@en, "c"@en .',
        "a.ttl",
    )

    assert [word.text for word in reading.records[0].words] == ["a", "c"]
    assert [fault.line for fault in reading.conflicts] == [2, 2]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("<a> <b> ", 1),
        ("<a> <b> <c>", 1),
        ("\n\n<a> <b> c:d .", 3),
        ("<a> <b> 'x\n' .", 1),
        ('<a> <b> """x', 1),
        ("<a> <b> ( 1 2", 1),
        ("<a> <b> [ <c> <d> .", 1),
        ("<a b> <c> <d> .", 1),
        ("@prefix x <y> .", 1),
        ("<a> <b> '\\q' .", 1),
        ("<a> <b> '\\uD800' .", 1),
        ("<a> <b> '\\U00110000' .", 1),
        ("<a> {} <d> .", 1),
        ("<a> <b> <c> <d> .", 1),
        ("'a' <b> <c> .", 1),
        ("@base <http://[> . <a> <b> <c> .", 1),
        ("\u0000", 1),
    ],
)
def test_what_is_no_turtle_is_refused_with_its_line(written, line):
    with pytest.raises(Refused, match=f"line {line}"):
        read(written, "a.ttl")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"<a> <b> " + b"[ <b> " * 60, "deeply"),
        (b"<a> <b> " + b"( " * 100_000, "deeply"),
        (b"<a> <b> '" + b"a" * 2_000_000, "line 1"),
        (b'<a> <b> """' + b'a"' * 1_000_000, "line 1"),
        (b"<a> <b> ( " + b"true1" * 20_000 + b"?", "line 1"),
        (b"a" * 2_000_000, "line 1"),
    ],
)
def test_turtle_meant_to_harm_is_refused_soon(written, reason):
    with pytest.raises(Refused, match=reason):
        read(written, "a.ttl")


def test_size_and_number_of_statements_are_bounded(monkeypatch):
    monkeypatch.setattr(graph, "_MOST_STATEMENTS", 3)
    with pytest.raises(Refused, match="too large"):
        read(TURTLE, "a.ttl")
    monkeypatch.setattr("portal.thesaurus.exchange.plain.LARGEST_BYTES", 100)
    with pytest.raises(Refused, match="larger"):
        read(TURTLE, "a.ttl")


def test_escaped_letters_of_names_are_read():
    read(PREFIX + r"@prefix x: <http://x/> . x:a\,b.c:d%20 skos:prefLabel 'a'@en .", "a.ttl")

    assert turtle.LETTERS["n"] == "\n"


def test_rdf_of_another_kind_is_refused():
    with pytest.raises(Refused, match="rdf:RDF"):
        read("<html/>", "a.rdf")
