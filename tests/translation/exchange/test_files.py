"""The one door for files that went out and came back."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.errors import Refused
from portal.translation.exchange.bundle import Bundle, Returned
from portal.translation.exchange.files import Form, media_type, read, suffix, write
from tests.translation.exchange.samples import ADDRESS, FULL, bundle, unit

FORMS = list(Form)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_known_by_its_content_whatever_its_name(form):
    for name in ("mine" + suffix(form), "file (1).tmp", ""):
        returned = read(write(FULL, form), name)
        assert [(each.id, each.digest, each.target) for each in returned.units] == [
            (each.id, each.digest, each.target) for each in FULL.units
        ]
        assert returned.address == ADDRESS


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_an_ending_and_a_type(form):
    assert suffix(form).startswith(".")
    assert "/" in media_type(form)


@pytest.mark.parametrize("form", FORMS)
def test_half_a_letter_and_an_empty_bundle_cannot_go_out(form):
    with pytest.raises(Refused, match="p1"):
        write(bundle(unit("p1", "a \ud800")), form)
    with pytest.raises(Refused, match="nothing"):
        write(bundle(), form)


@pytest.mark.parametrize("ids", [("p1", "p1"), ("1",), ("p 1",), ("",), ("p1\n",)])
def test_a_bundle_has_proper_ids(ids):
    with pytest.raises(ValueError, match="ids"):
        bundle(*(unit(key, "a") for key in ids))


def test_a_file_in_another_unicode_form_is_read():
    content = write(FULL, Form.XLIFF).decode().replace("UTF-8", "UTF-16")

    assert len(read(content.encode("utf-16"), "a.xlf").units) == len(FULL.units)
    assert len(read(codecs.BOM_UTF8 + write(FULL, Form.PO), "a.po").units) == len(FULL.units)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", ""),
        (b"", "a.po"),
        (b"", "a.docx"),
        (b"", "a.xlf"),
        (b"Just words.", "a.txt"),
        (b"Just words.", "a.po"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
        (b"<html></html>", "a.xlf"),
        (b"<tmx version='1.4'/>", "a.tmx"),
        (b" " * 10_000_001, "a.po"),
    ],
)
def test_what_is_none_of_our_kinds_is_refused_with_a_sentence(content, name):
    with pytest.raises(Refused) as refusal:
        read(content, name)

    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize("form", FORMS)
@given(cut=st.floats(0, 1))
def test_a_file_that_is_cut_off_is_refused_or_read_to_the_cut(form, cut):
    content = write(FULL, form)
    kept = content[: int((len(content) - 1) * cut)]

    try:
        returned = read(kept, "a" + suffix(form))
    except Refused:
        return
    assert form is Form.PO or kept == content[:-1]  # without its last line break
    assert len(returned.units) <= len(FULL.units)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=50)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_never_an_error(form, data):
    content = bytearray(write(FULL, form))
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    with suppress(Refused):
        read(bytes(content), "a" + suffix(form))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_another_text_or_language_is_told_apart(form):
    returned = read(write(FULL, form), "a")

    returned.expect(ADDRESS, "ar")
    with pytest.raises(Refused, match="another text"):
        returned.expect("/en/case-studies/13", "ar")
    with pytest.raises(Refused, match="another language"):
        returned.expect(ADDRESS, "fr")


def test_a_file_that_does_not_say_where_it_belongs_passes():
    Returned("", "", "", (), ()).expect(ADDRESS, "ar")


@pytest.mark.parametrize("form", FORMS)
def test_locales_with_a_script_come_back(form):
    sent = Bundle("pt", "zh-Hant", "Rain", ADDRESS, (unit("p1", "Chuva", "雨"),))

    returned = read(write(sent, form), "a")

    assert (returned.source_locale, returned.target_locale) == ("pt", "zh-Hant")


@pytest.mark.parametrize("form", FORMS)
def test_more_paragraphs_than_any_text_has_are_refused(form, monkeypatch):
    monkeypatch.setattr("portal.translation.exchange.bundle.MOST_UNITS", 3)

    with pytest.raises(Refused, match="more than 3"):
        read(write(FULL, form), "a")
