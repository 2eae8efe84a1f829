import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.plan import MAX_GROUPS, MAX_PIECES, SHORT, plan


def tokens(asked):
    return [group.tokens for group in asked.groups]


def test_a_word_is_read_in_every_language_of_the_reader():
    asked = plan("cities", ("fr", "en"))

    assert tokens(asked) == [("cit", "citi")]


def test_short_questions_require_all_their_words_and_sentences_one():
    short = plan("urban heat islands", ("en",))
    sentence = plan("How did small coastal towns finance their early warning systems?", ("en",))

    assert short.required == len(short.groups) == 3
    assert len(sentence.groups) > SHORT
    assert sentence.required == 1


def test_a_word_that_one_language_calls_empty_is_not_required():
    asked = plan("car sharing", ("fr", "en"))  # French "car" is "because"

    assert [group.tokens for group in asked.extras] == [("car",)]
    assert asked.required == 1


def test_such_a_word_alone_is_looked_for_all_the_same():
    assert tokens(plan("car", ("fr", "en"))) == [("car",)]


def test_phrases_keep_the_order_of_their_tokens_per_language():
    asked = plan('"early warning systems"', ("en",))

    assert asked.phrases == ((("earli", "warn", "system"),),)


def test_exclusions_score_nothing():
    asked = plan("water -floods", ("en",))

    assert tokens(asked) == [("water",)]
    assert [group.tokens for group in asked.excluded] == [("flood",)]
    assert "flood" not in asked.terms


def test_chinese_gives_a_group_per_pair():
    assert tokens(plan("气候变化", ("zh",))) == [("气候",), ("候变",), ("变化",)]


@pytest.mark.parametrize("text", ["", "   ", "???", "the of and", '*** --- ""'])
def test_a_question_without_words_asks_nothing(text):
    assert plan(text, ("en",)).asks_nothing


@given(st.text(max_size=400), st.lists(st.sampled_from(["en", "ar", "zh", "ja", "tr", "xx"])))
def test_any_question_gives_a_bounded_plan(text, locales):
    asked = plan(text, locales)

    assert len(asked.groups) <= MAX_GROUPS
    assert sum(len(group.pieces) for group in asked.groups) <= MAX_PIECES
