"""Marks are found where Markdown has them, and never is a letter lost."""

import pytest
from hypothesis import given

from portal.translation.exchange.codes import Mark, Pair, Role, joined, pieces
from tests.translation.exchange.samples import markdown


@given(markdown)
def test_the_pieces_of_any_text_are_the_text(text):
    assert joined(pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** b", Pair("**", "**", Role.BOLD, ("a",))),
        ("__a__ b", Pair("__", "__", Role.BOLD, ("a",))),
        ("*a* b", Pair("*", "*", Role.ITALIC, ("a",))),
        ("[a](b) c", Pair("[", "](b)", Role.LINK, ("a",))),
        ('[a](<b c> "t") c', None),
        ('[a](b "t (u)") c', Pair("[", '](b "t (u)")', Role.LINK, ("a",))),
        ("[a](b_(c)) d", Pair("[", "](b_(c))", Role.LINK, ("a",))),
        ("[a][b] c", Pair("[", "][b]", Role.LINK, ("a",))),
        ("![a](b) c", Pair("![", "](b)", Role.IMAGE, ("a",))),
        ("`*a*` b", Mark("`*a*`", Role.CODE)),
        ("`` a`b `` c", Mark("`` a`b ``", Role.CODE)),
        ("<https://example.org> a", Mark("<https://example.org>", Role.LINK)),
        ("https://example.org/a_b_c. d", Mark("https://example.org/a_b_c", Role.LINK)),
        ("[^1] a", Mark("[^1]", Role.FOOTNOTE)),
        ("%(name)s a", Mark("%(name)s", Role.PLACEHOLDER)),
        ("{{ name }} a", Mark("{{ name }}", Role.PLACEHOLDER)),
        ("  \na", Mark("  \n", Role.BREAK)),
        ("\\\na", Mark("\\\n", Role.BREAK)),
        ("snake_case_word", None),
        ("2 * 3 * 4", None),
        ("\\*a\\*", None),
        ("[a] b", None),
        ("** a", None),
    ],
)
def test_each_kind_of_mark_is_found_and_what_is_none_is_not(text, expected):
    found = pieces(text)

    codes = [piece for piece in found if not isinstance(piece, str)]
    assert codes == ([expected] if expected else [])


def test_marks_stand_within_each_other():
    (link,) = pieces("[a **b `c`**](d)")

    assert link.inner == ("a ", Pair("**", "**", Role.BOLD, ("b ", Mark("`c`", Role.CODE))))


@pytest.mark.parametrize(
    "knot", ["[", "*a", "`", "` `` ", "](", "](a ", "<a:", "_a *a **a [ ", "a" + " " * 50, "``a`"]
)
def test_long_knots_are_read_to_their_end(knot):
    text = knot * (20_000 // len(knot))

    assert joined(pieces(text)) == text
