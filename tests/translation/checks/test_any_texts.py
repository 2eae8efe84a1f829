"""Whatever two texts hold, the checks answer, the same each time, and soon."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.translation.checks import Interface, Term, check
from portal.translation.paragraphs import Kind
from tests.translation.texts import soup

sign = st.sampled_from(
    [
        *("%", "%(n)s", "%s", "{", "}", "{n, plural, ", "{{", "](", "[^", "**", "`", "<a ", "&a;"),
        *("https://", "a@b.", "www.", "1", "1,500", "1 500", "٣", "三百万", "万", "XIV", "²"),
        *("3:30", "3 May 2026", "12/03/", "mars", "«", "“", "」", "¿", "?", "؟", "。", "...", "("),
        *("the ", "the ", "город", "vіl", "𝐯", "ی", "們", "\u0300", "\u202e", "\ud800", "\x00"),
    ]
)
text = st.one_of(st.lists(sign, max_size=30).map("".join), st.text(max_size=60), soup)
locale = st.sampled_from(
    [
        "en",
        "fr",
        "fr-CA",
        "es",
        "ar",
        "fa",
        "he",
        "zh",
        "zh-Hant",
        "ja",
        "ko",
        "de",
        "ru",
        "el",
        "xx",
    ]
)
LONG = [
    *("*", "_", "`", "[", "](", "[^", "(", "<a ", "%", "{", "{a,plural,", "&", "http://", "a@"),
    *("1,", "1 ", "12/", "3:", "mars ", "the ", " ", "\n", "«", "“", "万1", "é", "?", "٣", "- "),
]
kind = st.sampled_from([*Kind, *Interface])
term = st.builds(Term, text, st.tuples(text), st.tuples(text), st.booleans())


@settings(deadline=None)
@given(text, text, locale, locale, kind, st.lists(term, max_size=2))
def test_checks_never_raise_and_are_deterministic(source, target, of, to, kind, terms):
    def ask():
        return check(
            source, target, source_locale=of, target_locale=to, kind=kind, limit=40, terms=terms
        )

    found = ask()

    assert found == ask()
    assert len({finding.key for finding in found}) == len(found)
    for finding in found:
        assert finding.message
        for span, raw in ((finding.source, source), (finding.target, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(raw)


@settings(deadline=None, max_examples=30)
@given(text)
def test_a_text_is_a_good_translation_of_itself_into_its_own_language(words):
    found = check(words, words, source_locale="en", target_locale="en", kind=Kind.PARAGRAPH)

    assert not {"links", "placeholders", "numbers", "dates", "length"} & {f.check for f in found}


@pytest.mark.parametrize("sign", LONG)
def test_a_long_text_of_one_sign_is_read_to_its_end(sign):
    long = (sign * 20_000)[:20_000]

    for source, target in ((long, long + "x"), ("One plan of 3 May.", long)):
        for kind in (Kind.PARAGRAPH, Interface.MESSAGE):
            found = check(source, target, source_locale="en", target_locale="ar", kind=kind)
            assert len(found) < 1_500
