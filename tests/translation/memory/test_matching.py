"""Per cent of likeness: what a translator would say of it, and what holds of any two texts."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.translation.memory.matching import THRESHOLD, Question, by_words, percent
from portal.translation.paragraphs import digest
from tests.translation.texts import soup

LOCALES = st.sampled_from(["en", "ar", "zh", "ja"])
symbols = st.lists(st.sampled_from("abc"), max_size=9)


def distance(old: list[str], new: list[str]) -> int:
    """The Levenshtein distance, by the textbook."""
    row = list(range(len(new) + 1))
    for i, a in enumerate(old, start=1):
        above, row = row, [i]
        for j, b in enumerate(new, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
    return row[-1]


@given(symbols, symbols)
def test_the_distance_of_short_texts_is_that_of_the_textbook(old, new):
    longest = max(len(old), len(new))

    reached = percent("".join(old), "".join(new), "en")

    if old != new:
        assert reached == min(99, 100 * (longest - distance(old, new)) // longest)


@given(soup, soup, LOCALES)
def test_per_cent_is_the_same_both_ways_and_100_only_for_equals(one, other, locale):
    reached = percent(one, other, locale)

    assert reached == percent(other, one, locale)
    assert 0 <= reached <= 100
    assert (reached == 100) == (digest(one) == digest(other))


@given(soup, LOCALES)
def test_white_space_makes_no_difference(text, locale):
    assert percent(text, f"  {text}\n", locale) == 100


LONG = "The district planted {} trees along the old canal and measured the heat at noon."


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (LONG.format("12"), 97, 99),  # another number
        (LONG.format("{count}"), 90, 99),  # a placeholder in place of it
        (LONG.format("2,400").replace("canal", "canals"), 96, 99),  # an inflection
        (LONG.format("2,400").replace("canal", "river"), 91, 95),  # another word
        (LONG.format("2,400").replace(" noon.", " noon"), 97, 99),  # a full stop
        (LONG.format("2,400") + " It was less.", 80, 90),  # more words
        ("Buses run every ten minutes between the harbour and the old market street.", 0, 45),
    ],
)
def test_what_differs_costs_what_it_takes_to_mend_it(other, least, most):
    assert least <= percent(LONG.format("2,400"), other, "en") <= most


def test_addresses_and_marks_that_differ_cost_little():
    one = "Ask **{name}** of the [water office](https://example.org/water) about new pipes."
    other = "Ask **{city}** of the [water office](https://example.org/b?x=1) about new pipes."

    assert percent(one, other, "en") >= 95


@pytest.mark.parametrize(
    ("one", "other", "locale", "least", "most"),
    [
        ("区政府沿着旧运河种植了两千棵树。", "区政府沿着旧运河种植了三千棵树。", "zh", 90, 99),
        ("区政府沿着旧运河种植了两千棵树，并在中午测量了温度，结果令所有人都感到惊讶，因为街上凉快了四度。",
         "区政府沿着旧运河种植了两千棵树，并在晚上测量了温度，结果令所有人都感到惊讶，因为街上凉快了四度。",
         "zh", 90, 99),
        ("市は運河沿いに木を植えました。", "市は道路沿いに木を植えました。", "ja", 80, 95),
        ("زرعت المدينة شجرا على طول القناة.", "زرعت المدينة شجرا على طول الشارع.", "ar", 75, 95),
        ("Contact", "Contacts", "en", 80, 95),
        ("Contact", "Budget", "en", 0, 40),
    ],
)  # fmt: skip
def test_other_scripts_and_short_texts_are_compared_by_letters(one, other, locale, least, most):
    assert least <= percent(one, other, locale) <= most


def test_the_best_are_those_that_a_comparison_of_all_would_find():
    chance = random.Random(3)
    words = [f"word{number}" for number in range(13)]
    texts = [" ".join(chance.choices(words, k=chance.randint(8, 14))) for _ in range(200)]
    question = Question(texts[0], "en")

    best = question.best(list(enumerate(texts[1:])), 5)

    wanted = sorted((question.percent(text) for text in texts[1:]), reverse=True)[:5]
    assert [found.percent for found in best] == [each for each in wanted if each >= THRESHOLD]
    assert all(question.percent(found.text) == found.percent for found in best)


def test_a_text_of_a_whole_book_is_not_compared():
    book = "All the words of a book. " * 10_000

    assert Question(book, "en").best([(1, book + "End."), (2, "All the words.")], 5) == []


def test_an_inflected_word_shares_its_stem():
    assert by_words("pumps", "en")[:3] == by_words("pump", "en")[:3]
    assert by_words("pumps", "en") != by_words("pump", "en")


@pytest.mark.parametrize("unit", ["a", "0", "<a", "{", "%0", "%(a", "a.", "@a.", "城", "http://"])
def test_no_text_takes_long_to_cut(unit):
    text = "%" + unit * 20_000
    started = process_time()

    by_words(text, "en")

    assert process_time() - started < 3
