"""TMX: what other programs write is read, or left out with its reason; nothing harms."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.errors import Refused
from portal.translation.memory import tmx
from portal.translation.memory.tmx import Exported, Wanted
from portal.translation.paragraphs import digest
from tests.translation.memory.lessons import pair

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def document(*units: str, srclang: str = "en", top: str = "") -> bytes:
    header = f'<header srclang="{srclang}" segtype="sentence" datatype="plaintext"/>'
    body = "\n".join(units)
    return f'{top}<tmx version="1.4">{header}<body>\n{body}\n</body></tmx>'.encode()


def unit(attributes: str = "", **texts: str) -> str:
    versions = "".join(
        f'<tuv xml:lang="{locale.replace("_", "-")}"><seg>{text}</seg></tuv>'
        for locale, text in texts.items()
    )
    return f"<tu {attributes}>{versions}</tu>"


def read(written: bytes, **wanted) -> list[tmx.Read]:
    return list(tmx.read(io.BytesIO(written), Wanted(**wanted)))


def pairs(written: bytes, **wanted) -> list:
    return [each for found in read(written, **wanted) for each, _moment in found.pairs]


@pytest.fixture(autouse=True)
def _speaking(portal):
    with portal.app_context():
        yield


def test_each_language_of_a_unit_gives_a_pair():
    written = document(unit(en="Tree", fr="Arbre", zh_Hant="樹"))

    assert pairs(written) == [pair("Tree", "Arbre"), pair("Tree", "樹", "en zh-Hant")]


def test_only_the_languages_asked_for_are_read():
    written = document(unit(en="Tree", fr="Arbre", es="Árbol"))

    assert pairs(written, source="fr", targets=frozenset({"es"})) == [
        pair("Arbre", "Árbol", "fr es")
    ]


def test_tags_are_written_as_the_portal_writes_them():
    written = document(
        unit(EN_us="Tree", fr_fr="Arbre", zh_TW="樹", pt_br="Árvore"), srclang="EN-US"
    )

    known = frozenset({"en", "fr", "zh"})
    found = pairs(written, known=known, renamed={"pt-BR": "pt"})

    assert {each.source_locale for each in found} == {"en"}
    assert [each.target_locale for each in found] == ["fr", "zh-TW", "pt"]


def test_several_translations_into_one_language_are_several_pairs():
    another = '<tuv xml:lang="fr"><seg>c</seg></tuv></tu>'
    written = document(unit(en="a", fr="b").replace("</tu>", another))

    assert [each.target for each in pairs(written)] == ["b", "c"]


def test_a_unit_may_name_its_own_source():
    written = document(unit('srclang="fr"', en="Tree", fr="Arbre"), srclang="*all*")

    assert pairs(written) == [pair("Arbre", "Tree", "fr en")]


def test_the_older_version_and_its_date_are_understood():
    written = document('<tu creationdate="20250101T000000Z"><tuv lang="EN"><seg>Tree</seg></tuv>'
                       '<tuv lang="FR" changedate="20260301T093000Z"><seg>Arbre</seg></tuv>'
                       '<tuv lang="ES" changedate="yesterday"><seg>Árbol</seg></tuv></tu>',
                       srclang="EN", top='<!DOCTYPE tmx SYSTEM "tmx11.dtd">')  # fmt: skip

    (found,) = read(written)

    assert [moment for _pair, moment in found.pairs] == [AT, datetime(2025, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('a <bpt i="1">&lt;b&gt;</bpt>b<ept i="1">&lt;/b&gt;</ept> c', "a {1}b{/1} c"),
        ('<ph x="3"/>a<ph x="4">code</ph>', "{3}a{4}"),
        ('<bpt i="7" x="2"/>a<ept i="7"/><ph/>', "{2}a{/2}{2}"),
        ('<it pos="begin">x</it>a<it pos="end">y</it>', "{1}a{/2}"),
        ("a <hi>b <ph>x<sub>s</sub></ph></hi> c<ut>z</ut>", "a b {1} c{2}"),
        ("<ept i='9'/>a", "{/9}a"),
        ("a\n  b", "a\n  b"),
    ],
)
def test_inline_elements_keep_their_place(segment, text):
    written = document(unit(en=segment, fr="Arbre"))

    assert pairs(written)[0].source == text


def test_what_cannot_be_read_is_told_with_its_place():
    written = document(
        unit(en="Tree", fr="Arbre"),
        unit(fr="Arbre"),
        unit(en="Tree", fr=" ", es="Árbol"),
        unit(en="", fr="Arbre"),
        unit(en="Tree"),
        '<tu><tuv xml:lang="english"><seg>Tree</seg></tuv></tu>',
        "<tu/>",
        unit(en="Tree", fr="x" * 50_001),
    )

    found = [(each.line, each.unit, len(each.pairs), each.faults) for each in read(written)]

    no_source = "It has no text in the language it is translated from."
    assert found == [
        (2, 1, 1, []),
        (3, 2, 0, [no_source]),
        (4, 3, 1, ["Its text in “fr” is empty."]),
        (5, 4, 0, ["Its text in “en” is empty."]),
        (6, 5, 0, ["It has no translation into a language asked for."]),
        (7, 6, 0, ["“english” is no language tag."]),
        (8, 7, 0, [no_source]),
        (9, 8, 0, ["Its text in “fr” is too long."]),
    ]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"<tmx>",
        b"<html/>",
        document(top='<!DOCTYPE tmx [<!ENTITY a "b">]>'),
        document(unit(en="&amp;nope;".replace("amp;", "")), top='<!DOCTYPE tmx SYSTEM "t">'),
    ],
)
def test_a_file_that_is_no_sound_tmx_is_refused(written):
    with pytest.raises(Refused):
        read(written)


legal = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])).filter(str.strip)
digests = st.none() | st.text(max_size=9).map(digest)
exported = st.builds(
    Exported,
    st.builds(pair, legal, legal, st.sampled_from(["en fr", "zh-Hant pt-BR"]),
              before=digests, after=digests),
    st.just(AT),
    legal,
)  # fmt: skip


@given(st.lists(exported, max_size=5))
@settings(deadline=None)
def test_what_is_written_is_read_as_the_same_units(units):
    written = b"".join(tmx.write(units))

    found = [each for unit in read(written) for each in unit.pairs]

    kept = [(each.pair, each.approved_at) for each in units]
    assert found == kept


def test_what_xml_cannot_carry_is_left_out():
    given = pair("a\x1fb\x07c\r\nd", "é\ufffe\ud800<&>")

    written = b"".join(tmx.write([Exported(given, AT, "portal")]))

    assert pairs(written) == [pair("a bc\r\nd", "é<&>")]
