"""Whatever a text is, its analysis ends soon, raises nothing and is the same again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.analysis import analysis, subwords, words
from portal.analysis.languages import LONGEST
from portal.analysis.scripts import fold, normal

LOCALES = ["en", "es", "pt", "fr", "de", "ar", "fa", "ru", "hi", "tr", "id", "he", "th", "xx"]
UNSPACED = ["zh", "ja", "ko"]
# All planes, and lone surrogates as a broken program sends them.
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
MEGABYTE = 1_000_000


@pytest.mark.parametrize("locale", LOCALES + UNSPACED)
@settings(deadline=None)
@given(text=ANY_TEXT)
def test_any_text_gives_short_tokens_and_the_same_ones_again(locale, text):
    for cut in (words, subwords):
        tokens = cut(text, locale)
        assert all(0 < len(token) <= LONGEST for token in tokens)
        assert cut(text, locale) == tokens


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(text=ANY_TEXT)
def test_a_text_is_the_row_of_its_words(locale, text):
    """So that a question, cut word by word, meets a document that was cut as a whole."""
    own = analysis(locale)

    assert words(text, locale) == [token for run in own.runs(text) for token in words(run, locale)]


@pytest.mark.parametrize("locale", LOCALES)
@settings(deadline=None)
@given(text=ANY_TEXT)
def test_a_word_has_one_place_at_most(locale, text):
    """Phrases count on it: what stands side by side in a text has places side by side."""
    for run in analysis(locale).runs(text):
        if not any("\u0e00" <= sign <= "\uffff" for sign in run):
            assert len(words(run, locale)) <= 1


@settings(deadline=None)
@given(text=ANY_TEXT, other=ANY_TEXT)
def test_lines_are_analysed_each_by_itself(text, other):
    apart = words(text, "en") + words(other, "en")

    assert words(f"{text}\n.\n{other}", "en") == apart


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_the_normal_form_is_its_own(text):
    assert normal(normal(text)) == normal(text)
    assert fold(fold(text)) == fold(text)


HEAPS = [
    ("en", "a"),
    ("en", "a'"),
    ("en", "e-"),
    ("en", "e "),
    ("en", " "),
    ("en", "“«'"),
    ("en", "\u0316\u0301"),  # accents in disorder
    ("en", "a\u0301"),
    ("en", "a\u200d"),
    ("en", "\ufdfa"),  # eighteen letters in one
    ("ar", "وال"),
    ("hi", "न्"),
    ("ja", "まちヴー"),
    ("ko", "도"),
    ("ko", "도시 "),
    ("pt", "oes"),
    ("th", "กำ"),
    ("tr", "lar"),
    ("zh", "氣"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "piece"), HEAPS)
def test_a_megabyte_of_anything_ends(locale, piece):
    """Were any step to take the square of the length, it would take hours."""
    text = piece * (MEGABYTE // len(normal(piece).encode()))

    assert all(len(token) <= LONGEST for token in words(text, locale))
    assert all(len(token) <= LONGEST for token in subwords(text[: MEGABYTE // 20], locale))
