"""What is done to concepts and their words. Who may do it is said where roles are known."""

import csv
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.core import stamps
from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.editing import (
    PROPOSALS,
    UNSAID,
    About,
    Acting,
    canonical,
    fault_of,
    insist_open,
    is_code,
    many_lines,
    next_position,
    one_line,
    restamp,
    slug,
    touch,
)
from portal.thesaurus.keying import catch_up, rekey
from portal.thesaurus.models import (
    LONGEST_CODE,
    LONGEST_DOMAIN,
    LONGEST_SOURCE,
    Concept,
    Definition,
    Kind,
    Term,
)
from portal.thesaurus.schemes import OURS


@action
def load_vocabularies(path: Path = OURS) -> int:
    """Add the concepts and terms that are not there yet; what was edited stays.

    `path` is a CSV with the columns scheme, code, position and one per language.
    Returns how many terms were added. Terms without keys get theirs.
    """
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    concepts, terms = _known({row["scheme"] for row in rows})
    added: list[Term] = []
    for row in rows:
        scheme, code, position = row.pop("scheme"), row.pop("code"), int(row.pop("position"))
        if (scheme, code) not in concepts:
            db.session.add(Concept(scheme=scheme, code=code, position=position))
        added += [
            Term(scheme=scheme, code=code, locale=locale, text=text)
            for locale, text in row.items()
            if text and (scheme, code, locale) not in terms
        ]
    db.session.flush()
    db.session.add_all(added)
    db.session.flush()
    while catch_up():
        pass
    for scheme in sorted({term.scheme for term in added}):
        restamp(scheme)
    return len(added)


