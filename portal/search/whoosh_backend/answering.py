"""From matches to a page: filters, scores, one hit per thing, the best first."""

from collections.abc import Iterator

import numpy as np

from portal.search.alternatives import foreign_terms, with_meanings
from portal.search.documents import Hit, Page, Query, Wording
from portal.search.plan import Plan, plan
from portal.search.whoosh_backend import counting, sets
from portal.search.whoosh_backend.found import Found, collapsed
from portal.search.whoosh_backend.matching import Matches, match
from portal.search.whoosh_backend.ranking import Scorer
from portal.search.whoosh_backend.segment import Segment
from portal.search.whoosh_backend.selection import Selection
from portal.search.whoosh_backend.snapshot import Snapshot
from portal.search.whoosh_backend.wordings import having_row


def answer(snapshot: Snapshot, query: Query) -> Page:
    """Answer from one snapshot; any number of threads may at once."""
    asked = with_meanings(plan(query.text, query.read_in), query)
    if query.text.strip() and asked.asks_nothing and not asked.excludes:
        return Page()
    matches = match(snapshot, asked, query.tokens)
    matched = Selection(snapshot, matches.members)
    narrowed = matched.narrowed(query.narrowed)
    found = _ranked(narrowed, query, asked, matches)
    if query.collapse:
        found = collapsed(narrowed, found, query.locales)
    first = (max(query.page, 1) - 1) * query.per_page
    shown = found.best(first + query.per_page)[first:]
    return Page(
        total=len(found),
        hits=tuple(_hit(narrowed, found, each, matches) for each in shown.tolist()),
        facets=counting.facets(matched, narrowed, query.narrowed, by_thing=query.collapse),
        terms=asked.terms,
        foreign_terms=foreign_terms(asked),
        relaxed=matches.relaxed,
    )


def _ranked(chosen: Selection, query: Query, asked: Plan, matches: Matches) -> Found:
    statistics = chosen.snapshot.in_languages(frozenset(query.read_in))
    scorer = Scorer(chosen, statistics)
    scorer.score(asked, matches.tokens, matches.literal)
    segments = (live.segment for live in chosen.snapshot.segments)
    days = [
        segment.days.take(documents)
        for segment, documents in zip(segments, chosen.documents, strict=True)
    ]
    ranks = np.concatenate(scorer.scores), np.concatenate(days).astype(np.float64)
    by_date = query.sort == "date" or asked.asks_nothing
    return Found(np.arange(len(ranks[0])), *(reversed(ranks) if by_date else ranks))


def _hit(chosen: Selection, found: Found, one: int, matches: Matches) -> Hit:
    place, document = chosen.at(int(found.which[one]))
    segment = chosen.snapshot.segments[place].segment
    key, thing, kind, locale = segment.card(document)
    through: tuple[Wording, ...] = ()
    if any(group.rows for group in matches.literal):
        through = tuple(dict.fromkeys(_through(segment, place, document, matches)))
    return Hit(key, thing, kind, locale, max(float(found.first[one]), 0.0), through)


def _through(segment: Segment, place: int, document: int, matches: Matches) -> Iterator[Wording]:
    """What a text says in the place of words that it has not."""
    for group, literal in matches.literal.items():
        if group.rows and not sets.has(literal[place], np.array([document]))[0]:
            for row in group.rows:
                if document in having_row(segment, row):
                    yield row.wording
