"""From matches to a page: filters, scores, one hit per thing, the best first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import NamedTuple

from portal.search.documents import Hit, Page, Query
from portal.search.plan import Plan, plan
from portal.search.whoosh_backend import counting, ranking, sets
from portal.search.whoosh_backend.matching import Matches, match
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.snapshot import Snapshot


class Found(NamedTuple):
    """A candidate: how it ranks (higher first), and where it lies."""

    rank: tuple[float, float]
    segment: Segment
    document: int

    @property
    def thing(self) -> str:
        return self.segment.things[self.document]


def answer(snapshot: Snapshot, query: Query) -> Page:
    """Answer from one snapshot. Not to be called by two threads at once."""
    asked = plan(query.text, (query.locale,) if query.locale else query.locales)
    if query.text.strip() and asked.asks_nothing and not asked.excludes:
        return Page()
    matches = match(snapshot, asked, query.tokens)
    narrowed = counting.narrow(snapshot, matches.members, query.narrowed)
    found = _ranked(snapshot, query, asked, replace(matches, members=narrowed))
    if query.collapse:
        found = _collapsed(found, query.locales)
    return Page(
        total=len(found),
        hits=tuple(map(_hit, _cut(found, query))),
        facets=counting.facets(snapshot, matches.members, query.narrowed, query.collapse),
        terms=asked.terms,
        relaxed=matches.relaxed,
    )


def _ranked(snapshot: Snapshot, query: Query, asked: Plan, matches: Matches) -> list[Found]:
    spoken = frozenset((query.locale,) if query.locale else query.locales)
    statistics = snapshot.in_languages(spoken)
    scores = ranking.score(snapshot, asked, matches, statistics)
    by_date = query.sort == "date" or asked.asks_nothing
    found = []
    rows = zip(snapshot.segments, matches.members, scores, strict=True)
    for (segment, _members), members, scored in rows:
        for document in sets.listed(members, segment.size):
            rank = (scored[document], float(segment.days[document]))
            found.append(Found(rank[::-1] if by_date else rank, segment, document))
    return found


def _collapsed(found: Collection[Found], locales: Sequence[str]) -> list[Found]:
    """One candidate per thing: the version in the reader's best language, at the best rank."""
    order = {locale: place for place, locale in enumerate(locales)}
    best: dict[str, tuple[int, Found]] = {}
    for one in found:
        place = order.get(one.segment.locales[one.document], len(order))
        known = best.get(one.thing)
        if known is None:
            best[one.thing] = place, one
            continue
        rank = max(known[1].rank, one.rank)
        shown = (place, one) if (place, known[1].rank) < (known[0], one.rank) else known
        best[one.thing] = shown[0], shown[1]._replace(rank=rank)
    return [one for _place, one in best.values()]


def _cut(found: Collection[Found], query: Query) -> Iterator[Found]:
    first = (max(query.page, 1) - 1) * query.per_page
    top = nlargest(first + query.per_page, found, key=lambda one: one.rank)
    yield from top[first:]


def _hit(found: Found) -> Hit:
    card = found.segment.card(found.document)
    return Hit(card["key"], found.thing, card["kind"], card["locale"], max(found.rank[0], 0.0))
