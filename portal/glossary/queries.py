"""The list of concepts: in the order of the reader's words, searched, narrowed, by letters."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.analysis.scripts import Script, script_of
from portal.core import stamps
from portal.core.db import db
from portal.glossary.naming import chain
from portal.glossary.policy import owns_language
from portal.thesaurus.editing import PROPOSALS
from portal.thesaurus.keying import folded
from portal.thesaurus.models import (
    Concept,
    Definition,
    Kind,
    Proposal,
    ProposalState,
    Stamp,
    Term,
)
from portal.thesaurus.queries import version
from portal.thesaurus.schemes import GLOSSARY, Name, are, closed

MOST_WORDS = 8  # of a search
MOST_LETTERS = 60
MOST_LISTS = 100  # whose letters a process remembers
_WITHOUT_LETTERS = {Script.HAN, Script.HANGUL, Script.UNSPACED}  # thousands, or none at the front


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see of the thesaurus; what is empty does not narrow."""

    words: str = ""
    schemes: Collection[str] = ()
    kinds: Collection[Kind] = ()  # concepts that have a term of one of these
    lacks: Collection[str] = ()  # languages in which there is no preferred term yet
    keeps_form: bool = False  # untranslatable ones
    letter: str = ""

    @property
    def wanted(self) -> list[str]:
        return folded(self.words).split()[:MOST_WORDS]


_letters_known: dict[tuple[str, ...], tuple[int, list[str]]] = {}


def listed(wish: Wish) -> sa.Select[Concept]:
    """The concepts wished for, by the words the reader knows them by.

    Give it to `portal.core.paging.paged`. What is called exactly as searched comes first, then
    our glossary, our vocabularies, and thesauri of others; what begins with a letter before
    numbers and signs.
    """
    key, chosen = _keyed(wish)
    if wish.letter:
        chosen = chosen.where(sa.func.substr(key, 1, 1) == wish.letter)
    first = [_has(Term.folded == " ".join(wish.wanted)).desc()] if wish.wanted else []
    whose = sa.case((Concept.scheme == GLOSSARY, 0), (Concept.scheme.in_(closed()), 1), else_=2)
    return chosen.order_by(*first, whose, key < "a", key, Concept.scheme, Concept.code)


def letters(wish: Wish) -> list[str]:
    """The letters with which the words of such a list begin, in the order of their scripts.

    Without a search they are remembered per process until the thesaurus changes.
    """
    if wish.wanted:
        return _letters(wish)
    name = (db.engine.url.render_as_string(), *chain(), repr(replace(wish, letter="")))
    now = version(Stamp.THESAURUS)
    found = _letters_known.get(name)
    if found is None or found[0] != now:
        if len(_letters_known) >= MOST_LISTS:
            _letters_known.clear()
        found = _letters_known[name] = now, _letters(wish)
    return found[1]


def _letters(wish: Wish) -> list[str]:
    key, chosen = _keyed(wish)
    first = sa.func.substr(key, 1, 1)
    found = db.session.scalars(chosen.with_only_columns(first).distinct())
    plain = [each for each in found if each and each.isalpha()]
    return sorted(each for each in plain if script_of(each) not in _WITHOUT_LETTERS)[:MOST_LETTERS]


def _keyed(wish: Wish) -> tuple[sa.ColumnElement[str], sa.Select[Concept]]:
    """By what the list is ordered, and the concepts: each with what it is called for the reader."""
    chosen = sa.select(Concept)
    keys: list[sa.SQLColumnExpression[str]] = []
    for code in chain():
        term = aliased(Term)
        own = (term.scheme == Concept.scheme) & (term.code == Concept.code)
        preferred = (term.locale == code) & (term.kind == Kind.PREFERRED)
        chosen = chosen.outerjoin(term, own & preferred)
        keys.append(term.folded)
    other = sa.select(sa.func.min(Term.folded)).where(_own(), Term.kind == Kind.PREFERRED)
    key: sa.ColumnElement[str] = sa.func.coalesce(
        *keys, other.correlate(Concept).scalar_subquery(), Concept.code
    )
    return key, chosen.where(*_conditions(wish))


