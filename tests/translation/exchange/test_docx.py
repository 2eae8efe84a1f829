"""The table for Word: well made, and read however a program or a person has left it."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import speaking
from portal.translation.exchange.docx import names
from portal.translation.exchange.docx.container import Parts, pack
from portal.translation.exchange.docx.reading import read
from portal.translation.exchange.docx.writing import write
from portal.translation.paragraphs import digest
from tests.translation.exchange.samples import ADDRESS, FULL, bundle, bundles, unit

ONE = bundle(unit("p1", "Rain **falls**", "TARGET", notes=("Short.",)))
W = f"{{{names.WORDS}}}"
DOCUMENT = "word/document.xml"


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def document(content: bytes) -> Element:
    return xml.parse(io.BytesIO(unpacked(content)[DOCUMENT]))


def saved(target: str, *, sent=ONE, parts: dict[str, bytes] | None = None) -> bytes:
    """The table as it comes back with these paragraphs in the cell of the translation."""
    known = unpacked(write(sent))
    body = known[DOCUMENT].decode()
    cell = re.compile(r"<w:p>(?:(?!<w:p>).)*TARGET.*?</w:p>")
    assert cell.search(body)
    return pack(known | {DOCUMENT: cell.sub(lambda _: target, body).encode()} | (parts or {}))


def target_of(content: bytes) -> str:
    return read(content).units[0].target


@given(bundles)
def test_any_bundle_comes_back(sent):
    returned = read(write(sent))

    assert [(each.id, each.digest) for each in returned.units] == [
        (each.id, each.digest) for each in sent.units
    ]
    # Empty lines around a translation are what people leave behind; paragraphs have none.
    assert [each.target for each in returned.units] == [
        each.target.strip("\n") if each.target.strip() else "" for each in sent.units
    ]
    assert {each.note for each in returned.units} == {""}
    assert returned.problems == ()


def test_where_it_belongs_is_in_the_file():
    returned = read(write(FULL))

    assert (returned.address, returned.source_locale, returned.target_locale) == (
        ADDRESS,
        "en",
        "ar",
    )


def test_the_same_bundle_gives_the_same_bytes():
    assert write(FULL) == write(FULL)


# How it is made.


def test_every_part_has_a_type_and_every_relationship_leads_to_a_part():
    parts = unpacked(write(FULL))
    types = xml.parse(io.BytesIO(parts["[Content_Types].xml"]))
    named = {each.get("PartName", "").lstrip("/") for each in types if each.get("PartName")}

    assert next(iter(parts)) == "[Content_Types].xml"
    assert named == {name for name in parts if name.endswith(".xml") and "[" not in name}
    for name, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        for relationship in xml.parse(io.BytesIO(parts[name])):
            assert folder + relationship.get("Target", "") in parts


# The order of the schema (ISO/IEC 29500-1, Annex A), of what we write.
ORDERS = {
    "pPr": ["pStyle", "bidi"],
    "rPr": ["rFonts", "b", "bCs", "vanish", "sz", "szCs", "rtl", "lang"],
    "tblPr": ["tblStyle", "bidiVisual", "tblW", "tblLayout", "tblBorders", "tblCellMar"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tr": ["trPr", "tc"],
    "tc": ["tcPr", "p"],
    "p": ["pPr", "sdt", "r"],
    "sdt": ["sdtPr", "sdtContent"],
    "sdtPr": ["tag", "lock"],
    "sdtContent": ["r"],
    "sectPr": ["pgSz", "pgMar"],
    "style": ["name", "rPr", "tblPr"],
}


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml"])
def test_elements_stand_in_the_order_of_the_schema(part):
    root = xml.parse(io.BytesIO(unpacked(write(FULL))[part]))

    for element in root.iter():
        order = ORDERS.get(element.tag.removeprefix(W))
        if order:
            places = [order.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), element.tag


def test_every_row_has_as_many_cells_as_the_grid_and_every_cell_ends_in_a_paragraph():
    (table,) = document(write(FULL)).iter(f"{W}tbl")

    columns = len(list(table.iter(f"{W}gridCol")))
    assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {columns} == {4}
    assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))


def test_the_heading_is_repeated_and_the_sources_are_locked():
    (table,) = document(write(FULL)).iter(f"{W}tbl")
    first, *rows = table.iter(f"{W}tr")

    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    for row in rows:
        number, source, translation, _note = row.findall(f"{W}tc")
        for cell in (number, source):
            lock = cell.find(f".//{W}lock")
            assert lock is not None
            assert lock.get(f"{W}val") == "sdtContentLocked"
        assert translation.find(f".//{W}lock") is None


def test_arabic_runs_from_the_right_also_in_an_empty_cell():
    (table,) = document(write(FULL)).iter(f"{W}tbl")
    for row in list(table.iter(f"{W}tr"))[1:]:
        _number, source, translation, _note = row.findall(f"{W}tc")
        assert translation.find(f".//{W}bidi") is not None
        run = translation.find(f".//{W}r/{W}rPr")
        assert run is not None
        assert run.find(f"{W}rtl") is not None
        assert run.find(f"{W}lang").attrib == {f"{W}bidi": "ar"}
        assert source.find(f".//{W}bidi") is None
        assert source.find(f".//{W}lang").attrib == {f"{W}val": "en"}


def test_the_columns_run_as_whoever_counts_them_reads():
    plain = document(write(FULL))
    with speaking("ar"):
        leftwards = document(write(FULL))

    assert plain.find(f".//{W}tblPr/{W}bidiVisual") is None
    properties = [child.tag.removeprefix(W) for child in leftwards.find(f".//{W}tblPr")]
    assert properties == ["tblStyle", "bidiVisual", "tblW", "tblLayout"]
    title = leftwards.find(f"{W}body/{W}p")
    assert title.find(f".//{W}bidi") is None


def test_chinese_is_named_as_the_east_asian_language():
    sent = bundle(unit("p1", "Rain", "雨"), target_locale="zh-Hant")

    languages = [each.attrib for each in document(write(sent)).iter(f"{W}lang")]

    assert {f"{W}eastAsia": "zh-Hant"} in languages


# What programs and people make of it.


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ("<w:p/>", ""),
        ("<w:p><w:r><w:t>ma</w:t></w:r><w:r><w:t>tar</w:t></w:r></w:p>", "matar"),
        (
            (
                '<w:p w:rsidR="1"><w:pPr><w:bidi/></w:pPr><w:proofErr w:type="spellStart"/><w:r>'
                '<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">مطر </w:t></w:r>'
                '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:r><w:t>غزير</w:t></w:r></w:p>'
            ),
            "مطر غزير",
        ),
        ("<w:p><w:r><w:t> a </w:t></w:r></w:p>", "a"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:cr/></w:r></w:p>", "a\nb\t"),
        ("<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p/>", "a\nb"),
        ("<w:p><w:r><w:t>“quoted” ‘so’ – ’</w:t></w:r></w:p>", "“quoted” ‘so’ – ’"),
        (
            (
                '<w:p><w:r><w:t xml:space="preserve">keeps </w:t></w:r><w:del w:id="1"><w:r>'
                "<w:delText>old</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>new</w:t></w:r>"
                "</w:ins></w:p>"
            ),
            "keeps new",
        ),
        (
            (
                "<w:p><w:moveFrom w:id='1'><w:r><w:t>here</w:t></w:r></w:moveFrom>"
                "<w:moveTo w:id='2'><w:r><w:t>there</w:t></w:r></w:moveTo></w:p>"
            ),
            "there",
        ),
        (
            (
                "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>one</w:t>"
                "</w:r></w:p><w:p><w:r><w:t>line</w:t></w:r></w:p>"
            ),
            "oneline",
        ),
        (
            (
                "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:smartTag><w:r>"
                "<w:t>tag</w:t></w:r></w:smartTag><w:fldSimple w:instr='DATE'><w:r><w:t>field</w:t>"
                "</w:r></w:fldSimple></w:p>"
            ),
            "linktagfield",
        ),
        (
            (
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK x"
                "</w:instrText></w:r><w:r><w:t>shown</w:t></w:r></w:p>"
            ),
            "shown",
        ),
        (
            (
                "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:sdt>"
                "<w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt></w:p>"
                "</w:sdtContent></w:sdt>"
            ),
            "control",
        ),
        (
            (
                "<w:p><w:ruby><w:rt><w:r><w:t>あめ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>雨</w:t>"
                "</w:r></w:rubyBase></w:ruby></w:p>"
            ),
            "雨",
        ),
        (
            (
                "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>"
                "<w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:font='Arial' w:char='2192'/>"
                "</w:r></w:p>"
            ),
            "a\u2011b\u00adc→",
        ),
        (
            (
                "<w:p><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/"
                "markup-compatibility/2006'><mc:Choice Requires='w'><w:r><w:t>new</w:t></w:r>"
                "</mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback>"
                "</mc:AlternateContent></w:p>"
            ),
            "new",
        ),
        (
            (
                "<w:p><w:r><w:drawing><w:t>picture</w:t></w:drawing><w:t>words</w:t>"
                "<w:footnoteReference w:id='1'/></w:r></w:p>"
            ),
            "words",
        ),
    ],
)
def test_what_a_program_saves_is_read_as_a_reader_sees_it(paragraphs, expected):
    assert target_of(saved(paragraphs)) == expected


def test_a_note_beside_the_translation_comes_back_without_ours():
    content = saved("<w:p/>")
    body = unpacked(content)[DOCUMENT].decode()
    last = body.rindex("<w:p />", 0, body.rindex("</w:tbl>"))
    told = "<w:p><w:r><w:t>I am unsure.</w:t></w:r></w:p>"

    written = body[:last] + told + body[last + len("<w:p />") :]
    returned = read(pack(unpacked(content) | {DOCUMENT: written.encode()}))

    assert returned.units[0].note == "I am unsure."


def test_bold_letters_are_told_of():
    content = saved("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>fett</w:t></w:r></w:p>")
    plain = saved('<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>fett</w:t></w:r></w:p>')

    assert "**bold**" in read(content).problems[0].sentence
    assert read(plain).problems == ()


def test_a_changed_source_is_recognised():
    content = write(ONE)
    body = unpacked(content)[DOCUMENT].replace(b"Rain **falls**", b"Snow **falls**")

    returned = read(pack(unpacked(content) | {DOCUMENT: body}))

    assert returned.units[0].digest == digest("Rain **falls**")
    assert "source was changed" in returned.problems[0].sentence


def test_where_hidden_words_were_removed_the_source_tells_what_it_is():
    content = write(ONE)
    body = unpacked(content)[DOCUMENT].replace(ONE.units[0].digest.encode(), b"")

    returned = read(pack(unpacked(content) | {DOCUMENT: body}))

    assert returned.units[0].digest == digest("Rain **falls**")


def test_rows_in_another_order_and_deleted_rows_do_no_harm():
    sent = bundle(*(unit(f"p{n}", f"Source {n}", f"Target {n}") for n in range(1, 4)))
    body = unpacked(write(sent))[DOCUMENT].decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", body)
    deleted = rows[2].replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>")
    start, end = body.index(rows[0]), body.rindex("</w:tbl>")

    content = body[:start] + rows[3] + deleted + rows[1] + body[end:]
    returned = read(pack(unpacked(write(sent)) | {DOCUMENT: content.encode()}))

    assert [(each.id, each.target) for each in returned.units] == [
        ("p3", "Target 3"),
        ("p1", "Target 1"),
    ]


def test_a_row_that_stands_twice_does_not_count_and_a_row_without_number_is_told_of():
    sent = bundle(unit("p1", "One", "Un"), unit("p2", "Two", "Deux"))
    body = unpacked(write(sent))[DOCUMENT].decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", body)
    nameless = re.sub(r"<w:sdt>.*?</w:sdt>", "", rows[2], count=1)

    content = body.replace(rows[2], rows[1] + nameless)
    returned = read(pack(unpacked(write(sent)) | {DOCUMENT: content.encode()}))

    assert returned.units == ()
    assert [problem.place for problem in returned.problems] == ["p1", "Row 4"]


def test_a_file_in_the_strict_form_of_the_standard_is_read():
    parts = unpacked(write(ONE))
    strict = {
        DOCUMENT: parts[DOCUMENT].replace(
            names.WORDS.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
        "_rels/.rels": parts["_rels/.rels"].replace(
            f"{names.OFFICE}{names.DOCUMENT_ENDS}".encode(),
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        ),
    }

    assert target_of(pack(parts | strict)) == "TARGET"


def test_a_text_at_an_unusual_place_in_the_file_is_found():
    parts = unpacked(write(ONE))
    moved = {name.replace("word/document.xml", "word/document2.xml"): parts[name] for name in parts}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        moved[name] = moved[name].replace(b"word/document.xml", b"word/document2.xml")

    assert target_of(pack(moved)) == "TARGET"


# Attacks and damage.

BOMB = b'<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def claiming(content: bytes, size: int) -> bytes:
    """The file with a first entry that claims to be of another size."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entry = file.infolist()[0]
    return content.replace(entry.file_size.to_bytes(4, "little"), size.to_bytes(4, "little"))


