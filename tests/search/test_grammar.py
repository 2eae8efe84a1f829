import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.grammar import MAX_LENGTH, MAX_TERMS, AnyOf, Phrase, Prefix, Word, parse

MEANINGS = [
    ("heat pumps", (Word("heat"), Word("pumps"))),
    ('"heat pump" city', (Phrase("heat pump"), Word("city"))),
    ("«îlot de chaleur»", (Phrase("îlot de chaleur"),)),
    ("„Tesla-Einheit“", (Phrase("Tesla-Einheit"),)),
    ("「ヒート」", (Phrase("ヒート"),)),
    ("water -flood", (Word("water"), Word("flood", excluded=True))),
    ('water -"early warning"', (Word("water"), Phrase("early warning", excluded=True))),
    ("well-being", (Word("well-being"),)),
    ("electr*", (Prefix("electr"),)),
    ("-electr*", (Prefix("electr", excluded=True),)),
    ("el*", (Word("el"),)),
    ("*", ()),
    ("a*b*c", (Word("a*b*c"),)),
    ('an "open end', (Word("an"), Word("open"), Word("end"))),
    ('""', ()),
    ("- -- -", ()),
    ("AND NOT (", (Word("AND"), Word("NOT"), Word("("))),
    ("flood OR drought", (AnyOf((Word("flood"), Word("drought"))),)),
    ('a | "b c" OR def* x', (AnyOf((Word("a"), Phrase("b c"), Prefix("def"))), Word("x"))),
    ("flood or drought", (Word("flood"), Word("or"), Word("drought"))),
    ("OR flood OR", (Word("OR"), Word("flood"), Word("OR"))),
    ("flood OR -drought", (Word("flood"), Word("OR"), Word("drought", excluded=True))),
    ("a OR OR b", (Word("a"), Word("OR"), Word("OR"), Word("b"))),
    ("[a TO z]", (Word("[a"), Word("TO"), Word("z]"))),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), MEANINGS)
def test_a_question_is_read_as_its_terms(text, expected):
    assert parse(text) == expected


@given(st.text(max_size=2000))
def test_nothing_is_refused_and_everything_is_bounded(text):
    terms = parse(text)

    assert len(terms) <= MAX_TERMS
    assert sum(len(term.text) for term in terms) <= MAX_LENGTH
    assert all(term.text.strip() for term in terms)


@given(st.lists(st.sampled_from(['"', "-", "*", " ", "a", "ab", "abc", "“", "(", "~", "\\"])))
def test_signs_in_any_order_are_harmless(signs):
    parse("".join(signs))


def test_small_words_do_not_use_up_the_limit():
    text = " ".join(["the"] * 20 + ["city"] * 20)

    terms = parse(text, is_noise=lambda word: word == "the")

    assert [term.text for term in terms].count("city") == MAX_TERMS


def test_a_long_question_is_cut_between_words():
    terms = parse("abcdefghi " * 30)

    assert {term.text for term in terms} == {"abcdefghi"}
