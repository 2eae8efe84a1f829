"""A query can be written into an address and read from it again."""

import pytest
from werkzeug.datastructures import MultiDict

from portal.search.addresses import parameters, query_in
from portal.search.documents import Query

QUERIES = [
    Query(),
    Query("flood market", sort="date"),
    Query("مطر", literal=True, filters={"topic": frozenset({"coast", "water"})}),
    Query(filters={"kind": frozenset({"case_study"}), "language": frozenset({"ar"})}),
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_written_is_read(query):
    said = MultiDict(parameters(query))

    assert query_in(said, query.locales) == query


def test_what_an_address_should_not_hold_is_left_aside():
    said = MultiDict(
        [
            ("q", "  a \n b\0 " + "x" * 300),
            ("topic", ""),
            ("topic", "\0"),
            ("person", "7"),
            ("sort", "up"),
        ]
        + [("topic", f"t{n}") for n in range(40)]
    )

    query = query_in(said, ("fr",))

    assert query.text.startswith("a b xxx")
    assert (len(query.text), query.sort, query.literal, query.locales) == (
        200,
        "relevance",
        False,
        ("fr",),
    )
    assert set(query.filters) == {"topic"}
    assert len(query.filters["topic"]) == 18