def _known(schemes: set[str]) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The concepts of some schemes, and the languages in which each has terms."""
    concepts = sa.select(Concept.scheme, Concept.code).where(Concept.scheme.in_(schemes))
    terms = sa.select(Term.scheme, Term.code, Term.locale).where(Term.scheme.in_(schemes))
    return (
        {tuple(row) for row in db.session.execute(concepts)},
        {tuple(row) for row in db.session.execute(terms)},
    )


@action
def add_concept(
    scheme: str,
    locale: str,
    text: str,
    *,
    by: Acting | None,
    code: str = "",
    about: About = UNSAID,
) -> Concept:
    """Enter a concept with its first term, the preferred one of `locale`.

    Without `code` one is made of the words. Raises Refused where the scheme is a closed
    vocabulary, the code is taken or no code, or the words cannot be a term.
    """
    insist_open(scheme)
    if code and not is_code(code):
        raise Refused(_("A code has Latin letters, digits, hyphens, dots and underscores only."))
    known = db.session.get(Concept, (scheme, code)) if code else None
    if known is not None:
        raise Refused(_("There is a concept with this code already."))
    concept = Concept(
        scheme=scheme, code=code or _free_code(scheme, text), position=next_position(scheme)
    )
    db.session.add(concept)
    _describe(concept, about)
    touch(concept, by, "add_concept")
    add_term(concept, locale, text, by=by)
    return concept


def _free_code(scheme: str, text: str) -> str:
    base = slug(text)[: LONGEST_CODE - 8].strip("-") or "concept"
    similar = sa.select(Concept.code).where(
        Concept.scheme == scheme, Concept.code.startswith(base, autoescape=True)
    )
    taken = set(db.session.scalars(similar))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (base, *numbered) if each not in taken)


@action
def change_concept(concept: Concept, about: About, *, by: Acting | None) -> None:
    """Change what is to be known of a concept; values of None stay as they are."""
    _describe(concept, about)
    touch(concept, by, "change_concept")


def _describe(concept: Concept, about: About) -> None:
    if about.untranslatable is not None:
        concept.untranslatable = about.untranslatable
    if about.domain is not None:
        concept.domain = one_line(about.domain)[:LONGEST_DOMAIN]
    if about.note is not None:
        concept.note = many_lines(about.note)


@action
def remove_concept(concept: Concept, *, by: Acting | None) -> None:
    """Remove a concept with its terms, definitions, relations and proposals.

    Raises Refused for one of a closed vocabulary and for one that something refers to.
    """
    insist_open(concept.scheme)
    touch(concept, by, "remove_concept")
    db.session.delete(concept)
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise Refused(_("This concept is in use and cannot be removed.")) from fault
    stamps.renew(PROPOSALS)


@action
def add_term(
    concept: Concept, locale: str, text: str, *, by: Acting | None, kind: Kind = Kind.PREFERRED
) -> Term:
    """Add a word for a concept; the former preferred term gives way to a new one.

    Raises Refused where the locale is no language tag, the words cannot be a term or are
    there already, or an alternate term has no preferred one beside it.
    """
    spoken, words = _right(locale, text)
    _insist_new(concept, spoken, words)
    _give_way(concept, spoken, kind)
    term = Term(scheme=concept.scheme, code=concept.code, locale=spoken, text=words, kind=kind)
    concept.terms.append(term)
    rekey([term])
    touch(concept, by, "add_term")
    return term


@action
def change_term(
    term: Term, *, by: Acting | None, text: str | None = None, kind: Kind | None = None
) -> None:
    """Change the words of a term, its kind, or both; raises Refused as `add_term` does.

    The only preferred term of a language stays so as long as there are alternates.
    """
    concept = term.concept
    if text is not None and one_line(text) != term.text:
        _spoken, words = _right(term.locale, text)
        _insist_new(concept, term.locale, words)
        term.text = words
    if kind is not None and kind is not term.kind:
        _insist_not_missed(term)
        _give_way(concept, term.locale, kind, but=term)
        term.kind = kind
    rekey([term])
    touch(concept, by, "change_term")


@action
def remove_term(term: Term, *, by: Acting | None) -> None:
    """Remove a word; raises Refused for the last of a concept, or a preferred one with alternates.

    A concept without words would be found by nobody: remove it instead.
    """
    concept = term.concept
    if len(concept.terms) == 1:
        raise Refused(_("This is the concept's only term. Remove the concept instead."))
    _insist_not_missed(term)
    concept.terms.remove(term)
    touch(concept, by, "remove_term")


@action
def define(
    concept: Concept, locale: str, text: str, *, by: Acting | None, source: str = ""
) -> None:
    """Say what a concept means in one language, and who says so; no words take it back."""
    spoken = canonical(locale)
    if spoken is None:
        raise Refused(_("“%(tag)s” is no language tag.", tag=locale))
    words = many_lines(text)
    known = next((each for each in concept.definitions if each.locale == spoken), None)
    if known is not None and not words:
        concept.definitions.remove(known)
    elif words:
        definition = known or Definition(scheme=concept.scheme, code=concept.code, locale=spoken)
        definition.text, definition.source = words, one_line(source)[:LONGEST_SOURCE]
        if known is None:
            concept.definitions.append(definition)
    touch(concept, by, "define_concept")


def _right(locale: str, text: str) -> tuple[str, str]:
    spoken, words = canonical(locale), one_line(text)
    if spoken is None:
        raise Refused(_("“%(tag)s” is no language tag.", tag=locale))
    if fault := fault_of(words):
        raise Refused(fault)
    return spoken, words


def _insist_new(concept: Concept, locale: str, text: str) -> None:
    if any(each.locale == locale and each.text == text for each in concept.terms):
        raise Refused(_("The concept has this term in this language already."))


def _give_way(concept: Concept, locale: str, kind: Kind, but: Term | None = None) -> None:
    """Make the preferred term an alternate where another takes its place."""
    preferred = _preferred(concept, locale)
    if kind is Kind.PREFERRED and preferred is not None and preferred is not but:
        preferred.kind = Kind.ALTERNATE
        db.session.flush()  # there is never more than one preferred term, not for a moment
    elif kind is Kind.ALTERNATE and (preferred is None or preferred is but):
        raise Refused(_("Name the preferred term of this language first."))


def _insist_not_missed(term: Term) -> None:
    others = (each for each in term.concept.terms if each.locale == term.locale)
    if term.kind is Kind.PREFERRED and any(each.kind is Kind.ALTERNATE for each in others):
        raise Refused(_("Choose another preferred term of this language first."))


def _preferred(concept: Concept, locale: str) -> Term | None:
    of_locale = (each for each in concept.terms if each.locale == locale)
    return next((each for each in of_locale if each.kind is Kind.PREFERRED), None)
