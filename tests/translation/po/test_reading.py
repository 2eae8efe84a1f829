"""A PO file gives up everything it holds, and is refused with the line that is wrong."""

import codecs

import pytest

from portal.core.errors import Refused
from portal.translation.po.messages import Previous
from portal.translation.po.reading import read
from portal.translation.po.writing import write
from tests.translation.po.samples import SMALL, real_catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\n'


@real_catalogues
def test_a_real_catalogue_is_written_back_byte_for_byte(path):
    content = path.read_bytes()

    assert write(read(content)) == content


def test_every_part_of_a_message_is_read():
    counted, said = read(SMALL).live.values()

    assert counted.comments == ("A hint.",)
    assert counted.extracted == ("Shown on the front page.",)
    assert counted.references == ("portal/home/views.py:12", "portal/home/\u2068a b.html\u2069")
    assert counted.flags == ("fuzzy", "python-format")
    assert counted.previous == Previous("old", "%(count)s entry", "%(count)s entries")
    assert counted.key == ("list", "%(count)s text")
    assert counted.plural == "%(count)s texts"
    assert counted.strings == ("%(count)s texte", "%(count)s textes")
    assert said.msgid == 'He said "no"\tand\\lefté.'
    assert said.strings == ('Il a dit "non".',)
    assert said.comments == ("A comment below the places.",)


def test_obsolete_messages_keep_their_previous_words_and_comments():
    (gone,) = read(SMALL).obsolete

    assert (gone.msgid, gone.strings, gone.fuzzy) == ("Gone", ("Parti",), True)
    assert gone.previous == Previous(None, "Gone long ago", None)


def test_the_header_is_read_field_by_field():
    headers = read(SMALL).headers

    assert list(headers)[:2] == ["Project-Id-Version", "Language"]
    assert headers["X-Long"].endswith("eleven twelve thirteen")


def test_a_file_with_strange_spaces_and_order_is_written_back_byte_for_byte():
    assert write(read(SMALL)) == SMALL
    assert write(read(SMALL.replace(b"\n", b"\r\n"))) == SMALL.replace(b"\n", b"\r\n")
    assert (
        write(read(SMALL[: SMALL.rindex(b"\n\n# The end")]))
        == SMALL[: SMALL.rindex(b"\n\n# The end")]
    )


@pytest.mark.parametrize(
    ("charset", "word"),
    [
        ("ISO-8859-1", "é"),
        ("KOI8-R", "привет"),
        ("Shift_JIS", "表示"),  # its second byte is a backslash
        ("Big5", "功能"),
        ("EUC-KR", "한국어"),
        ("GB18030", "汉字"),
        ("windows-1256", "مرحبا"),
    ],
)
def test_the_character_set_of_the_header_is_honoured(charset, word):
    content = (HEADER.format(charset) + f'msgid "a"\nmsgstr "{word}"\n').encode(charset)

    catalogue = read(content)

    assert catalogue.live[None, "a"].strings == (word,)
    assert write(catalogue) == content


def test_a_byte_order_mark_stays():
    content = codecs.BOM_UTF8 + SMALL

    assert read(content).headers["Language"] == "fr"
    assert write(read(content)) == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER.format("EBCDIC-XX").encode(), "EBCDIC-XX"),
        (HEADER.format("rot13").encode(), "rot13"),
        (HEADER.format("UTF-16").encode(), "UTF-16"),
        (codecs.BOM_UTF8 + HEADER.format("KOI8-R").encode(), "character set"),
        (HEADER.encode("utf-16"), "character set"),
        (HEADER.format("UTF-8").encode() + b'msgid "a"\nmsgstr "\xff"\n', "Line 5 "),
        (b'msgid "a"\nmsgstr "\\q"\n', "Line 2 "),
        (b'msgid "a"\nmsgstr "a\n', "Line 2 "),
        (b'msgid "a"\nmsgstr "a" nonsense\n', "Line 2 "),
        (b'"a"\n', "Line 1 "),
        (b"<html></html>", "Line 1 "),
        (b'msgid "a"\nmsgid "b"\nmsgstr ""\n', "Line 2 "),
        (b'msgid "a"\n#~ msgstr ""\n', "Line 2 "),
        (b'#| msgstr "x"\nmsgid "a"\nmsgstr ""\n', "Line 1 "),
        (b'domain "x"\n', "Line 1 "),
        (b'\nmsgid "a"\n', "line 2 is cut off"),
        (b'msgctxt "a"\nmsgstr "b"\n', "line 1 is cut off"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', "line 1 are not complete"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', "line 1 are not complete"),
        (b'msgid "a"\nmsgstr[0] "c"\n', "line 1 are not complete"),
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "Line 4 "),
        (b'msgid "a\0"\nmsgstr "b"\n', "cannot be kept"),
        (b"#" * 20_000_001, "larger than 20 MB"),
        (b"\n" * 400_001, "more than 400000 lines"),
    ],
)
def test_what_gettext_would_not_read_is_refused_with_its_line(content, said):
    with pytest.raises(Refused, match=said):
        read(content)


def test_an_obsolete_message_may_have_the_words_of_one_in_use():
    content = b'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n'

    catalogue = read(content)

    assert (len(catalogue.live), len(catalogue.obsolete)) == (1, 1)


@pytest.mark.parametrize("line", [b'""\n', b"\n", b"#\n", b'msgid ""\n'])
def test_many_lines_in_one_message_cost_no_more_than_their_number(line):
    content = b'msgid "a"\nmsgstr "b"\n' + line * 100_000

    try:
        catalogue = read(content)
    except Refused:
        return
    assert write(catalogue) == content


def test_a_long_line_costs_no_more_than_its_length():
    content = b'msgid "' + b"a " * 200_000 + b'\\" b"\nmsgstr ""\n'

    assert write(read(content)) == content
