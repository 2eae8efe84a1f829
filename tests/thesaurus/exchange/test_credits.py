"""What files say of whose work they are, and what we write into ours."""

import pytest

from portal.thesaurus.crediting import UNCREDITED, Credit, credit_of
from portal.thesaurus.exchange import formats
from portal.thesaurus.exchange.comparing import compare
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.records import Record, Word, only_in
from portal.thesaurus.exchange.taking import give_out, take
from portal.thesaurus.models import Kind
from tests.thesaurus import terms
from tests.thesaurus.exchange.samples import read

TOLD = Credit('The "terms" of =others', "CC BY 4.0", "A sample agency\u2019s")
RECORD = Record("flood", code="flood", words=[Word("en", "flood", Kind.PREFERRED)])
HEAD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix cc: <http://creativecommons.org/ns#> .
<urn:x:1> a skos:Concept ; skos:prefLabel "flood"@en .
<urn:x:scheme> a skos:ConceptScheme """


@pytest.mark.parametrize("form", list(Format))
def test_what_is_written_is_read_as_the_same(form):
    written = formats.write([RECORD], form, TOLD)

    assert read(written, f"a.{form}").credit == TOLD


@pytest.mark.parametrize("form", list(Format))
def test_without_a_maker_nothing_is_said_of_one(form):
    assert read(formats.write([RECORD], form), f"a.{form}").credit == UNCREDITED


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('; dct:title "Begriffe"@de , "Terms"@en', Credit("Terms")),
        ('; dct:title "Begriffe"@de', Credit("Begriffe")),
        ('; skos:prefLabel "Terms"@en', Credit("Terms")),
        ("; dct:license <http://example.org/by>", Credit("", "http://example.org/by")),
        ("; cc:license <http://example.org/by>", Credit("", "http://example.org/by")),
        ('; dct:rights "Free"', Credit("", "Free")),
        ('; dc:rights "Free"', Credit("", "Free")),
        ('; dct:rights "Free" ; dct:license "CC0"', Credit("", "CC0")),
        ('; dc:source "A book"', Credit("", "", "A book")),
        ('; dct:creator "An agency"', Credit("", "", "An agency")),
        ("; dct:publisher <http://example.org/us>", Credit("", "", "http://example.org/us")),
        ("", UNCREDITED),
    ],
)
def test_a_thesaurus_says_it_in_many_ways(said, told):
    assert read(f"{HEAD}{said} .", "a.ttl").credit == told


def test_long_words_are_cut():
    reading = read(f'{HEAD}; dct:title "{"x" * 900}" .', "a.ttl")

    assert reading.credit == Credit("x" * 500)


def test_a_maker_is_named_by_the_label_of_its_node_in_rdf_xml():
    written = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:dct="http://purl.org/dc/terms/"
      xmlns:skos="http://www.w3.org/2004/02/skos/core#">
      <skos:ConceptScheme rdf:about="urn:x:s"><dct:creator><rdf:Description>
        <rdfs:label>An agency</rdfs:label></rdf:Description></dct:creator></skos:ConceptScheme>
      <skos:Concept rdf:about="urn:x:1"><skos:prefLabel>flood</skos:prefLabel></skos:Concept>
    </rdf:RDF>"""

    assert read(written, "a.rdf").credit == Credit("", "", "An agency")


@pytest.mark.usefixtures("glossary")
@pytest.mark.parametrize(("scheme", "kept"), [("samples", TOLD), ("glossary", UNCREDITED)])
def test_taking_in_keeps_the_maker_of_a_foreign_scheme(scheme, kept):
    written = formats.write([RECORD], Format.TURTLE, TOLD)

    take(compare(read(written, "a.ttl", scheme), scheme), by=None)

    assert credit_of(scheme) == kept
    assert (b"A sample agency" in give_out(scheme, Format.TURTLE)) is bool(kept)


def test_what_is_said_in_some_languages_is_cut_out():
    record = Record(
        "flood",
        words=[Word("en", "flood", Kind.PREFERRED), Word("fr", "inondation", Kind.PREFERRED)],
    )

    assert [word.text for word in only_in(record, ["fr"]).words] == ["inondation"]
    assert only_in(record, ["ar"]).words == []


@pytest.mark.usefixtures("glossary")
def test_concepts_without_a_word_in_these_languages_stay_behind():
    terms.concept({"en": "flood", "fr": "inondation"})
    terms.concept({"en": "sponge city"})

    written = give_out("glossary", Format.CSV, ["fr"]).decode()

    assert "inondation" in written
    assert "sponge" not in written
    assert ",en," not in written


def test_signs_that_are_no_address_do_not_become_one():
    lone = read('{"labels": {"en": "a"}, "id": "http://x/\\ud800"}\n', "a.jsonl")
    table = read("concept,locale,term,uri\nx,en,y,no address\nz,en,w,http://x/y\n", "a.csv")

    assert [record.uri for record in lone.records] == [None]
    assert [record.uri for record in table.records] == [None, "http://x/y"]