def _conditions(wish: Wish) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wish.schemes:
        conditions.append(Concept.scheme.in_(wish.schemes))
    if wish.wanted:
        conditions.append(_searched(wish.wanted))
    if wish.kinds:
        conditions.append(_has(Term.kind.in_(wish.kinds)))
    if wish.keeps_form:
        conditions.append(Concept.untranslatable.is_(True))
    for code in wish.lacks:
        told = _has((Term.locale == code) & (Term.kind == Kind.PREFERRED))
        conditions += [~told, ~Concept.untranslatable]
    return conditions


def _searched(wanted: Sequence[str]) -> sa.ColumnElement[bool]:
    """Concepts with a term that has all these words, found by going through the terms once."""
    parts = [Term.folded.contains(word, autoescape=True) for word in wanted]
    found = sa.select(Term.scheme, Term.code).where(*parts)
    return sa.tuple_(Concept.scheme, Concept.code).in_(found)


def _has(which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(_own(), which).correlate(Concept)


def _own() -> sa.ColumnElement[bool]:
    return (Term.scheme == Concept.scheme) & (Term.code == Concept.code)


def scheme_sizes() -> dict[str, int]:
    """How many concepts each scheme has."""
    counted = sa.select(Concept.scheme, sa.func.count()).group_by(Concept.scheme)
    return {scheme: count for scheme, count in db.session.execute(counted)}


def spoken_locales() -> list[str]:
    """The languages in which there is any word."""
    return list(db.session.scalars(sa.select(Term.locale).distinct().order_by(Term.locale)))


def terms_of(names: Sequence[Name]) -> dict[Name, list[Term]]:
    """All terms of some concepts, in the order of the alphabet."""
    found: dict[Name, list[Term]] = {name: [] for name in names}
    if names:
        chosen = sa.select(Term).where(are(Term.scheme, Term.code, names)).order_by(Term.text)
        for term in db.session.scalars(chosen):
            found[term.scheme, term.code].append(term)
    return found


def definitions_of(names: Sequence[Name]) -> dict[Name, Definition]:
    """For each concept that is defined in a language the reader is served with, the best one."""
    if not names:
        return {}
    served = chain()
    chosen = sa.select(Definition).where(
        are(Definition.scheme, Definition.code, names), Definition.locale.in_(served)
    )
    every = sorted(db.session.scalars(chosen), key=lambda each: -served.index(each.locale))
    return {(each.scheme, each.code): each for each in every}


def people(numbers: Collection[int | None]) -> Mapping[int, Person]:
    """Some people by their numbers; who is not known any more is left out."""
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    found = db.session.scalars(sa.select(Person).where(Person.id.in_(wanted)))
    return {person.id: person for person in found}


_remembered: dict[str, tuple[str, list[tuple[str, int, int]]]] = {}


def waiting_for(person: Person) -> int:
    """How many proposals she may decide about; asks the database only where one has changed."""
    name, now = db.engine.url.render_as_string(), stamps.version(PROPOSALS)
    found = _remembered.get(name)
    if found is None or found[0] != now:
        found = _remembered[name] = now, _waiting()
    own = [(locale, count) for locale, number, count in found[1] if number != person.id]
    return sum(count for locale, count in own if owns_language(person, locale))


def _waiting() -> list[tuple[str, int, int]]:
    """How many wait of each language and person."""
    counted = (
        sa.select(Proposal.locale, Proposal.person_id, sa.func.count())
        .where(Proposal.state == ProposalState.WAITING)
        .group_by(Proposal.locale, Proposal.person_id)
    )
    return [(locale, number, count) for locale, number, count in db.session.execute(counted)]


def proposed_locales() -> list[str]:
    """The languages in which something waits."""
    chosen = sa.select(Proposal.locale).where(Proposal.state == ProposalState.WAITING).distinct()
    return list(db.session.scalars(chosen))
