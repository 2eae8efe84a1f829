"""Addresses in plain text become links, if they are our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from portal.core.linking import linked

BASE = "https://plaza.example.org"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"Read it here: {BASE}/fr/case-studies/5", f"{BASE}/fr/case-studies/5"),
        (f"({BASE}/en/join/a-b_c).", f"{BASE}/en/join/a-b_c"),
        (f"اقرأه هنا: {BASE}/ar/؟", f"{BASE}/ar/"),
        (f"“{BASE}/en/?a=1&b=2”", f"{BASE}/en/?a=1&b=2"),
        (BASE, BASE),
    ],
)
def test_our_own_addresses_are_links(text, address):
    assert f'<a href="{escape(address)}" dir="ltr">{escape(address)}</a>' in linked(text, BASE)


@pytest.mark.parametrize(
    "text",
    [
        "https://elsewhere.example.com/",
        "https://plaza.example.org.evil.example/",
        "https://plaza.example.org@evil.example/",
        "javascript:alert(1)",
        "http://plaza.example.org/",
    ],
)
def test_others_stay_text(text):
    assert "<a" not in linked(text, BASE)


def test_lines_stay_lines():
    assert linked("One\ntwo", BASE) == "One<br>two"


@given(st.text(alphabet=st.sampled_from(list("<>&\"' \nhttps:/.plazexmorg")), max_size=80))
def test_nothing_else_of_the_text_is_html(text):
    bare = linked(text, BASE).replace("<br>", "\n")

    assert bare == escape(text) or "<a href" in bare
