"""The order of news, and the reasons that are told."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.home.ranking import News, Reader, ranked, reasons

TODAY = datetime(2026, 11, 22, tzinfo=UTC)
ADA = Reader(languages=("en", "fr"), cities=frozenset({1}), regions=frozenset({"africa"}))


def news(number: int, *, region="europe", topics=(), readable=None, days_old=0) -> News:
    return News(number, region, TODAY - timedelta(days=days_old), topics, readable)


def test_region_comes_before_topic_before_language_before_date():
    in_order = [
        news(1, region="africa", days_old=300),
        news(2, topics=("coast",), days_old=200),
        news(3, readable="fr", days_old=100),
        news(4),
        news(5, days_old=1),
    ]

    for mixed in permutations(in_order):
        assert ranked(mixed, ADA) == in_order


everything = st.lists(
    st.builds(
        news,
        st.integers(1, 9),
        region=st.sampled_from(["africa", "europe", None]),
        topics=st.sampled_from([(), ("coast",), ("coast", "health")]),
        readable=st.sampled_from([None, "en", "fr"]),
        days_old=st.integers(0, 3),
    ),
    unique_by=lambda each: each.id,
)


@given(everything, st.randoms())
def test_the_order_depends_on_nothing_but_the_news(found, chance):
    mixed = list(found)
    chance.shuffle(mixed)

    assert ranked(mixed, ADA) == ranked(found, ADA)


@given(everything)
def test_every_item_says_why_it_is_there(app_words, found):
    for each in found:
        said = reasons(each, ADA)
        assert said
        assert all(said)


@pytest.fixture(scope="module")
def app_words(portal):
    """The application's words, for labels and names of languages."""
    with portal.app_context():
        yield


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (news(1, region="africa"), ["From your region"]),
        (news(1, topics=("coast",)), ["Your topic: Coast"]),
        (news(1, readable="en"), ["In your language"]),
        (news(1, readable="fr"), ["In French, which you read"]),
        (news(1), ["New in the network"]),
        (news(1, region=None, topics=("coast",), readable="en"),
         ["Your topic: Coast", "In your language"]),
    ],
)  # fmt: skip
def test_the_reasons_in_words(app, item, said):
    assert reasons(item, ADA) == said
