import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.search.whoosh_backend import sets
from portal.search.whoosh_backend.sets import Ranked, Spots

SIZE = 200
members = st.sets(st.integers(0, SIZE - 1)).map(sorted)


def bits(documents: list[int], size: int = SIZE) -> sets.Bits:
    return sets.of(np.array(documents, np.intp), size)


@settings(deadline=None)
@given(members)
def test_a_set_gives_its_members_back(chosen):
    assert sets.listed(bits(chosen)).tolist() == chosen
    assert sets.number(bits(chosen)) == len(chosen)
    assert sets.flags(bits(chosen), SIZE).nonzero()[0].tolist() == chosen


@settings(deadline=None)
@given(st.integers(0, 200))
def test_a_full_set_has_every_document_and_no_more(size):
    assert sets.listed(sets.full(size)).tolist() == list(range(size))
    assert sets.number(sets.none(size)) == 0


@settings(deadline=None)
@given(st.lists(members, min_size=1, max_size=6), st.integers(1, 6))
def test_at_least_counts_in_how_many_sets_a_member_is(rows, needed):
    expected = [n for n in range(SIZE) if sum(n in row for row in rows) >= min(needed, len(rows))]

    found = sets.at_least(min(needed, len(rows)), map(bits, rows))

    assert sets.listed(found).tolist() == expected


@settings(deadline=None)
@given(members, members)
def test_a_ranked_set_knows_the_places_of_its_members(chosen, asked):
    which, at = Ranked(bits(chosen)).find(Spots(np.array(asked, np.intp)))

    both = [document for document in asked if document in chosen]
    assert [asked[n] for n in which.tolist()] == both
    assert [chosen[n] for n in at.tolist()] == both
    assert sets.has(bits(chosen), np.array(asked, np.intp)).tolist() == [n in chosen for n in asked]
