import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.translation.alignment import Known, align, line_up
from portal.translation.paragraphs import cut, digest
from tests.translation.texts import sentence

RAIN = "The city dug rain gardens along forty streets to hold the water of heavy storms."
BUS = "A new bus lane on the ring road halved the time that nurses need to get to work."
WASTE = "Households now sort their kitchen waste, and the compost goes to the school farms."


def known(*texts: str) -> list[Known]:
    """Paragraphs of an old revision; their identities are 100, 101, …"""
    return [Known(100 + n, digest(text), text, "paragraph") for n, text in enumerate(texts)]


@given(st.lists(sentence, max_size=20))
def test_saving_again_keeps_every_identity(texts: list[str]):
    spaced = [f"  {text.replace(' ', '  ')}" for text in texts]

    assert align(known(*texts), spaced) == [100 + n for n in range(len(texts))]


@given(st.lists(sentence, max_size=15, unique=True), st.randoms(use_true_random=False))
def test_reordering_keeps_every_identity(texts: list[str], chance: random.Random):
    order = chance.sample(range(len(texts)), len(texts))

    assert align(known(*texts), [texts[n] for n in order]) == [100 + n for n in order]


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=30), max_size=12))
@settings(deadline=None)
def test_no_identity_is_given_twice_or_invented(old: list[str], new: list[str]):
    found = [identity for identity in align(known(*old), new) if identity is not None]

    assert len(found) == len(set(found))
    assert set(found) <= {100 + n for n in range(len(old))}


def test_an_edited_paragraph_keeps_its_identity():
    edited = BUS.replace("nurses need to get to work", "nurses need for the way to work")

    assert align(known(RAIN, BUS, WASTE), [RAIN, edited, WASTE]) == [100, 101, 102]


def test_a_rewritten_paragraph_is_a_new_one():
    assert align(known(RAIN, BUS), [RAIN, WASTE]) == [100, None]


def test_added_and_removed_paragraphs_disturb_no_other():
    assert align(known(RAIN, BUS, WASTE), ["First of all.", RAIN, WASTE]) == [None, 100, 102]


def test_a_paragraph_both_moved_and_edited_is_recognised():
    edited = WASTE.replace("school farms", "farms of the schools")

    assert align(known(RAIN, BUS, WASTE), [edited, RAIN, BUS]) == [102, 100, 101]


def test_of_equal_paragraphs_the_order_decides():
    assert align(known("Yes", RAIN, "Yes", BUS), ["Yes", RAIN, "Yes", BUS]) == [100, 101, 102, 103]
    assert align(known("Yes", "Yes"), ["Yes"]) == [100]


def test_a_split_paragraph_leaves_its_identity_to_its_greater_part():
    whole = f"{RAIN} {BUS} Good."

    assert align(known(WASTE, whole), [WASTE, f"{BUS} Good.", RAIN]) == [100, 101, None]


def test_merged_paragraphs_live_on_in_the_one_most_like_the_result():
    assert align(known(RAIN, "It works.", WASTE), [f"{RAIN} It works.", WASTE]) == [100, 102]


def test_scripts_without_spaces_are_recognised_too():
    old = known("城市在四十条街道上修建了雨水花园。", "家庭现在分类厨余垃圾。")

    assert align(old, ["家庭现在都分类厨余垃圾。", "城市在三十条街道上修建了雨水花园。"]) == [
        101,
        100,
    ]


def test_among_equally_similar_ones_the_same_kind_is_taken():
    old = [
        Known(1, digest("Cool roofs A"), "Cool roofs A", "paragraph"),
        Known(2, digest("Cool roofs B"), "Cool roofs B", "heading"),
    ]

    assert align(old, ["Cool roofs C"], kinds=["heading"]) == [2]


def test_five_hundred_paragraphs_are_aligned_quickly():
    chance = random.Random(5)
    stock = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(3_000)]
    texts = [" ".join(chance.choices(stock, k=30)) for _ in range(500)]
    edited = [f"{text} indeed" for text in chance.sample(texts, 500)]
    old = known(*texts)
    started = process_time()

    found = align(old, edited)

    assert process_time() - started < 1  # a tenth of it on an idle machine
    assert found.count(None) == 0


def test_two_languages_line_up_where_their_paragraphs_correspond():
    english = cut(f"# Rain\n\n{RAIN}\n\n- {BUS}")
    french = cut(
        "# Pluie\n\nLa ville a creusé des jardins de pluie le long de quarante rues pour retenir "
        "l’eau des orages.\n\n- Une nouvelle voie de bus a réduit de moitié le temps que les "
        "infirmières mettent pour aller travailler."
    )
    chinese = cut(
        "# 雨\n\n城市在四十条街道上修建了雨水花园，以蓄存暴雨。\n\n"
        "- 新的公交专用道使护士上班时间减半。"
    )

    assert line_up(english, french)
    assert line_up(english, chinese)
    assert line_up((), ())


@pytest.mark.parametrize(
    "other",
    [
        f"# Pluie\n\n{RAIN}",
        f"Pluie\n\n{RAIN}\n\n- {BUS}",
        f"# {RAIN} {BUS}\n\nPluie\n\n- {BUS}",
        "# P\n\nL\n\n- U",
    ],
)
def test_two_languages_do_not_line_up_where_they_differ(other: str):
    assert not line_up(cut(f"# Rain\n\n{RAIN}\n\n- {BUS}"), cut(other))