def encrypted(content: bytes) -> bytes:
    return content.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def with_parts(**parts: bytes) -> bytes:
    return pack(unpacked(write(ONE)) | {DOCUMENT: parts["document"]})


@pytest.mark.parametrize(
    "content",
    [
        b"PK",
        b"PK\x03\x04" + b"\0" * 100,
        write(ONE)[:-30],
        write(ONE)[: len(write(ONE)) // 2],
        write(ONE)[100:],
        write(ONE).replace(b"\x08\x00\x00\x00\x21\x00", b"\x63\x00\x00\x00\x21\x00"),
        encrypted(write(ONE)),
        claiming(write(ONE), 10),
        pack({}),
        pack({"a.txt": b"a"}),
        pack({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<a/>"}),
        pack({name: part for name, part in unpacked(write(ONE)).items() if name != DOCUMENT}),
        pack({f"{number}.xml": b"" for number in range(2_001)}),
        with_parts(document=b"<a>" + b" " * 16_000_000 + b"</a>"),
        with_parts(document=b"<a>" + b" " * 5_000_000 + b"</a>"),
        with_parts(document=BOMB),
        with_parts(document=b"<a"),
        with_parts(document=b"<a/>"),
        pack(unpacked(write(ONE)) | {"_rels/.rels": BOMB}),
        pack(unpacked(write(ONE)) | {"docProps/custom.xml": BOMB}),
    ],
)
def test_what_is_damaged_or_an_attack_is_refused_with_a_sentence(content):
    with pytest.raises(Refused) as refusal:
        read(content)

    assert refusal.value.message.endswith(".")


def test_a_spreadsheet_and_a_macro_document_are_refused():
    parts = unpacked(write(ONE))
    for kind in (b"spreadsheetml.sheet.main", b"wordprocessingml.document.macroEnabled.main"):
        types = parts["[Content_Types].xml"].replace(b"wordprocessingml.document.main", kind)
        with pytest.raises(Refused, match="no Word document"):
            read(pack(parts | {"[Content_Types].xml": types}))


def test_an_entry_that_stands_twice_or_leads_outside_is_never_written_or_confused():
    packed = io.BytesIO(write(ONE))
    with (
        zipfile.ZipFile(packed, "a") as file,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        file.writestr(DOCUMENT, b"<a/>")
    with pytest.raises(Refused):
        read(packed.getvalue())

    outside = pack(unpacked(write(ONE)) | {"../../outside.txt": b"x", "/etc/outside": b"x"})
    assert target_of(outside) == "TARGET"


def test_parts_are_named_by_what_leads_to_them():
    assert "../x" in Parts(pack({"../x": b""}))
    with pytest.raises(Refused, match="lacks its part"):
        Parts(pack({"a": b""})).read("b")
