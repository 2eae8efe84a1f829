"""CSV and JSON lines are read, and a wrong row does not spoil the others."""

import pytest

from portal.core.errors import Refused
from tests.thesaurus.exchange.samples import EDGE_CASES, SHARED, read, with_shared, words

pytestmark = pytest.mark.usefixtures("app")

LONG = """\
concept,locale,term,kind,definition,source,untranslatable,domain,broader
flood,en,flood,,"Water,
where it should not be.",A handbook,,water,hazard
flood,en,deluge,Alternate
flood,fr,inondation,preferred
flood,fr,innondation,hidden
,en,nobody,
flood,en,x,best,
flood,klingon!,x
hazard,en,hazard,preferred,,,no,,
hazard,de,,,Was schaden kann.
hazard,en,,
a,b,c,d,e,f,g,h,i,j,k
"""


def test_a_row_for_each_term():
    reading = read(LONG, "a.csv")

    assert words(reading) == {
        "flood": [
            ("en", "flood", "preferred"),
            ("en", "deluge", "alternate"),
            ("fr", "inondation", "preferred"),
            ("fr", "innondation", "hidden"),
        ],
        "hazard": [("en", "hazard", "preferred")],
    }
    flood, hazard = reading.records
    assert (flood.definitions["en"].text, flood.about.domain) == (
        "Water,\nwhere it should not be.",
        "water",
    )
    assert (flood.broader, hazard.about.untranslatable) == (["hazard"], False)
    assert hazard.definitions["de"].text == "Was schaden kann."


def test_wrong_rows_are_told_with_their_lines():
    faults = read(LONG, "a.csv").refused

    assert [(fault.line, fault.concept) for fault in faults] == [
        (7, "nobody"),
        (8, "flood"),
        (9, "flood"),
        (13, "a"),
    ]


def test_a_column_for_each_language():
    reading = read(
        "\ufeffcode,position,EN,pt_BR,zh-Hant,remarks,note\n"
        "flood,1,flood,cheia,洪水,whatever,Not for tides.\n"
        ",2,Sponge city,,海綿城市,,\n"
        ",3,Sponge city,cidade,,,\n"
        ",4,,,,x,\n",
        "a.csv",
    )

    found = words(reading)
    assert found["flood"] == [
        ("en", "flood", "preferred"),
        ("pt-BR", "cheia", "preferred"),
        ("zh-Hant", "洪水", "preferred"),
    ]
    assert len(found) == 3
    assert "sponge-city" in found
    assert reading.records[0].about.note == "Not for tides."
    assert [fault.line for fault in reading.refused] == [5]


@pytest.mark.parametrize("written", ["", "a term,ein Wort\n", "source,target\na,b\n", "code,uri\n"])
def test_a_header_that_names_no_language_is_refused(written):
    with pytest.raises(Refused, match="language"):
        read(written, "a.csv")


def test_what_is_no_csv_is_refused():
    with pytest.raises(Refused, match="line 2"):
        read('en\n"a"b\n', "a.csv")


@with_shared
@pytest.mark.parametrize("name", ["terms.csv", "terms-header.csv"])
def test_real_tables_without_languages_are_refused_kindly(name):
    with pytest.raises(Refused, match="language"):
        read((EDGE_CASES / name).read_bytes(), name)


@with_shared
def test_a_real_table_is_read_once_its_languages_are_named():
    written = (EDGE_CASES / "terms-header.csv").read_text("utf-8")

    reading = read(written.replace("source,target", "en,cs", 1), "terms.csv")

    assert len(reading.records) > 150
    assert ("cs", "adresní řádek", "preferred") in words(reading)["address-bar"]


LINES = """\
{"scheme": "x", "id": "http://example.org/1", "labels": {"en": "flood"}, "definition": "Water."}
{"scheme": "y", "id": "2", "labels": {"en": "other"}}
{"scheme": "x", "id": "[7]", "labels": {"en": "one", "fr": "un"}}
{"scheme": "x", "id": "[7]", "labels": {"en": "two"}}
{"scheme": "x", "labels": {"en": "three"}}
{"scheme": "x", "labels": {"en": "three"}}

{"scheme": "x", "id": "8"}
[1]
{no
{"scheme": "x", "id": "9", "labels": {"en": ""}}
"""


def test_lines_of_one_scheme_are_read_and_numbers_may_be_used_twice():
    reading = read(LINES, "a.jsonl", "x")

    assert list(words(reading)) == ["1", "7", "7-two", "three", "three-6"]
    assert reading.records[0].uri == "http://example.org/1"
    assert reading.records[0].definitions["en"].text == "Water."
    assert [fault.line for fault in reading.refused] == [8, 9, 10, 11, 11]
    assert reading.notices == ["One line of another scheme was left out."]


@with_shared
@pytest.mark.parametrize(
    ("scheme", "number"), [("gemet", 5570), ("eurovoc", 7466), ("unesco", 4504), ("sdg", 438)]
)
def test_every_real_concept_is_read(scheme, number):
    reading = read((SHARED / "terms.jsonl.gz").read_bytes(), "terms.jsonl.gz", scheme)

    assert len(reading.records) == number
    assert len({record.code for record in reading.records}) == number
    assert len(reading.refused) <= 5  # a few labels are empty
