"""A question's concepts in other languages: *inondation* → flood, inundação, فيضان."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from portal.analysis import language_of
from portal.core.db import db
from portal.thesaurus import finding
from portal.thesaurus.finding import Hit
from portal.thesaurus.models import OFFERED, Kind, Term
from portal.thesaurus.occurrences import fallbacks
from portal.thesaurus.schemes import GLOSSARY, Name, are, closed

MOST_CONCEPTS = 12  # of one question
MOST_TERMS = 4  # of a concept in one language
LONGEST_QUESTION = 200  # characters


@dataclass(frozen=True, slots=True)
class Expansion:
    """A concept that the question names with `words`, and its terms in other languages.

    `label` is the concept's preferred term in the language of these words, `locale`, to say why.
    """

    scheme: str
    code: str
    words: str
    label: str
    terms: dict[str, tuple[str, ...]]  # locale → preferred term first; never hidden or forbidden
    locale: str


def expansions(
    words: str | Sequence[str],
    locale: str | Sequence[str],
    into: Collection[str],
    *,
    schemes: Collection[str] = (),
) -> list[Expansion]:
    """What the concepts in a question are called in the languages `into`.

    Its words are read in `locale`, or in each of several, the best first. The longest names
    count: “flood risk” is not expanded as “flood” too. Where several schemes have the same
    concept, the glossary speaks first, then the vocabularies, and those that add no further
    term are left out. With `schemes` only theirs count.
    """
    question = (words if isinstance(words, str) else " ".join(words))[:LONGEST_QUESTION]
    locales = (locale,) if isinstance(locale, str) else locale
    chosen = sorted(_named(question, locales, schemes), key=_rank)[:MOST_CONCEPTS]
    languages = {language_of(each) for each in (*locales, *into)}
    terms = _terms({each.hit.concept for each in chosen}, languages)
    return _without_repeats(
        _expansion(each, question, terms.get(each.hit.concept, []), into) for each in chosen
    )


class _Named(NamedTuple):
    """A concept that stands in the question, read in one language."""

    hit: Hit
    locale: str


def _named(question: str, locales: Iterable[str], schemes: Collection[str]) -> list[_Named]:
    """Each concept in each of its words once: “crue” and “inondation” are told apart."""
    named: dict[tuple[Name, int, int], _Named] = {}
    for locale in locales:
        for hit in finding.hits(question, locale, schemes):
            if not hit.nested:
                named.setdefault((hit.concept, hit.begin, hit.end), _Named(hit, locale))
    return list(named.values())


def _rank(named: _Named) -> tuple[int, Name, int]:
    scheme = named.hit.concept[0]
    place = 0 if scheme == GLOSSARY else 1 if scheme in closed() else 2
    return place, named.hit.concept, named.hit.begin


def _terms(names: Collection[Name], languages: set[str]) -> dict[Name, list[Term]]:
    if not names:
        return {}
    chosen = (
        sa.select(Term)
        .where(are(Term.scheme, Term.code, names), Term.kind.in_(OFFERED))
        .order_by(Term.kind.desc(), Term.text)  # preferred after alternate in the alphabet
    )
    found: dict[Name, list[Term]] = {}
    for term in db.session.scalars(chosen):
        if language_of(term.locale) in languages:
            found.setdefault((term.scheme, term.code), []).append(term)
    return found


def _expansion(
    named: _Named, question: str, terms: Sequence[Term], into: Collection[str]
) -> Expansion:
    hit, locale = named
    found: dict[str, tuple[str, ...]] = {}
    for each in into:
        wanted = fallbacks(each)
        own = [term.text for term in terms if term.locale in wanted]
        if own and language_of(each) != language_of(locale):
            found[each] = tuple(dict.fromkeys(own))[:MOST_TERMS]
    said = (term.text for term in terms if _is_label(term, locale))
    words, label = question[hit.begin : hit.end], next(said, hit.candidate.text)
    return Expansion(*hit.concept, words, label, found, locale)


def _is_label(term: Term, locale: str) -> bool:
    return term.kind is Kind.PREFERRED and term.locale in fallbacks(locale)


def _without_repeats(found: Iterable[Expansion]) -> list[Expansion]:
    """Those that say something new of their words, each told once."""
    told: set[tuple[str, str, str]] = set()
    kept = []
    for expansion in found:
        new = {
            (expansion.words, locale, text.casefold())
            for locale, texts in expansion.terms.items()
            for text in texts
        } - told
        if new:
            told |= new
            kept.append(expansion)
    return kept
