"""Invented files of each format, and where the real ones are."""

from io import BytesIO
from pathlib import Path

import pytest

from portal.thesaurus.exchange import formats
from portal.thesaurus.exchange.records import Reading

SHARED = Path(__file__).parents[4] / "shared" / "data"
MISSING = "the shared data are not here"
with_shared = pytest.mark.skipif(not SHARED.exists(), reason=MISSING)
EDGE_CASES = SHARED / "po" / "edge-cases"


def read(written: str | bytes, name: str, scheme: str = "glossary") -> Reading:
    content = written.encode() if isinstance(written, str) else written
    return formats.read(BytesIO(content), name, scheme)


def words(reading: Reading) -> dict[str, list[tuple[str, str, str]]]:
    """What was read: code → (locale, text, kind) in their order."""
    return {
        record.code: [(word.locale, word.text, word.kind.value) for word in record.words]
        for record in reading.records
    }


TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <http://example.org/terms/> .
PREFIX ex: <http://example.org/terms/>
# a comment; with a full stop.
<flood> a skos:Concept ;
    skos:prefLabel "flood"@en, 'inondation'@FR ;
    skos:altLabel \"\"\"high "water\"\"\"@en ;
    skos:hiddenLabel "fl\\u006Fod\\tx"@en ;
    skos:broader ex:hazard ; ;
    skos:definition "Water where it should not be."@en ;
    skos:scopeNote "Not for tides." ;
    skos:notation "F1"^^<http://www.w3.org/2001/XMLSchema#string> ;
    skos:related [ a skos:Concept ; skos:prefLabel "nobody"@en ] ;
    skos:member ( <a> "b" 1.5 [] ) .

ex:hazard a skos:Concept ; skos:prefLabel "hazard"@en ; skos:narrower ex:storm.
ex:storm skos:prefLabel "storm"@en ; skos:topConceptOf <> ; ex:rank -2.5e3 , true .
<scheme> a skos:ConceptScheme ; skos:prefLabel "Sample terms"@en .
_:b1 a skos:Concept ; skos:prefLabel "nameless"@en .
"""

RDF_XML = """\
<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:xl="http://www.w3.org/2008/05/skos-xl#"
    xml:base="http://example.org/terms/" xml:lang="en">
  <skos:Concept rdf:about="flood">
    <skos:prefLabel>flood</skos:prefLabel>
    <skos:prefLabel xml:lang="fr">inondation</skos:prefLabel>
    <skos:altLabel>high "water</skos:altLabel>
    <skos:hiddenLabel>flood x</skos:hiddenLabel>
    <skos:broader rdf:resource="http://example.org/terms/hazard"/>
    <skos:definition>Water where it should not be.</skos:definition>
    <skos:scopeNote xml:lang="">Not for tides.</skos:scopeNote>
    <skos:notation>F1</skos:notation>
    <skos:related rdf:parseType="Resource"><skos:prefLabel>nobody</skos:prefLabel></skos:related>
  </skos:Concept>
  <rdf:Description rdf:ID="storm-node" skos:prefLabel="storm">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:broader>
      <skos:Concept rdf:about="hazard">
        <xl:prefLabel rdf:nodeID="label"/>
        <skos:definition rdf:parseType="Literal"><b>x</b></skos:definition>
      </skos:Concept>
    </skos:broader>
  </rdf:Description>
  <rdf:Description rdf:nodeID="label">
    <xl:literalForm>hazard</xl:literalForm>
  </rdf:Description>
  <skos:ConceptScheme rdf:about="s"><skos:prefLabel>Sample</skos:prefLabel></skos:ConceptScheme>
  <skos:Concept><skos:prefLabel>nameless</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""

TBX_DCT = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
    xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
  <tbxHeader><fileDesc><sourceDesc><p>invented</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c1">
      <min:subjectField>water</min:subjectField>
      <langSec xml:lang="en">
        <descripGrp>
          <basic:definition>Water where it should not be.</basic:definition>
          <basic:source>A handbook</basic:source>
        </descripGrp>
        <termSec><term>act of God</term>
          <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>high <hi>water</hi></term>
          <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>flood</term>
          <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
      </langSec>
      <langSec xml:lang="fr"><termSec><term>inondation</term></termSec>
        <termSec><term>crue</term></termSec></langSec>
    </conceptEntry>
    <conceptEntry id="c2">
      <basic:crossReference target="c1">flood</basic:crossReference>
      <langSec xml:lang="en"><termSec><term>levee</term></termSec></langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""
