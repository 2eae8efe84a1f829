"""Relations of a file close no circle, however they are ordered."""

from hypothesis import given
from hypothesis import strategies as st

from portal.thesaurus.exchange.comparing import _Ties
from portal.thesaurus.models import Link

PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1])


def reaches(ways: set[tuple[int, int]], start: int, goal: int) -> bool:
    reached, before = {start}, set()
    while reached != before:
        before = reached
        reached = reached | {other for name, other in ways if name in reached}
    return goal in reached


@given(st.lists(PAIRS, max_size=25))
def test_a_relation_is_taken_exactly_where_no_circle_closes(pairs):
    ties, taken = _Ties(set()), set()

    for name, other in pairs:
        closes = reaches(taken, other, name)
        assert ties.allow((Link.BROADER, ("s", str(name)), ("s", str(other)))) is not closes
        if not closes:
            taken.add((name, other))


def test_what_is_known_already_counts():
    known = {(Link.BROADER, ("s", "a"), ("s", "b")), (Link.BROADER, ("s", "b"), ("s", "c"))}

    assert not _Ties(known).allow((Link.BROADER, ("s", "c"), ("s", "a")))
    assert _Ties(known).allow((Link.BROADER, ("s", "a"), ("s", "c")))
