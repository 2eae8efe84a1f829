"""Either OR other, asked of every engine."""

import pytest

from portal.search.documents import Query
from portal.search.port import Reached
from tests.search.texts import document

TEXTS = [
    document(1, "Flood walls", "en"),
    document(2, "Drought plans", "en"),
    document(3, "Early warning of a flood", "en"),
    document(4, "Warning signs, early in the year", "en"),
    document(5, "Heat", "en"),
    document(6, "抗洪工程", "zh"),
    document(7, "抗旱规划", "zh"),
]


@pytest.fixture
def stocked(engine):
    engine.rebuild(TEXTS, Reached(1))
    return engine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walls OR drought", {1, 2}),
        ("walls | plans | heat", {1, 2, 5}),
        ('"early warning" OR drought', {2, 3}),
        ("drou* OR heat", {2, 5}),
        ("抗洪 OR 抗旱", {6, 7}),
        ("flood OR drought -walls", {2, 3}),
    ],
)
def test_either_is_enough(stocked, text, expected):
    asked = Query(text, tokens=frozenset({"members"}), locales=("en", "zh"))

    found = {int(hit.thing.partition(":")[2]) for hit in stocked.search(asked).hits}

    assert found == expected
