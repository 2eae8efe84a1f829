"""Ways on from a search that found nothing: other searches that do, and terms that look alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app, url_for

from config import LOCALES
from portal.analysis import analysis
from portal.analysis.scripts import script_of
from portal.core.db import db
from portal.core.i18n import gettext as _
from portal.organisations.names import language_name
from portal.search import facets, queries
from portal.search.addresses import parameters
from portal.search.documents import Query
from portal.search.plan import SHORT, terms
from portal.searches.naming import folded
from portal.thesaurus.models import Kind, Term
from portal.thesaurus.schemes import GLOSSARY

MOST_ASKED = 12  # questions to the index for one page
MOST_WAYS = 6
MOST_TERMS = 6
LIKENESS = 0.6  # of 1, of a term or one of its words to a word that was searched
_LOOKED_AT = 300  # terms that begin alike
_BEGINNING = 3  # letters
_BINDING = re.compile(r'(?<!\S)-|["“”«»„]')  # exclusions and quotations


@dataclass(frozen=True, slots=True)
class Way:
    """Another search, with how much it finds."""

    label: str
    url: str
    count: int


class Other(NamedTuple):
    """A search to try: what it is called, what it asks, the language of its page if another."""

    label: str
    query: Query
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A term of the glossary that looks like what was searched."""

    text: str
    locale: str
    url: str
    about_url: str | None


def ways(person: Any, query: Query) -> list[Way]:
    """What to try instead: only what finds something, the most first."""
    found = []
    for label, other, locale in islice(_others(person, query), MOST_ASKED):
        if count := _count(person, other):
            place = parameters(other) | ({"locale": locale} if locale else {})
            found.append(Way(label, url_for("search.results", **place), count))
    return sorted(found, key=lambda way: -way.count)[:MOST_WAYS]


def _count(person: Any, query: Query) -> int:
    return queries.ask(person, replace(query, page=1, per_page=1)).total


def _others(person: Any, query: Query) -> Iterator[Other]:
    """Searches that ask less."""
    wide = queries.widened(query)
    if query.filters:
        yield Other(_("Without the filters"), replace(wide, filters={}))
    if query.literal:
        yield Other(_("In other languages too"), queries.widened(replace(query, literal=False)))
    yield from _with_fewer_filters(wide)
    yield from _with_fewer_words(query)
    yield from _in_other_languages(person, query)


def _with_fewer_filters(query: Query) -> Iterator[Other]:
    if len(query.filters) > 1:
        for name in query.filters:
            rest = {other: codes for other, codes in query.filters.items() if other != name}
            said = _("Without the filter “%(filter)s”", filter=facets.legend(name))
            yield Other(said, replace(query, filters=rest))


def _with_fewer_words(query: Query) -> Iterator[Other]:
    """Where the search itself could not leave words out: it does so before it filters."""
    words = query.text.split()
    is_bound = query.filters or _BINDING.search(query.text)
    if is_bound and 1 < len(words) <= SHORT:
        for place in range(len(words)):
            rest = " ".join(words[:place] + words[place + 1 :])
            if any(not term.excluded for term in terms(rest, query.read_in)):
                asked = queries.widened(replace(query, text=rest))
                yield Other(_("Only “%(words)s”", words=rest), asked)


def _in_other_languages(person: Any, query: Query) -> Iterator[Other]:
    """The page in languages in which the words may mean something; all asked at once first."""
    codes = [
        code for code in LOCALES if code not in query.locales and _can_be_read(query.text, code)
    ]
    every = replace(query, locales=(*codes, *query.locales))
    if not codes or not _count(person, queries.widened(every)):
        return
    for code in codes:
        said = _("With its words read in %(language)s", language=language_name(code))
        asked = queries.widened(replace(query, locales=(code, *query.locales)))
        yield Other(said, asked, code)


def _can_be_read(text: str, code: str) -> bool:
    own = analysis(code)
    return any(own.is_at_home(script_of(run)) for run in own.runs(text))


def near(query: Query) -> list[Near]:
    """Terms of the glossary, in any language, that look like the words of a query."""
    words = [word for word in folded(query.text).split() if len(word) >= 2]
    starts = sorted({word[:_BEGINNING] for word in words})
    if not starts:
        return []
    begins = [
        either
        for start in starts
        for either in (
            Term.folded.startswith(start, autoescape=True),
            Term.folded.contains(f" {start}", autoescape=True),
        )
    ]
    shown = (Kind.PREFERRED, Kind.ALTERNATE)
    chosen = sa.select(Term).where(Term.scheme == GLOSSARY, Term.kind.in_(shown), sa.or_(*begins))
    found = db.session.scalars(chosen.order_by(Term.folded, Term.id).limit(_LOOKED_AT)).all()
    ranked = sorted(((_likeness(term, words), term) for term in found), key=lambda each: -each[0])
    best: dict[str, Term] = {}
    for likeness, term in ranked:
        if likeness >= LIKENESS:
            best.setdefault(term.code, term)
    return [_near(term) for term in list(best.values())[:MOST_TERMS]]


def _likeness(term: Term, words: list[str]) -> float:
    said = [*term.folded.split(), term.folded]
    return max(SequenceMatcher(None, word, other).ratio() for word in words for other in said)


def _near(term: Term) -> Near:
    about = None
    if "glossary.show" in current_app.view_functions:
        about = url_for("glossary.show", scheme=term.scheme, code=term.code)
    return Near(term.text, term.locale, url_for("search.results", q=term.text), about)
