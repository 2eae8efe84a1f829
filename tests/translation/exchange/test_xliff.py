"""XLIFF: what we write keeps the rules, what others write is read or refused with a sentence."""

import io
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given

from portal.core import xml
from portal.core.errors import Refused
from portal.translation.exchange.bundle import State
from portal.translation.exchange.xliff import grammar
from portal.translation.exchange.xliff.reading import read
from portal.translation.exchange.xliff.rules import check
from portal.translation.exchange.xliff.writing import write
from portal.translation.paragraphs import digest
from tests.translation.exchange.samples import ADDRESS, FULL, bundle, bundles, unit

VALID = sorted(
    (Path(__file__).parents[4] / "shared" / "data" / "xliff" / "2.1" / "valid").glob("*.xlf")
)
valid_files = pytest.mark.parametrize(
    "path",
    VALID or [pytest.param(None, marks=pytest.mark.skip(reason="No conformance files here."))],
    ids=lambda path: path.name if path else "none",
)


def parsed(content: bytes) -> Element:
    return xml.parse(io.BytesIO(content))


def document(unit_body: str, *, head: str = 'srcLang="en" trgLang="fr"', more: str = "") -> bytes:
    """A document with one unit around these segments."""
    return (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" {head} '
        'xmlns:my="urn:mine" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0">'
        f'<file id="f1">{more}<unit id="u1">{unit_body}</unit></file></xliff>'
    ).encode()


def segment(source: str, target: str | None = None, attributes: str = "") -> str:
    translated = "" if target is None else f"<target>{target}</target>"
    return f"<segment {attributes}><source>{source}</source>{translated}</segment>"


@given(bundles)
def test_any_bundle_comes_back_and_the_file_keeps_the_rules(sent):
    content = write(sent)

    check(parsed(content))
    returned = read(content)
    assert [each.target for each in returned.units] == [each.target for each in sent.units]
    assert [each.digest for each in returned.units] == [each.digest for each in sent.units]
    assert [each.state for each in returned.units] == [each.state for each in sent.units]
    assert not any("changed" in problem.sentence for problem in returned.problems)
    assert write(sent) == content


def test_everything_that_went_out_comes_back():
    returned = read(write(FULL))

    assert (returned.address, returned.source_locale, returned.target_locale) == (
        ADDRESS,
        "en",
        "ar",
    )
    assert [(each.id, each.state) for each in returned.units] == [
        ("title", State.REVIEW),
        ("p1", State.APPROVED),
        ("p2", State.MISSING),
        ("p3", State.OUTDATED),
        ("p4", State.DRAFT),
        ("p5", State.REVIEW),
    ]
    assert returned.problems == ()


def test_marks_of_markdown_are_codes_and_only_words_are_words():
    source = next(parsed(write(FULL)).iterfind(".//*[@id='p1']//{*}source"))

    assert "".join(source.itertext()) == "The city of Lindmark has a plan for ."
    assert [grammar.name_of(code) for code in source.iter()][1:] == ["pc", "pc", "pc", "ph"]


def test_the_codes_of_the_target_have_the_ids_of_those_of_the_source():
    (element,) = parsed(write(FULL)).iterfind(".//*[@id='p1']")
    sides = [
        [code.get("id") for code in side.iter() if code.get("id")]
        for side in element.iter()
        if grammar.name_of(side) in ("source", "target")
    ]

    assert sides[0] == sides[1] == ["1", "2", "3", "4"]


def test_limits_and_notes_go_out_and_a_translation_that_is_too_long_is_told():
    short = bundle(unit("p1", "Two words", "كلمتان", longest=3, notes=("Short.",)))

    returned = read(write(short))

    assert b'slr:sizeRestriction="3"' in write(short)
    assert [problem.sentence for problem in returned.problems] == [
        "The translation is longer than 3 characters."
    ]
    assert returned.units[0].note == ""


def test_segments_cut_by_a_tool_are_joined_in_their_order():
    content = document(
        segment("One. ", "<mrk id='m1' type='term'>Un.</mrk> ", 'id="a" state="final"')
        + "<ignorable><source> </source></ignorable>"
        + '<segment state="translated"><source>Two.</source><target order="4">Deux.</target>'
        "</segment>"
        + '<segment state="reviewed"><source>Three.</source><target order="3">Trois. </target>'
        "</segment>"
    )

    (only,) = read(content).units

    assert only.target == "Un.  Trois. Deux."
    assert only.state is State.REVIEW


