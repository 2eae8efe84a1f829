import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.translation.assembly import (
    APPROVED,
    MISSING,
    Fragment,
    assemble,
    assemble_field,
    assemble_mixed,
)
from portal.translation.paragraphs import cut
from tests.translation.texts import markdown, sentence, soup


@given(soup)
@settings(deadline=None, max_examples=200)
def test_a_text_without_replacements_is_given_back_byte_for_byte(text: str):
    assert assemble(text, {}) == text


@given(soup, soup, st.integers(0, 20))
@settings(deadline=None, max_examples=200)
def test_whatever_replaces_a_piece_the_others_stay(text: str, words: str, number: int):
    before = cut(text)

    after = cut(assemble(text, {number: words}))

    assert [piece.kind for piece in after] == [piece.kind for piece in before]
    others = [n for n in range(len(before)) if n != number]
    assert [after[n].text for n in others] == [before[n].text for n in others]


@given(markdown, st.lists(sentence, min_size=1, max_size=30))
@settings(deadline=None, max_examples=100)
def test_a_replacement_is_what_is_cut_out_again(text: str, sentences: list[str]):
    wanted = dict(enumerate(sentences[: len(cut(text))]))

    after = cut(assemble(text, wanted))

    assert {n: after[n].text for n in wanted} == wanted


@given(soup)
@settings(deadline=None, max_examples=100)
def test_writing_every_piece_anew_keeps_the_cut(text: str):
    pieces = cut(text)

    again = cut(assemble(text, {n: piece.text for n, piece in enumerate(pieces)}))

    assert [piece.kind for piece in again] == [piece.kind for piece in pieces]


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        ("- one\n- two", "1. Mai", "- 1\\. Mai\n- two"),
        ("a\n\nb", "# no heading", "\\# no heading\n\nb"),
        ("a\n\nb", "two\n\nblocks", "two\nblocks\n\nb"),
        ("> a\n> b", "c\nd", "> c\n> d"),
        ("1. a\n", "b  \nc", "1. b  \n   c\n"),
        ("| a |\n|---|\n", "x | y\\", "| x \\| y\\  |\n|---|\n"),
        ("# a\n", "C\n#", "# C \\#\n"),
        ("a\n===\n", "b | c", "b | c\n===\n"),
        ("a\n---\n", "b | c", "b &#124; c\n---\n"),
        ("- a\r\n", "b\nc", "- b\r\n  c\r\n"),
        ("[^1]: a\n", "b\nc", "[^1]: b\n      c\n"),
        ("a", "[x]: /y", "\\[x]: /y"),
        ("[x]: /y\na", '"title"', '[x]: /y\n\\"title"'),
        ("a", " \n ", "a"),
    ],
)
def test_a_translation_cannot_change_the_blocks_of_its_text(text: str, words: str, written: str):
    assert assemble(text, {0: words}) == written


def test_each_piece_is_read_in_the_best_language_there_is():
    text = "# Water\n\nThree words here.\n\nStill English today."

    mixed = assemble_mixed(
        text,
        "en",
        {0: Fragment("Eau", "fr"), 1: Fragment("Três palavras aqui.", "pt", "draft")},
        "fr",
    )

    assert mixed.text == "# Eau\n\nTrês palavras aqui.\n\nStill English today."
    assert [(shown.locale, shown.state) for shown in mixed.fragments] == [
        ("fr", APPROVED),
        ("pt", "draft"),
        ("en", MISSING),
    ]
    assert (mixed.words, mixed.words_in_locale) == (7, 1)
    assert mixed.completeness == pytest.approx(1 / 7)


def test_a_text_read_in_its_own_language_is_complete_and_approved():
    mixed = assemble_mixed("A\n\nB", "en", {}, "en")

    assert mixed.completeness == 1
    assert {fragment.state for fragment in mixed.fragments} == {APPROVED}
    assert mixed.text == "A\n\nB"


def test_an_empty_text_is_complete():
    assert assemble_mixed("", "en", {}, "ar").completeness == 1


def test_a_blank_translation_replaces_nothing():
    assert assemble_mixed("A", "en", {0: Fragment(" ", "fr")}, "fr").text == "A"


def test_a_short_field_is_replaced_as_a_whole():
    assert assemble_field("# 1 | 2", "en", Fragment("Un", "fr"), "fr").text == "Un"
    assert assemble_field("# 1 | 2", "en", None, "fr").text == "# 1 | 2"
