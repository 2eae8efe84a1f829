"""TBX is read in its versions and styles, real files among them."""

import pytest

from portal.core.errors import Refused
from portal.thesaurus.models import Kind
from tests.thesaurus.exchange.samples import EDGE_CASES, TBX_DCT, read, with_shared, words

pytestmark = pytest.mark.usefixtures("app")


def test_categories_may_be_elements():
    reading = read(TBX_DCT, "sample.tbx")

    assert words(reading)["c1"] == [
        ("en", "act of God", "forbidden"),
        ("en", "high water", "alternate"),
        ("en", "flood", "preferred"),
        ("fr", "inondation", "preferred"),
        ("fr", "crue", "alternate"),
    ]
    flood, levee = reading.records
    assert flood.about.domain == "water"
    assert (flood.definitions["en"].text, flood.definitions["en"].source) == (
        "Water where it should not be.",
        "A handbook",
    )
    assert levee.related == ["c1"]


@with_shared
@pytest.mark.parametrize(
    ("name", "number", "wanted", "empty"),
    [
        ("cs.tbx", 4, ("always on top", "vždy navrchu"), []),
        ("terms.tbx", 164, ("address bar", "adresní řádek"), ["petr_kovar-1"]),
    ],
)
def test_real_glossaries_are_read(name, number, wanted, empty):
    reading = read((EDGE_CASES / name).read_bytes(), name)

    assert len(reading.records) == number
    assert [fault.concept for fault in reading.refused] == empty
    assert wanted in [tuple(word.text for word in record.words) for record in reading.records]
    assert len({record.code for record in reading.records}) == number


@with_shared
def test_status_and_the_mark_of_what_is_not_translated_are_understood():
    name = "fr-extended-metadata.tbx"
    obsolete, code, admitted = read((EDGE_CASES / name).read_bytes(), name).records

    assert {word.kind for word in obsolete.words} == {Kind.FORBIDDEN}
    assert "Avoid using" in obsolete.about.note
    assert (code.about.untranslatable, code.about.note) == (True, "Do not translate error codes.")
    assert {word.kind for word in admitted.words} == {Kind.PREFERRED}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("<tbx><body></tbx>", "line 1"),
        ("<xliff/>", "rdf:RDF|no TBX"),
        ("", "line 1"),
    ],
)
def test_what_is_no_tbx_is_refused(written, reason):
    with pytest.raises(Refused, match=reason):
        read(written, "a.tbx")


def test_an_entry_without_language_or_term_is_told():
    reading = read(
        "<martif><text><body><termEntry id='a'><langSet><tig><term>x</term></tig></langSet>"
        "</termEntry><termEntry id='b'/></body></text></martif>",
        "a.tbx",
    )

    assert reading.records == []
    assert [fault.concept for fault in reading.refused] == ["a", "a", "b"]
