"""Concepts as people look them up: by words of any language, and one with all that is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from portal.core.db import db
from portal.thesaurus.keying import folded
from portal.thesaurus.models import (
    Concept,
    Definition,
    Kind,
    Link,
    Proposal,
    ProposalState,
    Relation,
    Term,
)
from portal.thesaurus.schemes import Name, are

MOST_WORDS = 8  # of a search
MOST_RELATIVES = 200  # of a concept that are shown


@dataclass(frozen=True, slots=True)
class Whole:
    """One concept with everything: its words and meanings are on it, here are its relatives."""

    concept: Concept
    terms: dict[str, list[Term]]  # by locale, preferred first
    definitions: dict[str, Definition]
    broader: list[Concept]
    narrower: list[Concept]
    related: list[Concept]
    proposals: list[Proposal]  # waiting


_ORDER = (Kind.PREFERRED, Kind.ALTERNATE, Kind.HIDDEN, Kind.FORBIDDEN)


def searched(
    words: str = "", *, schemes: Collection[str] = (), locale: str = "", domain: str = ""
) -> sa.Select[Concept]:
    """Concepts that have a term with all these words, or parts of words, in any language.

    Give it to `portal.core.paging.paged`; terms come along. `locale` narrows to terms of one
    language. Without words all concepts, in the order of their schemes.
    """
    chosen = sa.select(Concept).options(selectinload(Concept.terms))
    if schemes:
        chosen = chosen.where(Concept.scheme.in_(schemes))
    if domain:
        chosen = chosen.where(Concept.domain == domain)
    wanted = folded(words).split()[:MOST_WORDS]
    if wanted or locale:
        named = sa.exists().where(Term.scheme == Concept.scheme, Term.code == Concept.code)
        for word in wanted:
            named = named.where(Term.folded.contains(word, autoescape=True))
        if locale:
            named = named.where(Term.locale == locale)
        chosen = chosen.where(named)
    if not wanted:
        return chosen.order_by(Concept.scheme, Concept.position, Concept.code)
    exact = sa.exists().where(
        Term.scheme == Concept.scheme,
        Term.code == Concept.code,
        Term.folded == " ".join(wanted),
    )
    return chosen.order_by(exact.desc(), Concept.scheme, Concept.position, Concept.code)


def untold(locale: str, schemes: Collection[str]) -> sa.Select[Concept]:
    """Concepts of these schemes that have no preferred term in a language yet."""
    told = sa.exists().where(
        Term.scheme == Concept.scheme,
        Term.code == Concept.code,
        Term.locale == locale,
        Term.kind == Kind.PREFERRED,
    )
    return (
        sa.select(Concept)
        .options(selectinload(Concept.terms))
        .where(Concept.scheme.in_(schemes), ~told, ~Concept.untranslatable)
        .order_by(Concept.scheme, Concept.position, Concept.code)
    )


def concept(scheme: str, code: str) -> Concept | None:
    return db.session.get(Concept, (scheme, code))


def whole(found: Concept) -> Whole:
    """All that is known of a concept, for its page."""
    name = (found.scheme, found.code)
    terms: dict[str, list[Term]] = {}
    for term in sorted(found.terms, key=lambda each: (_ORDER.index(each.kind), each.text)):
        terms.setdefault(term.locale, []).append(term)
    return Whole(
        found,
        terms,
        {each.locale: each for each in found.definitions},
        _concepts(_others(name, Link.BROADER)),
        _concepts(_referrers(name, Link.BROADER)),
        _concepts([*_others(name, Link.RELATED), *_referrers(name, Link.RELATED)]),
        list(db.session.scalars(waiting().where(_is_of(name)))),
    )


def _others(name: Name, link: Link) -> list[Name]:
    chosen = sa.select(Relation.other_scheme, Relation.other_code).where(
        Relation.scheme == name[0], Relation.code == name[1], Relation.link == link
    )
    return [(scheme, code) for scheme, code in db.session.execute(chosen.limit(MOST_RELATIVES))]


def _referrers(name: Name, link: Link) -> list[Name]:
    chosen = sa.select(Relation.scheme, Relation.code).where(
        Relation.other_scheme == name[0], Relation.other_code == name[1], Relation.link == link
    )
    return [(scheme, code) for scheme, code in db.session.execute(chosen.limit(MOST_RELATIVES))]


def _concepts(names: Sequence[Name]) -> list[Concept]:
    if not names:
        return []
    chosen = (
        sa.select(Concept)
        .where(are(Concept.scheme, Concept.code, names))
        .order_by(Concept.scheme, Concept.position, Concept.code)
    )
    found = list(db.session.scalars(chosen))
    # Not by `selectinload`: SQLite takes no index for its pairs and reads all terms there are.
    terms: dict[Name, list[Term]] = {(each.scheme, each.code): [] for each in found}
    own = sa.select(Term).where(are(Term.scheme, Term.code, names))
    for term in db.session.scalars(own.order_by(Term.locale, Term.text)):
        terms[term.scheme, term.code].append(term)
    for each in found:
        set_committed_value(each, "terms", terms[each.scheme, each.code])
    return found


def waiting(locales: Collection[str] | None = None) -> sa.Select[Proposal]:
    """Proposals that nobody has decided, the oldest first; of some languages, or of all."""
    chosen = sa.select(Proposal).where(Proposal.state == ProposalState.WAITING)
    if locales is not None:
        chosen = chosen.where(Proposal.locale.in_(locales))
    return chosen.order_by(Proposal.proposed_at, Proposal.id)


def proposed_by(person_id: int) -> sa.Select[Proposal]:
    """What somebody proposed, with what came of it, the newest first."""
    chosen = sa.select(Proposal).where(Proposal.person_id == person_id)
    return chosen.order_by(Proposal.proposed_at.desc(), Proposal.id.desc())


def _is_of(name: Name) -> sa.ColumnElement[bool]:
    return sa.and_(Proposal.scheme == name[0], Proposal.code == name[1])
