"""The rows of sources, whatever a browser or a script sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.briefings.source_field import ROWS, WEB_ADDRESS, SourcesField
from portal.core.links import acceptable


class OneField(Form):
    sources = SourcesField("Sources")


def form_of(*cells: str) -> OneField:
    return OneField(MultiDict([("sources", cell) for cell in cells]))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org:8443/a/b?c=d#e",
        "https://xn--mnchen-3ya.example/",
        "https://münchen.example/straße",
    ],
)
def test_addresses_of_the_web_are_taken(url):
    form = form_of("Title", url, "2026-11-10")

    assert form.validate(), form.errors
    assert form.sources.sources() == [{"title": "Title", "url": url, "accessed_on": "2026-11-10"}]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "https://",
        "https:///x",
        "https://localhost",
        "https://user@example.org",
        "https://user:word@example.org/",
        "https://example.org\\@evil.example",
        "javascript:alert(1)//https://example.org",
        "data:text/html,x",
        "//example.org/x",
        "https://exa mple.org",
        "https://example.org/" + "x" * 500,
    ],
)
def test_other_addresses_are_not(url):
    form = form_of("Title", url, "2026-11-10")

    assert not form.validate()
    assert form.sources.is_wrong(1, "url")


def test_rows_without_title_and_address_do_not_count():
    form = form_of("", "", "2026-11-10", "Title", "https://example.org", "")

    assert form.validate()
    assert [source["title"] for source in form.sources.sources()] == ["Title"]
    assert len(form.sources.rows()) == ROWS


@given(st.lists(st.text(max_size=12), max_size=40))
def test_whatever_is_sent_it_is_taken_or_refused_in_words(cells):
    form = form_of(*cells)

    if form.validate():
        for source in form.sources.sources():
            assert WEB_ADDRESS.match(source["url"])
            assert acceptable(source["url"])
    else:
        assert all(form.errors["sources"])
    assert len(form.sources.rows()) == ROWS
