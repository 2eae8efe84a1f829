"""A question's concepts in other languages: *inondation* → flood, inundação, فيضان."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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

    `label` is the concept's preferred term in the language of the question, to say why.
    """

    scheme: str
    code: str
    words: str
    label: str
    terms: dict[str, tuple[str, ...]]  # locale → preferred term first; never hidden or forbidden


def expansions(
    words: str | Sequence[str],
    locale: str,
    into: Collection[str],
    *,
    schemes: Collection[str] = (),
) -> list[Expansion]:
    """What the concepts in a question are called in the languages `into`.

    The longest names count: “flood risk” is not expanded as “flood” too. Where several
    schemes have the same concept, the glossary speaks first, then the vocabularies, and
    those that add no further term are left out. With `schemes` only theirs count.
    """
    question = (words if isinstance(words, str) else " ".join(words))[:LONGEST_QUESTION]
    named: dict[Name, Hit] = {}
    for hit in finding.hits(question, locale, schemes):
        if not hit.nested:
            named.setdefault(hit.concept, hit)
    chosen = sorted(named, key=_rank)[:MOST_CONCEPTS]
    terms = _terms(chosen, {language_of(each) for each in (locale, *into)})
    return _without_repeats(
        _expansion(name, question, named[name], terms.get(name, []), (locale, into))
        for name in chosen
    )


def _rank(name: Name) -> tuple[int, Name]:
    scheme = name[0]
    return (0 if scheme == GLOSSARY else 1 if scheme in closed() else 2), name


def _terms(names: Sequence[Name], languages: set[str]) -> dict[Name, list[Term]]:
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
    name: Name, question: str, hit: Hit, terms: list[Term], asked: tuple[str, Collection[str]]
) -> Expansion:
    locale, into = asked
    found: dict[str, tuple[str, ...]] = {}
    for each in into:
        wanted = fallbacks(each)
        own = [term.text for term in terms if term.locale in wanted]
        if own and language_of(each) != language_of(locale):
            found[each] = tuple(dict.fromkeys(own))[:MOST_TERMS]
    said = (term.text for term in terms if _is_label(term, locale))
    return Expansion(*name, question[hit.begin : hit.end], next(said, hit.candidate.text), found)


def _is_label(term: Term, locale: str) -> bool:
    return term.kind is Kind.PREFERRED and term.locale in fallbacks(locale)


def _without_repeats(found: Iterable[Expansion]) -> list[Expansion]:
    """Those that say something new, each told once."""
    told: set[tuple[str, str]] = set()
    kept = []
    for expansion in found:
        new = {
            (locale, text.casefold()) for locale, texts in expansion.terms.items() for text in texts
        } - told
        if new:
            told |= new
            kept.append(expansion)
    return kept
