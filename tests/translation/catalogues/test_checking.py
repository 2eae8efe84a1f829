"""What is remarked on the words of the interface, form by form."""

import pytest

from portal.translation.catalogues.checking import errors, remarks
from portal.translation.catalogues.forms import forms_of
from portal.translation.po.reading import read
from tests.translation.catalogues.samples import ARABIC, COUNTED, GREETING, SIGN_IN

BASE = read(ARABIC.encode())
FORMS = forms_of(BASE, "ar")
TEXTS = BASE.live[None, COUNTED]
RIGHT = ("لا نصوص", "نص واحد", "نصان", "%(count)s نصوص", "%(count)s نصًا", "%(count)s نص")


def codes(message, *strings):
    return [(each.form, each.finding.code) for each in errors(message, strings, FORMS, "ar")]


def test_arabic_has_six_forms_with_their_numbers():
    assert [(form.category, form.examples[0], form.is_single) for form in FORMS] == [
        ("zero", 0, True),
        ("one", 1, True),
        ("two", 2, True),
        ("few", 3, False),
        ("many", 11, False),
        ("other", 100, False),
    ]


def test_a_form_for_a_single_number_may_say_it_in_words():
    assert codes(TEXTS, *RIGHT) == []


@pytest.mark.parametrize("form", [3, 4, 5])
def test_a_form_for_many_numbers_names_the_number(form):
    strings = [*RIGHT]
    strings[form] = "نصوص"

    assert codes(TEXTS, *strings) == [(form, "placeholder-missing")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("صباح الخير.", "placeholder-missing"),
        ("صباح الخير %(nom)s.", "placeholder-missing"),
        ("صباح الخير %(name)s %(city)s.", "placeholder-new"),
        ("صباح الخير %(name)s 100 %!", "percent-stray"),
    ],
)
def test_a_placeholder_that_would_break_the_page_is_an_error(text, code):
    message = BASE.live["letter", GREETING]

    assert (0, code) in codes(message, text)


def test_markup_that_the_source_has_not_is_an_error():
    assert codes(BASE.live[None, SIGN_IN], "<b>تسجيل الدخول</b>")


def test_without_words_nothing_is_remarked():
    assert remarks(TEXTS, [""] * 6, FORMS, "ar") == []
