from hypothesis import given, settings

from portal.core.markup import render
from portal.translation.assembly import Fragment, assemble_field, assemble_mixed
from portal.translation.paragraphs import cut
from portal.translation.reading import field_to_html, to_html
from tests.translation.texts import soup


def label(fragment: Fragment) -> str:
    return f"{fragment.state} & {fragment.locale}"


def arabic(text: str, *translated: int, state: str = "approved") -> str:
    """The text as an Arabic reader sees it, with these pieces translated."""
    fragments = {number: Fragment("نص", "ar", state) for number in translated}
    return to_html(assemble_mixed(text, "en", fragments, "ar"), label)


ENGLISH = 'class="fragment" data-state="missing" lang="en" dir="ltr"'
NOTE = '<span class="fragment__label" lang="ar" dir="rtl">missing &amp; en</span>'


def test_a_paragraph_in_another_language_says_so_and_an_approved_one_says_nothing():
    assert arabic("One\n\nTwo", 0) == f"<p>نص</p>\n<p {ENGLISH}>Two {NOTE}</p>\n"


def test_a_draft_in_the_readers_language_is_marked_without_a_language():
    assert arabic("One", 0, state="draft") == (
        '<p class="fragment" data-state="draft">نص '
        '<span class="fragment__label">draft &amp; ar</span></p>\n'
    )


def test_an_empty_label_leaves_no_element():
    mixed = assemble_mixed("One", "en", {}, "ar")

    assert to_html(mixed, lambda _: "") == f"<p {ENGLISH}>One</p>\n"


def test_headings_cells_and_footnotes_carry_the_marks_themselves():
    html = arabic("# One[^1]\n\n| a |\n|--:|\n| b |\n\n[^1]: Note")

    assert f"<h2 {ENGLISH}>One" in html
    assert '<th class="fragment align-end" data-state="missing" lang="en" dir="ltr">a' in html
    assert '<td class="fragment align-end" data-state="missing" lang="en" dir="ltr">b' in html
    assert f"<p {ENGLISH}>Note {NOTE} <a href=" in html


def test_the_item_of_a_tight_list_carries_the_marks_and_its_inner_list_its_own():
    html = arabic("- one\n  - two\n- three", 1)

    assert html == (
        f'<ul>\n<li {ENGLISH}>one {NOTE}\n<ul>\n<li lang="ar" dir="rtl">نص</li>\n</ul>\n</li>\n'
        f"<li {ENGLISH}>three {NOTE}</li>\n</ul>\n"
    )


def test_a_second_block_of_a_tight_item_gets_an_element_of_its_own():
    html = arabic("- # one\n  two", 0)

    assert html == f"<ul>\n<li>\n<h2>نص</h2>\n<p {ENGLISH}>two {NOTE}</p>\n</li>\n</ul>\n"


def test_a_list_wholly_in_another_language_is_written_in_its_direction():
    assert arabic("1. one\n2. two").startswith(f'<ol lang="en" dir="ltr">\n<li {ENGLISH}>one')
    assert arabic("> one").startswith(f'<blockquote lang="en" dir="ltr">\n<p {ENGLISH}>one')


def test_a_translation_is_read_as_text_within_its_block_whatever_it_holds():
    mixed = assemble_mixed("- one", "en", {0: Fragment("# <b>\n\n- *x*", "fr")}, "fr")

    assert to_html(mixed, label) == (
        "<ul>\n<li># &lt;b&gt;\n\n- <em>x</em></li>\n</ul>\n"  # no heading, no list
    )


@settings(max_examples=200, deadline=None)
@given(soup)
def test_a_text_in_the_readers_language_is_rendered_like_any_text(text):
    mixed = assemble_mixed(text, "en", {}, "en")

    assert to_html(mixed, label) == render(text)


def test_headings_begin_where_the_page_wants_them():
    assert to_html(assemble_mixed("# A", "en", {}, "en"), label, top=3) == "<h3>A</h3>\n"


def test_a_short_field_is_plain_text_in_a_span_only_where_it_is_marked():
    assert field_to_html(assemble_field("<b>", "en", None, "en"), label) == "&lt;b&gt;"
    assert field_to_html(assemble_field("<b>", "en", None, "ar"), label) == (
        f"<span {ENGLISH}>&lt;b&gt; {NOTE}</span>"
    )
    assert field_to_html(assemble_field("", "en", None, "ar"), label) == ""


@given(soup, soup)
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_read_in_any_mixture(text: str, words: str):
    numbers = range(0, len(cut(text)), 2)
    mixed = assemble_mixed(text, "en", {n: Fragment(words, "ar") for n in numbers}, "fr")

    html = to_html(mixed, label)

    assert html.count('class="fragment__label"') <= len(mixed.fragments)
    assert 0 <= mixed.completeness <= 1