def test_half_a_translation_is_kept_and_told():
    content = document(segment("One. ", "Un. ") + segment("Two."))

    returned = read(content)

    assert returned.units[0].target == "Un. Two."
    assert returned.units[0].state is State.DRAFT
    assert "source stands in" in returned.problems[-1].sentence


def test_a_unit_without_target_or_with_an_empty_one_has_no_translation():
    for body in (segment("One."), segment("One.", "")):
        (only,) = read(document(body)).units
        assert (only.target, only.state) == ("", State.MISSING)


def test_halves_copies_and_signs_stand_for_their_data():
    content = document(
        "<originalData><data id='d1'>**</data><data id='d2'>_<cp hex='0001'/></data>"
        "</originalData>"
        + segment(
            "<sc id='1' dataRef='d1'/>a<ec startRef='1' dataRef='d1'/><ph id='2' dataRef='d2'/>",
            "<sc id='1' dataRef='d1'/>b<ec startRef='1' dataRef='d1'/><cp hex='000B'/>"
            "<ph id='3' copyOf='2'/><sm id='m' type='generic'/><em startRef='m'/>",
        )
    )

    assert read(content).units[0].target == "**b**\x0b_\x01"


def test_a_changed_source_is_recognised():
    content = write(bundle(unit("p1", "Rain", "مطر"))).replace(b">Rain<", b">Snow<")

    returned = read(content)

    assert returned.units[0].digest == digest("Rain")
    assert "source was changed" in returned.problems[0].sentence


def test_notes_of_the_translator_come_back_and_things_of_other_tools_are_left_alone():
    content = document(
        "<my:thing><my:deep/></my:thing><notes><note my:by='x'> Why? </note></notes>"
        + segment("a", "b")
    )

    assert read(content).units[0].note == "Why?"


def test_a_document_of_somebody_else_has_no_digests_and_says_so():
    returned = read(document(segment("a", "b")))

    assert returned.units[0].digest == ""
    assert [problem.sentence for problem in returned.problems] == [
        "The file does not say of which source this is."
    ]


@valid_files
def test_a_valid_conformance_file_is_read_without_loss(path):
    content = path.read_bytes()
    root = parsed(content)

    returned = read(content)

    units = [each.get("id") for each in root.iter(grammar.core("unit"))]
    repeated = [problem.place for problem in returned.problems if "times" in problem.sentence]
    assert sorted({*(each.id for each in returned.units), *repeated}) == sorted(set(units))
    for each in returned.units:
        (element,) = (e for e in root.iter(grammar.core("unit")) if e.get("id") == each.id)
        for segment in grammar.children(element, "segment"):
            for target in grammar.children(segment, "target"):
                assert "".join(target.itertext()) in each.target
        notes = [note.text for note in grammar.grandchildren(element, "note")]
        assert each.note == "\n".join(filter(None, notes))


def test_codes_of_a_suggestion_are_not_taken_for_those_of_the_text():
    suggestion = (
        "<mtc:matches xmlns:mtc='urn:oasis:names:tc:xliff:matches:2.0'><mtc:match ref='#m1'>"
        "<originalData><data id='d1'>WRONG</data></originalData>"
        "<source><ph id='1' dataRef='d1'/></source><target><ph id='1' dataRef='d1'/></target>"
        "</mtc:match></mtc:matches>"
    )
    code = "<ph id='1' dataRef='d1'/>"

    assert read(document(suggestion + CODES + segment(code, code))).units[0].target == "x"


