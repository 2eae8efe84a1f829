"""What changed is written anew, what did not stands as it stood."""

import difflib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.errors import Refused
from portal.translation.po.messages import Catalogue, Message, Previous
from portal.translation.po.reading import read
from portal.translation.po.writing import write
from tests.translation.po.samples import REAL, SMALL, real_catalogues


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(before.decode().split("\n"), after.decode().split("\n"), n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


@real_catalogues
def test_a_real_catalogue_written_from_its_values_alone_means_the_same(path):
    catalogue = read(path.read_bytes())
    bare = replace(catalogue, messages=tuple(replace(m, origin=None) for m in catalogue.messages))

    assert read(write(bare)).messages == catalogue.messages


def test_lines_are_broken_where_gettext_breaks_them():
    if not REAL:
        pytest.skip("No real catalogues beside the repository.")
    total = alike = 0
    for path in REAL:
        catalogue = read(path.read_bytes())
        for message in catalogue.messages:
            alone = replace(catalogue, tail="", messages=(replace(message, origin=None),))
            total += 1
            alike += write(alone) in path.read_bytes()

    assert alike / total > 0.98


def test_changing_one_translation_changes_its_lines_only():
    catalogue = read(SMALL)
    said = catalogue.live[None, 'He said "no"\tand\\lefté.']

    after = write(catalogue.with_message(said.with_strings("Il a dit non.")))

    assert changed_lines(SMALL, after) == [
        '-msgstr ""',
        '-"Il a dit "',
        '-"\\"non\\"."',
        '+msgstr "Il a dit non."',
    ]


def test_a_person_s_translation_is_no_longer_fuzzy():
    catalogue = read(SMALL)
    counted = catalogue.live["list", "%(count)s text"]

    after = write(catalogue.with_message(counted.with_strings("%(count)s texte", "des textes")))

    assert changed_lines(SMALL, after) == [
        "-#, fuzzy, python-format",
        '-#| msgctxt "old"',
        '-#| msgid "%(count)s entry"',
        '-#| msgid_plural ""',
        '-#| "%(count)s entries"',
        "+#, python-format",
        '-msgstr[1]   "%(count)s "  "textes"',
        '+msgstr[1] "des textes"',
    ]


def test_changing_one_field_of_the_header_changes_one_line():
    after = write(read(SMALL).with_header("Language", "fr_CA"))

    assert changed_lines(SMALL, after) == ['-"Language: fr\\n"', '+"Language: fr_CA\\n"']


def test_a_new_field_of_the_header_comes_last():
    after = write(read(SMALL).with_header("X-Generator", "Plaza"))

    assert changed_lines(SMALL, after) == ['+"X-Generator: Plaza\\n"']


@real_catalogues
def test_in_a_real_catalogue_one_change_touches_one_message(path):
    content = path.read_bytes()
    catalogue = read(content)
    message = list(catalogue.live.values())[-1]

    changed = catalogue.with_message(message.with_strings(*("Neu" for _text in message.strings)))

    assert len(changed_lines(content, write(changed))) <= 2 * len(message.strings) + 12
    assert read(write(changed)).messages[:-1] == catalogue.messages[:-1] or catalogue.obsolete


def test_a_message_that_the_catalogue_does_not_have_cannot_be_put_in():
    with pytest.raises(KeyError):
        read(SMALL).with_message(Message("Unknown"))


def test_a_letter_that_the_character_set_lacks_is_refused_and_another_set_takes_it():
    content = SMALL.replace(b"UTF-8", b"ISO-8859-1").replace(
        b"\xe2\x81\xa8a b.html\xe2\x81\xa9", b""
    )
    catalogue = read(content)
    message = catalogue.live["list", "%(count)s text"].with_strings("水", "水")

    with pytest.raises(Refused, match="水"):
        write(catalogue.with_message(message))
    wider = catalogue.with_message(message).with_header("Content-Type", "text/plain; charset=UTF-8")
    assert read(write(wider)).live[message.key].strings == ("水", "水")


def test_a_file_without_a_last_line_break_can_grow():
    catalogue = read(b'msgid "a"\nmsgstr "b"')

    grown = replace(catalogue, messages=(*catalogue.messages, Message("c")))

    assert write(grown) == b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n'


text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120),
    st.lists(
        st.sampled_from(["word ", "\n", "مياه ", "城市", '"', "\\", "\t", "a-b/c ", "\r", "\x07"]),
        max_size=60,
    ).map("".join),
)
line = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=30
)
comments = st.lists(st.one_of(st.just(""), line), max_size=3).map(tuple)
place = line.filter(lambda words: not set(words) & set("\u2068\u2069"))
messages = st.builds(
    Message,
    msgid=text.filter(bool),
    context=st.none() | text,
    strings=st.tuples(text),
    comments=comments.filter(lambda lines: not any(each[:1] in "~|:,." for each in lines)),
    extracted=comments,
    references=st.lists(place, max_size=5).map(tuple),
    flags=st.just(()) | st.just(("fuzzy", "c-format")),
    previous=st.builds(Previous, context=st.none() | text, msgid=text),
    obsolete=st.booleans(),
)


@given(
    st.lists(messages, max_size=4, unique_by=lambda message: message.key),
    st.sampled_from([None, 76, 79]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_message_survives_being_written_and_read(written, width, newline):
    catalogue = Catalogue(tuple(written), width=width, newline=newline)

    content = write(catalogue)

    again = read(content)
    assert list(again.messages) == written
    assert write(again) == content


@given(messages, st.data())
def test_any_change_of_a_read_message_is_read_again(message, data):
    before = read(write(Catalogue((message,)))).messages[0]
    changes = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "strings": st.tuples(text),
                "flags": st.just(("fuzzy",)),
                "comments": st.just(("One", "two")),
                "previous": st.just(Previous()) | st.builds(Previous, msgid=text),
                "obsolete": st.booleans(),
            },
        )
    )
    after = replace(before, **changes)

    assert read(write(Catalogue((after,)))).messages == (after,)
