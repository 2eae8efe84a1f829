"""What a search is called, what makes two the same, and which words are nobody's business."""

import hashlib
import json
import re
from collections.abc import Collection
from urllib.parse import urlencode

from portal.search import facets, years
from portal.search.documents import Query
from portal.search.grammar import MAX_LENGTH
from portal.search.years import YEAR
from portal.searches.models import LONGEST_FILTERS, LONGEST_NAME, SavedSearch
from portal.thesaurus import keying

_ADDRESS = re.compile(r"\S@\S")
# Seven figures and more, whatever stands between them: telephone, identity and account numbers.
# Amounts and codes of goals have fewer, and a plan for 2025-2030 is no telephone.
_NUMBER = re.compile(r"\d(?:[\s().\-/+]*\d){6,}")
_YEARS = re.compile(r"(?:(?:19|20)\d\d\D*)+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


def folded(words: str) -> str:
    """Words as they are compared and counted."""
    return keying.folded(words)[:MAX_LENGTH].strip()


def is_personal(words: str) -> bool:
    """Whether the words look like somebody's address or number, which is never kept."""
    numbers = (found.group() for found in _NUMBER.finditer(words))
    return bool(_ADDRESS.search(words)) or not all(map(_YEARS.fullmatch, numbers))


def digest(query: Query, locale: str) -> str:
    """What two searches that ask the same have in common, whatever their order of results."""
    asked = [
        " ".join(query.text.casefold().split()),
        sorted((name, sorted(codes)) for name, codes in query.filters.items()),
        query.literal,
        locale,
    ]
    said = json.dumps(asked, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def proposed(query: Query) -> str:
    """A name from the words and the filters: “flood · Africa · Heat”."""
    return described(query)[:LONGEST_NAME].strip(" ·")


def described(query: Query) -> str:
    """The words and the filters in one line."""
    chosen = [
        facets.label(name, code)
        for name in facets.LEGENDS
        for code in sorted(query.filters.get(name, ()))
    ]
    span = years.label(years.of(query.filters.get(YEAR, ())))
    return " · ".join(part for part in (query.text, *chosen, span) if part)


def written_filters(query: Query) -> str:
    """The filters as the gap report counts them; what is no code of ours is left out."""
    pairs = [
        (name, code)
        for name in sorted(query.filters)
        for code in _written(name, query.filters[name])
        if _CODE.fullmatch(code) and not is_personal(code)
    ]
    while len(urlencode(pairs)) > LONGEST_FILTERS:
        pairs.pop()
    return urlencode(pairs)


def _written(name: str, codes: Collection[str]) -> list[str]:
    """The codes of a facet; of many years the first and the last."""
    if name != YEAR or len(codes) < 2:
        return sorted(codes)
    return [f"{min(codes)}-{max(codes)}"]


def query_of(search: SavedSearch, locales: tuple[str, ...] = ()) -> Query:
    """The query that was saved, its words read in these languages."""
    return Query(
        text=search.words,
        locales=locales,
        filters={name: frozenset(codes) for name, codes in search.filters.items()},
        sort="date" if search.by_date else "relevance",
        literal=search.literal,
    )
