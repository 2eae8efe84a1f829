"""A query and its address: `?q=flood&topic=coast&sort=date&only=1`."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.core.forms import tidy
from portal.search import facets, years
from portal.search.documents import Query
from portal.search.grammar import MAX_LENGTH
from portal.search.years import YEAR

ONLY = "1"  # of `?only=`: search for the words as typed, in no other language


def query_in(arguments: MultiDict[str, str], locales: Sequence[str]) -> Query:
    """Read the query of an address; what it should not hold is left aside."""
    return Query(
        text=tidy(arguments.get("q", ""))[:MAX_LENGTH],
        locales=tuple(locales),
        filters=facets.chosen(arguments),
        sort="date" if arguments.get("sort") == "date" else "relevance",
        literal=arguments.get("only") == ONLY,
    )


def parameters(query: Query) -> dict[str, Any]:
    """What an address holds of a query, for `url_for`; `query_in` reads the same from it."""
    said: dict[str, Any] = {"q": query.text} if query.text else {}
    said |= {name: sorted(query.filters[name]) for name in facets.LEGENDS if name in query.filters}
    said |= years.parameters(query.filters.get(YEAR, frozenset()))
    if query.sort == "date":
        said["sort"] = "date"
    if query.literal:
        said["only"] = ONLY
    return said
