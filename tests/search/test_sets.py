from hypothesis import given
from hypothesis import strategies as st

from portal.search.whoosh_backend import sets

members = st.sets(st.integers(0, 99))


@given(members)
def test_a_set_gives_its_members_back(chosen):
    assert sets.listed(sets.of(chosen, 100), 100) == sorted(chosen)
    assert sets.of(chosen, 100).bit_count() == len(chosen)


@given(st.lists(members, min_size=1, max_size=6), st.integers(1, 6))
def test_at_least_counts_in_how_many_sets_a_member_is(rows, needed):
    expected = {n for n in range(100) if sum(n in row for row in rows) >= needed}

    found = sets.at_least(needed, [sets.of(row, 100) for row in rows])

    assert found == sets.of(expected, 100)