CODES = "<originalData><data id='d1'>x</data></originalData>"
INVALID = {
    # Structure.
    "another language": b"<a/>",
    "version 1.2": b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    "version 3": b'<xliff version="3.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
    "no file": b'<xliff version="2.1" srcLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
    "no srcLang": document(segment("a"), head=""),
    "bad srcLang": document(segment("a"), head='srcLang="en_US"'),
    "target without trgLang": document(segment("a", "b"), head='srcLang="en"'),
    "file without unit": document("").replace(b'<unit id="u1"></unit>', b""),
    "file without id": document(segment("a")).replace(b'<file id="f1"', b"<file"),
    "unit without id": document(segment("a")).replace(b'<unit id="u1"', b"<unit"),
    "unit without segment": document("<ignorable><source>a</source></ignorable>"),
    "empty unit": document(""),
    "segment without source": document("<segment><target>a</target></segment>"),
    "ignorable without source": document(segment("a") + "<ignorable/>"),
    "two sources": document("<segment><source>a</source><source>a</source></segment>"),
    "target before source": document("<segment><target/><source>a</source></segment>"),
    "text in a unit": document("words" + segment("a")),
    "notes behind segments": document(segment("a") + "<notes><note>a</note></notes>"),
    "notes without note": document("<notes/>" + segment("a")),
    "notes twice": document("<notes><note/></notes>" * 2 + segment("a")),
    "original data without data": document("<originalData/>" + segment("a")),
    "data without id": document("<originalData><data>a</data></originalData>" + segment("a")),
    "an unknown element": document("<surprise/>" + segment("a")),
    "an unknown attribute": document(segment("a", attributes='translate="no"')),
    "a foreign attribute of a segment": document(segment("a", attributes='my:a="b"')),
    "a foreign attribute of a source": document("<segment><source my:a='b'>a</source></segment>"),
    "a foreign attribute of a target": document(
        "<segment><source>a</source><target my:a='b'>a</target></segment>"
    ),
    "a foreign attribute of a code": document(segment("<pc id='1' my:a='b'>a</pc>")),
    "a foreign element in a segment": document("<segment><source>a</source><my:a/></segment>"),
    "a foreign element in words": document(segment("a<my:a/>")),
    "a foreign element in data": document(CODES.replace("x", "<my:a/>") + segment("a")),
    "a foreign element outside a file": document(segment("a")).replace(
        b"</file>", b"</file><my:a/>"
    ),
    "skeleton without anything": document(segment("a"), more="<skeleton/>"),
    "skeleton with both": document(segment("a"), more="<skeleton href='x'>y</skeleton>"),
    # Values.
    "state": document(segment("a", attributes='state="done"')),
    "subState without state": document(segment("a", attributes='subState="my:x"')),
    "subState without prefix": document(segment("a", attributes='state="final" subState="x"')),
    "id with a blank": document(segment("a", attributes='id="a b"')),
    "yes or no": document(segment("a", attributes='canResegment="maybe"')),
    "appliesTo": document("<notes><note appliesTo='all'>a</note></notes>" + segment("a")),
    "priority": document("<notes><note priority='11'>a</note></notes>" + segment("a")),
    "order of nought": document("<segment><source>a</source><target order='0'/></segment>"),
    "order beyond the end": document("<segment><source>a</source><target order='2'/></segment>"),
    "order twice": document(
        segment("a", "b") + "<segment><source>a</source><target order='1'>b</target></segment>"
    ),
    "type of a code": document(segment("<ph id='1' type='bold'/>")),
    "subType of another type": document(segment("<ph id='1' type='ui' subType='xlf:b'/>")),
    "unknown subType of XLIFF": document(segment("<ph id='1' type='fmt' subType='xlf:x'/>")),
    "subType without type": document(segment("<ph id='1' subType='my:b'/>")),
    "type of a unit without prefix": document(segment("a")).replace(
        b'id="u1"', b'id="u1" type="heading"'
    ),
    "cp of a letter": document(segment("<cp hex='0041'/>")),
    "cp beyond Unicode": document(segment("<cp hex='110000'/>")),
    "cp of no number": document(segment("<cp hex='xyz'/>")),
    "language of the source": document("<segment><source xml:lang='de'>a</source></segment>"),
    "language of the target around": document(segment("a", "b"), more="").replace(
        b'<unit id="u1"', b'<unit id="u1" xml:lang="en"'
    ),
    "space": document("<segment><source xml:space='keep'>a</source></segment>"),
    "space of one side": document(
        "<segment><source xml:space='preserve'>a</source><target>b</target></segment>"
    ),
    "a sequence without its first code": document(segment("<ph id='1' canReorder='no'/>")),
    # Ids and references.
    "comment on the note of the file": document(
        segment("<mrk id='1' type='comment' ref='#f=f1/n=n1'>a</mrk>"),
        more="<notes><note id='n1'/></notes>",
    ),
    "comment on a note that is not there": document(
        segment("<mrk id='1' type='comment' ref='#n=n1'>a</mrk>")
    ),
    "comment on the note of another unit": document(
        "<notes><note id='n1'/></notes>"
        + segment("<mrk id='1' type='comment' ref='#u=u2/n=n1'>a</mrk>")
    ),
    "unit twice": document(segment("a") + '</unit><unit id="u1">' + segment("b")),
    "group twice": document(segment("a"), more="<group id='g'/><group id='g'/>"),
    "file twice": document(segment("a")).replace(
        b"</file>", b"</file><file id='f1'><group id='g'/></file>"
    ),
    "note twice": document("<notes><note id='n'/><note id='n'/></notes>" + segment("a")),
    "data twice": document(
        "<originalData><data id='d'/><data id='d'/></originalData>" + segment("a")
    ),
    "segment twice": document(segment("a", attributes='id="s"') * 2),
    "code twice": document(segment("<ph id='1'/><ph id='1'/>")),
    "code twice in the target": document(segment("<ph id='1'/>", "<ph id='1'/><ph id='1'/>")),
    "code as a segment": document(segment("<ph id='s'/>", attributes='id="s"')),
    "another code in the target": document(segment("<ph id='1'/>", "<pc id='1'>a</pc>")),
    "code without id": document(segment("<ph/>")),
    "data that is not there": document(CODES + segment("<ph id='1' dataRef='d2'/>")),
    "data without any": document(segment("<ph id='1' dataRef='d1'/>")),
    "data at the start": document(CODES + segment("<pc id='1' dataRefStart='d2'>a</pc>")),
    "data at the end": document(CODES + segment("<pc id='1' dataRefEnd='d2'>a</pc>")),
    "copy of nothing": document(segment("<ph id='1' copyOf='2'/>")),
    "copy of what must not be": document(
        segment("<ph id='1' canCopy='no'/>", "<ph id='1'/><ph id='2' copyOf='1'/>")
    ),
    "copy with data": document(CODES + segment("<ph id='1'/><ph id='2' copyOf='1' dataRef='d1'/>")),
    "end before start": document(segment("<ec startRef='1'/><sc id='1'/>")),
    "start without end": document(segment("<sc id='1'/>a")),
    "end without start": document(segment("a<ec startRef='1'/>")),
    "end that is neither": document(segment("a<ec/>")),
    "isolated end without id": document(segment("a<ec isolated='yes'/>")),
    "isolated end with start": document(segment("<ec id='1' isolated='yes' startRef='2'/>")),
    "halves that differ": document(segment("<sc id='1' canCopy='no'/>a<ec startRef='1'/>")),
    "mark without end": document(segment("<sm id='1' type='generic'/>")),
    "mark without start": document(segment("<em startRef='1'/>")),
    "comment with value and reference": document(
        segment("<mrk id='1' type='comment' value='x' ref='#n=1'>a</mrk>")
    ),
    "comment without either": document(segment("<mrk id='1' type='comment'>a</mrk>")),
    "a code that must stay is gone": document(segment("<ph id='1' canDelete='no'/>a", "b")),
    # Attacks.
    "entities": b'<!DOCTYPE a [<!ENTITY b "1">]>' + document(segment("&b;")),
    "a file of the server": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    + document(segment("&b;")),
    "depth": document(segment("<mrk id='1' type='generic'>" * 200 + "</mrk>" * 200)),
    "crowds": document(segment("<cp hex='1'/>" * 200_000)),
    "cut off": document(segment("a", "b"))[:-20],
}


@pytest.mark.parametrize("content", INVALID.values(), ids=INVALID)
def test_an_invalid_document_is_refused_with_a_sentence(content):
    with pytest.raises(Refused) as refusal:
        read(content)

    assert refusal.value.message.endswith(".")


def test_the_documents_that_the_invalid_ones_are_made_from_are_valid():
    read(document(CODES + segment("<ph id='1' dataRef='d1'/>", "b", 'id="s" state="final"')))


def test_a_refusal_names_the_place():
    with pytest.raises(Refused, match=r"file f1, unit u1, segment: “done” is no value for “state”"):
        read(INVALID["state"])
    with pytest.raises(Refused, match=r"XLIFF 1\.2"):
        read(INVALID["version 1.2"])
