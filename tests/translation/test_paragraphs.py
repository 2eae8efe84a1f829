import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.translation.paragraphs import Kind, cut, cut_field, digest
from tests.translation.texts import sentence, soup


def shown(text: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in cut(text)]


def test_every_kind_of_block_is_cut_without_its_marks():
    text = (
        "# Title #\n\nUnder\nlined\n===\n\nSome *words*\\\non two lines[^n]\n\n"
        "- one\n- two\n  - three\n\n> quoted\n> lines\n\n"
        "| a | b \\| c |\n|---|---|\n| 1 |   |\n\n```\ncode\n```\n\n    more code\n\n"
        "[x]: /defined\n\n[^n]: Note\n    goes on\n"
    )

    assert shown(text) == [
        ("heading", "Title"),
        ("heading", "Under\nlined"),
        ("paragraph", "Some *words*\\\non two lines[^n]"),
        ("item", "one"),
        ("item", "two"),
        ("item", "three"),
        ("quote", "quoted\nlines"),
        ("cell", "a"),
        ("cell", "b | c"),
        ("cell", "1"),
        ("footnote", "Note\ngoes on"),
    ]


def test_a_span_holds_the_words_and_not_the_marks():
    text = "## Title ##\n\n10. one\n\n| a | b |\n|---|---|\n"

    assert [text[piece.start : piece.end] for piece in cut(text)] == ["Title", "one", "a", "b"]


def test_later_lines_lose_the_marks_of_list_and_quote():
    text = "- > - deep\n  > lazy\nlazier\n"

    (piece,) = cut(text)

    assert piece.text == "deep\nlazy\nlazier"
    assert text[piece.start : piece.end] == "deep\n  > lazy\nlazier"
    assert piece.margin == "  >   "


@pytest.mark.parametrize("text", ["a\tb\n\n-\tc\n\n\td", "-\tone\n\n\ttwo\n", "> \tq\n"])
def test_tabs_are_understood(text: str):
    pieces = cut(text)

    assert pieces
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)


def test_windows_line_breaks_change_nothing_but_the_places():
    text = "# A\n\n- b\n  c\n\n> d\n> e\n\nf  \ng\n"
    windows = text.replace("\n", "\r\n")

    assert shown(windows) == shown(text)
    for piece in cut(windows):
        assert windows[piece.start : piece.end].replace("\r\n", "\n") in text


def test_other_separators_of_unicode_part_no_paragraphs():
    assert shown("a\u2028b\x85c\x0bd\x1ce") == [("paragraph", "a\u2028b\x85c\x0bd\x1ce")]


def test_the_innermost_container_names_the_kind():
    assert shown("> - a\n\n- > b") == [("item", "a"), ("quote", "b")]


@pytest.mark.parametrize(
    "text", ["", "\n", "   ", "---", "```\na\n```", "[x]: /y", "| |\n|-|", "#"]
)
def test_what_holds_no_words_has_no_pieces(text: str):
    assert cut(text) == ()


def test_a_short_field_is_one_piece_whatever_it_holds():
    (piece,) = cut_field(" # Rain | gardens\n")

    assert (piece.kind, piece.text, piece.start, piece.end) == (
        Kind.FIELD, "# Rain | gardens", 1, 17,
    )  # fmt: skip
    assert cut_field(" \n") == ()


@given(soup)
@settings(deadline=None, max_examples=150)
def test_pieces_lie_in_order_within_the_text_and_hold_words(text: str):
    pieces = cut(text)

    ends = [0, *(piece.end for piece in pieces)]
    assert all(end <= piece.start < piece.end for end, piece in zip(ends, pieces, strict=False))
    assert ends[-1] <= len(text)
    assert all(piece.text.strip() for piece in pieces)


@given(st.text())
def test_a_digest_knows_words_only(text: str):
    decomposed = unicodedata.normalize("NFD", text)

    assert digest(text) == digest(decomposed) == digest(f"\n {text}\t ")
    assert len(digest(text)) == 32


def test_a_digest_can_be_made_of_a_broken_character():
    assert digest("a\ud800") != digest("a")


@given(st.lists(sentence, min_size=50, max_size=50), st.integers(0, 49))
@settings(deadline=None, max_examples=20)
def test_changing_one_of_fifty_paragraphs_changes_one_digest(sentences: list[str], changed: int):
    text = "\n\n".join(sentences)
    pieces = cut(text)

    place = pieces[changed]
    new = cut(f"{text[: place.start]}Now {text[place.start :]}")

    before, after = ([digest(piece.text) for piece in cut_] for cut_ in (pieces, new))
    assert [n for n in range(50) if before[n] != after[n]] == [changed]
