from hypothesis import given
from hypothesis import strategies as st

from portal.core.words import tokens, words


def test_words_keep_their_accents_joiners_and_inner_signs():
    text = "L’eau: e-mail, 1,200.5; हिंदी می‌خواهم مَدِينَة!"

    assert words(text) == ["L’eau", "e-mail", "1,200.5", "हिंदी", "می‌خواهم", "مَدِينَة"]


def test_scripts_without_spaces_are_cut_into_characters():
    assert words("我们 と 水v2") == ["我", "们", "と", "水", "v2"]


@given(st.text())
def test_tokens_joined_give_the_text_back(text: str):
    assert "".join(tokens(text)) == text
