import json
from html.parser import HTMLParser
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import blocks, markup
from portal.core.markup import clean, plain, render, word_count

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"
REL = 'rel="nofollow ugc noopener noreferrer"'


def hostile(name: str) -> Any:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/data/hostile: hostile input is left out")
    return json.loads(path.read_text("utf-8"))


class Reader(HTMLParser):
    """Reads HTML as a browser would and notes what stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def assert_harmless(html: str) -> None:
    found = Reader(html)
    assert found.tags <= markup._TAGS
    for tag, name, value in found.attributes:
        assert name in {"href", "src", "alt", "class", "id", "lang", "dir", "rel", "start"} | {
            "loading",
            "data-state",
        }, (tag, name)
        if name == "href":
            assert value.lower().startswith(("https://", "http://", "mailto:", "#", "/")), value
            assert not value.startswith(("//", "/\\")), value
        if name == "src":
            assert value.startswith("/files/"), value


def test_nothing_executable_survives_from_the_sanitisers_own_test_cases():
    for case in hostile("dompurify-expect.json"):
        assert_harmless(clean(case["payload"]))
        assert_harmless(
            render(f"- [x]({case['payload']}) <{case['payload']}>\n\n[y]: {case['payload']}")
        )


def test_naughty_strings_are_shown_and_do_nothing():
    for text in hostile("blns.json"):
        assert_harmless(
            render(f"[{text}]({text}) ![{text}](<{text}>)\n\n# {text}\n\n| {text} |\n|-|")
        )


def test_the_examples_of_commonmark_are_read_and_harmless():
    for example in hostile("commonmark-0.31.2.json"):
        assert_harmless(render(example["markdown"]))


@given(st.text())
@settings(deadline=None, max_examples=100)
def test_any_text_is_rendered_harmlessly(text: str):
    assert_harmless(render(text))
    word_count(text)


def test_a_lone_surrogate_is_replaced():
    assert render("a\ud800b") == "<p>a?b</p>\n"


def test_html_is_shown_as_text():
    assert render("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:water@example.org",
        "/en/case-studies/4",
        "#part",
    ],
)
def test_links_to_the_web_to_mail_and_to_our_pages_stay(url: str):
    assert f'<a href="{url}" {REL}>x</a>' in render(f"[x]({url})")


@pytest.mark.parametrize(
    "url",
    [
        "//evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "vbscript:x",
        "ftp://example.org",
        "https:evil.example",
        "https://example.org@evil.example/",
        "relative/page",
    ],
)
def test_other_links_are_no_links(url: str):
    assert "href" not in render(f"[x](<{url}>)")
    assert "href" not in clean(f'<a href="{url}">x</a>')


def test_a_backslash_is_not_taken_for_a_slash():
    assert 'href="/%5Cevil.example"' in render("[x](</\\evil.example>)")
    assert "href" not in clean('<a href="/\\evil.example">x</a>')


def test_a_bare_address_becomes_a_link_without_the_sentence_around_it():
    html = render("See (https://example.org/a_(b)), or https://example.org。 Not example.org.")

    assert f'<a href="https://example.org/a_(b)" {REL}>https://example.org/a_(b)</a>), or' in html
    assert f'<a href="https://example.org" {REL}>https://example.org</a>。 Not example.org.' in html


def test_a_bare_address_in_a_link_or_in_code_is_left_alone():
    assert render("[https://a.example](https://b.example)").count("href") == 1
    assert "href" not in render("`https://a.example`")


def test_only_our_own_pictures_are_shown_others_give_way_to_their_text():
    html = render(
        "![Pump](/files/7/pump.jpg) ![Spy](https://x.example/1.gif) ![D](data:image/gif;x)"
    )

    assert html == '<p><img src="/files/7/pump.jpg" alt="Pump" loading="lazy"> Spy D</p>\n'


def test_headings_begin_below_the_title_and_skip_no_level():
    html = render("# A\n\n### B\n\n###### C\n\n# D")

    assert [html[i + 1 : i + 3] for i in range(len(html)) if html.startswith("<h", i)] == [
        "h2", "h3", "h4", "h2",
    ]  # fmt: skip
    assert render("# A", top=3) == "<h3>A</h3>\n"
    assert render("# A\n## B\n### C", top=3).count("<h4>") == 2


def test_tables_keep_their_alignment_as_a_class():
    assert '<th class="align-end">n</th>' in render("| n |\n|--:|\n| 1 |")


def test_footnotes_of_two_texts_on_one_page_have_different_marks():
    one, two = render("a[^1]\n\n[^1]: b"), render("c[^1]\n\n[^1]: d")

    ids = {
        value for html in (one, two) for _, name, value in Reader(html).attributes if name == "id"
    }
    assert len(ids) == 4


def test_plain_text_reads_without_the_marks():
    text = (
        "# Title\n\nSome *words*, a [link](https://example.org) and[^1]\n"
        "a picture ![of it](/files/1).\n\n"
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n[^1]: Note & more."
    )

    assert plain(text) == (
        "Title\n\nSome words, a link and a picture of it.\n- one\n- two\na | b\n1 | 2\n\ncode\n\n"
        "Note & more."
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("**Two** words", 2),
        ("l'eau n'est pas", 3),
        ("[link text](https://example.org/not/counted)", 2),
        ("我们的城市", 5),
        ("हिंदी में", 2),
        ("مَدِينَة كبيرة", 2),
        ("1,200.50 EUR", 2),
    ],
)
def test_words_are_counted_in_any_script(text: str, count: int):
    assert word_count(text) == count


@pytest.mark.parametrize("unit", ["a\n>>>>>>>>>>\n", "> # h\na\n", "!["])
def test_a_text_made_to_be_slow_costs_little(unit: str):
    started = process_time()

    render((unit * 8_000)[:8_000])

    assert process_time() - started < 4  # of quotes, twenty seconds without the bound


def test_a_table_cannot_be_blown_up():
    text = "|a" * 50 + "|\n" + "|-" * 50 + "|\n" + "|\n" * 2_000

    assert render(text).count("<td>") <= blocks.CELLS


def test_a_text_beyond_all_limits_is_read_as_paragraphs():
    html = render("# a\n\n" + "*b* " * blocks.LONGEST)

    assert html.startswith("<p># a</p>\n<p>*b* ")
