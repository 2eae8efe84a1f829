"""Segments stay few and no commit lays many documents together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.whoosh_backend import tiers


@settings(deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=300), st.integers(0, 100_000))
def test_segments_stay_few_and_merges_small(commits, built):
    sizes = [built] if built else []
    for added in commits:
        sizes.append(added)
        while chosen := tiers.chosen(sizes):
            total = sum(sizes[place] for place in chosen)
            assert len(chosen) >= 2
            assert total <= 2 * tiers.LARGEST
            sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [total]
        small = [size for size in sizes if size < tiers.LARGEST]
        assert len(small) <= 3 * (tiers.WIDTH - 1) + 3
    assert sum(sizes) == built + sum(commits)


def test_what_is_large_is_left_alone():
    assert tiers.chosen([tiers.LARGEST] * 10) == []


def test_four_of_a_tier_become_one():
    assert tiers.chosen([5000, 1, 60, 3]) == []
    assert tiers.chosen([5000, 1, 60, 3, 63]) == [1, 2, 3, 4]
    assert tiers.chosen([64, 500, 100, 64, 1]) == [0, 1, 2, 3]
