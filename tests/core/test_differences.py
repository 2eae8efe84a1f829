import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.differences import Change, Kind, Merge, compare, equal_runs, three_way

few_letters = st.text("ab ", max_size=12)
paragraphs = st.lists(st.sampled_from(["water", "wind", "sun", "earth", "fire\nsmoke"]), max_size=6)


def longest(old: str, new: str) -> int:
    """The length of a longest common subsequence, by the textbook."""
    row = [0] * (len(new) + 1)
    for a in old:
        above = row
        row = [0]
        for j, b in enumerate(new):
            row.append(above[j] + 1 if a == b else max(above[j + 1], row[j]))
    return row[-1]


@given(few_letters, few_letters)
def test_equal_runs_are_a_longest_common_subsequence(old: str, new: str):
    runs = equal_runs(old, new)

    assert all(old[i : i + n] == new[j : j + n] for i, j, n in runs)
    assert all(a[0] + a[2] <= b[0] and a[1] + a[2] <= b[1] for a, b in pairwise(runs))
    assert sum(n for _, _, n in runs) == longest(old, new)


@given(st.text(), st.text())
def test_the_changes_joined_give_both_texts_back(old: str, new: str):
    changes = compare(old, new)

    assert "".join(change.old for change in changes) == old
    assert "".join(change.new for change in changes) == new
    assert all((change.kind is Kind.EQUAL) == (change.old == change.new) for change in changes)


@given(st.text(min_size=1))
def test_a_text_equals_itself(text: str):
    assert compare(text, text) == [Change(Kind.EQUAL, text, text)]


def test_words_are_compared_and_blanks_between_changes_belong_to_them():
    assert compare("The pump was old and loud.", "The pumps were old and quiet.") == [
        Change(Kind.EQUAL, "The ", "The "),
        Change(Kind.REPLACE, "pump was", "pumps were"),
        Change(Kind.EQUAL, " old and ", " old and "),
        Change(Kind.REPLACE, "loud", "quiet"),
        Change(Kind.EQUAL, ".", "."),
    ]


def test_scripts_without_spaces_are_compared_by_characters():
    assert compare("我们的大城市", "我们的小城市") == [
        Change(Kind.EQUAL, "我们的", "我们的"),
        Change(Kind.REPLACE, "大", "小"),
        Change(Kind.EQUAL, "城市", "城市"),
    ]


def test_added_and_removed_lines_are_seen_as_such():
    assert compare("a\nb\n", "a\nnew\nb\n") == [
        Change(Kind.EQUAL, "a\n", "a\n"),
        Change(Kind.INSERT, "", "new\n"),
        Change(Kind.EQUAL, "b\n", "b\n"),
    ]


def test_unrelated_lines_are_one_replacement():
    old, new = "Rain gardens hold the water.", "Buses run every ten minutes in the city."

    assert compare(old, new) == [Change(Kind.REPLACE, old, new)]


def test_two_long_texts_are_compared_quickly():
    chance = random.Random(7)
    old, new = ("".join(chance.choices("我们城市水 ab", k=20_000)) for _ in range(2))
    started = process_time()

    changes = compare(old, new)

    assert process_time() - started < 3
    assert "".join(change.new for change in changes) == new


BASE = "One.\n\nTwo.\n\nThree."


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE, "Other.", "Other."),
        ("Other.", BASE, "Other."),
        ("Same.", "Same.", "Same."),
        ("One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree!", "One!\n\nTwo.\n\nThree!"),
        ("One!\n\nTwo.\n\nThree.", "One.\n\nTwo!\n\nThree.", "One!\n\nTwo!\n\nThree."),
        ("Two.\n\nThree.", BASE + "\n\nFour.", "Two.\n\nThree.\n\nFour."),
        ("One!\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree?", "One!\n\nTwo.\n\nThree?"),
        (BASE.replace("\n", "\r\n") + "!", "Zero.\n\n" + BASE, "Zero.\n\n" + BASE + "!"),
    ],
)
def test_changes_to_different_paragraphs_are_merged(mine: str, theirs: str, merged: str):
    assert three_way(BASE, mine, theirs) == Merge(merged, conflict=False)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("One.\n\nTwo, mine.\n\nThree.", "One.\n\nTwo, theirs.\n\nThree."),
        ("One.\n\nThree.", "One.\n\nTwo!\n\nThree."),
        (BASE + "\n\nMine.", BASE + "\n\nTheirs."),
        ("", "One!\n\nTwo.\n\nThree."),
    ],
)
def test_changes_to_the_same_paragraph_are_a_conflict(mine: str, theirs: str):
    assert three_way(BASE, mine, theirs) == Merge(None, conflict=True)


@given(paragraphs, paragraphs, paragraphs)
@settings(deadline=None)
def test_a_merge_is_the_same_from_both_sides_and_loses_no_new_paragraph(base, mine, theirs):
    texts = ["\n\n".join(side) for side in (base, mine, theirs)]

    merged = three_way(*texts)

    assert merged == three_way(texts[0], texts[2], texts[1])
    if merged.text is not None:
        new = (set(mine) | set(theirs)) - set(base)
        assert new <= set(merged.text.split("\n\n"))


@given(st.text(), st.text(), st.text())
def test_any_three_texts_can_be_merged_or_not(base: str, mine: str, theirs: str):
    merged = three_way(base, mine, theirs)

    assert (merged.text is None) == merged.conflict
