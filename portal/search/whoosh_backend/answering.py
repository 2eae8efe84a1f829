"""From matches to a page: filters, scores, one hit per thing, the best first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import NamedTuple

from portal.search.alternatives import foreign_terms, with_meanings
from portal.search.documents import Hit, Page, Query, Wording
from portal.search.plan import Plan, plan
from portal.search.whoosh_backend import counting, ranking, sets
from portal.search.whoosh_backend.matching import Matches, having, having_row, match
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
    asked = with_meanings(plan(query.text, query.read_in), query)
    if query.text.strip() and asked.asks_nothing and not asked.excludes:
        return Page()
    matches = match(snapshot, asked, query.tokens)
    narrowed = counting.narrow(snapshot, matches.members, query.narrowed)
    found = _ranked(snapshot, query, asked, replace(matches, members=narrowed))
    if query.collapse:
        found = _collapsed(found, query.locales)
    return Page(
        total=len(found),
        hits=tuple(_hit(each, asked, matches) for each in _cut(found, query)),
        facets=counting.facets(snapshot, matches.members, query.narrowed, query.collapse),
        terms=asked.terms,
        foreign_terms=foreign_terms(asked),
        relaxed=matches.relaxed,
    )


def _ranked(snapshot: Snapshot, query: Query, asked: Plan, matches: Matches) -> list[Found]:
    statistics = snapshot.in_languages(frozenset(query.read_in))
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


def _hit(found: Found, asked: Plan, matches: Matches) -> Hit:
    card = found.segment.card(found.document)
    return Hit(
        card["key"],
        found.thing,
        card["kind"],
        card["locale"],
        score=max(found.rank[0], 0.0),
        through=tuple(dict.fromkeys(_through(found, asked, matches))),
    )


def _through(found: Found, asked: Plan, matches: Matches) -> Iterator[Wording]:
    """What a text says in the place of words that it has not."""
    segment, its_bit = found.segment, 1 << found.document
    for group in asked.groups:
        if group.rows and not having(segment, group, matches.tokens[group]) & its_bit:
            for row in group.rows:
                if having_row(segment, row) & its_bit:
                    yield row.wording
