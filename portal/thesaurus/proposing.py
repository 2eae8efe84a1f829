"""Words that people would like to see: proposed by anybody, decided by who owns the language."""

import sqlalchemy as sa

from portal.core import stamps
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.thesaurus.actions import add_concept, add_term, define
from portal.thesaurus.editing import (
    PROPOSALS,
    Acting,
    canonical,
    fault_of,
    many_lines,
    one_line,
    subject_of,
)
from portal.thesaurus.models import Concept, Kind, Proposal, ProposalState, Term
from portal.thesaurus.schemes import GLOSSARY

MOST_WAITING = 100  # of one person


@action
def propose(
    locale: str,
    text: str,
    *,
    by: Acting,
    concept: Concept | None = None,
    kind: Kind = Kind.PREFERRED,
    definition: str = "",
    reason: str = "",
) -> Proposal:
    """Suggest a term for a concept, or a new concept of the glossary where none is given.

    Raises Refused where the words cannot be a term, are there or proposed already, or the
    person has too many proposals waiting.
    """
    spoken, words = canonical(locale), one_line(text)
    if spoken is None:
        raise Refused(_("“%(tag)s” is no language tag.", tag=locale))
    if fault := fault_of(words):
        raise Refused(fault)
    if concept is None and kind is not Kind.PREFERRED:
        raise Refused(_("A new concept begins with its preferred term."))
    _insist_new(spoken, words, concept)
    _insist_not_too_many(by)
    proposal = Proposal(
        scheme=concept.scheme if concept else None,
        code=concept.code if concept else None,
        locale=spoken,
        text=words,
        kind=kind,
        definition=many_lines(definition),
        reason=many_lines(reason),
        person_id=by.id,
    )
    db.session.add(proposal)
    stamps.renew(PROPOSALS)
    return proposal


@action
def accept(proposal: Proposal, *, by: Acting, answer: str = "") -> Concept:
    """Do what was proposed; returns the concept, which may be new.

    Raises Refused unless the proposal waits, and where `add_term` does.
    """
    _insist_waiting(proposal)
    concept = _concept_of(proposal)
    if concept is None:
        concept = add_concept(GLOSSARY, proposal.locale, proposal.text, by=by)
        proposal.scheme, proposal.code = concept.scheme, concept.code
    else:
        add_term(concept, proposal.locale, proposal.text, by=by, kind=proposal.kind)
    if proposal.definition:
        define(concept, proposal.locale, proposal.definition, by=by)
    _decide(proposal, ProposalState.ACCEPTED, by, answer)
    witness(by.id, "accept_term", subject_of(concept.scheme), code=concept.code)
    return concept


@action
def decline(proposal: Proposal, *, by: Acting, answer: str) -> None:
    """Say no to a proposal, with a reason for who proposed it; raises Refused without one."""
    _insist_waiting(proposal)
    if not many_lines(answer):
        raise Refused(_("Say why, for the person who proposed it."))
    _decide(proposal, ProposalState.DECLINED, by, answer)
    witness(by.id, "decline_term", f"proposal:{proposal.id}")


@action
def withdraw(proposal: Proposal, *, by: Acting) -> None:
    """Take one's own proposal back; raises Refused for anybody else's."""
    _insist_waiting(proposal)
    if proposal.person_id != by.id:
        raise Refused(_("Only the person who proposed it can take it back."))
    _decide(proposal, ProposalState.WITHDRAWN, by, "")


def is_waiting(number: int) -> bool:
    """Whether a proposal is there that nobody has decided, as of now."""
    chosen = sa.select(Proposal.state).where(Proposal.id == number)
    return db.session.scalar(chosen) is ProposalState.WAITING


def _decide(proposal: Proposal, state: ProposalState, by: Acting, answer: str) -> None:
    proposal.state = state
    proposal.decided_by_id, proposal.decided_at = by.id, now()
    proposal.answer = many_lines(answer)
    stamps.renew(PROPOSALS)


def _concept_of(proposal: Proposal) -> Concept | None:
    if proposal.scheme is None:
        return None
    return db.session.get(Concept, (proposal.scheme, proposal.code))


def _insist_waiting(proposal: Proposal) -> None:
    if proposal.state is not ProposalState.WAITING:
        raise Refused(_("This proposal was decided already."))


def _insist_new(locale: str, text: str, concept: Concept | None) -> None:
    scheme = concept.scheme if concept else GLOSSARY
    same = sa.select(Term.id).where(Term.scheme == scheme, Term.locale == locale, Term.text == text)
    waiting = sa.select(Proposal.id).where(
        Proposal.state == ProposalState.WAITING, Proposal.locale == locale, Proposal.text == text
    )
    if concept is not None:
        same = same.where(Term.code == concept.code)
        waiting = waiting.where(Proposal.scheme == concept.scheme, Proposal.code == concept.code)
    if db.session.scalar(same.limit(1)) is not None:
        raise Refused(_("The glossary has this term already."))
    if db.session.scalar(waiting.limit(1)) is not None:
        raise Refused(_("This term is proposed already."))


def _insist_not_too_many(by: Acting) -> None:
    own = sa.select(sa.func.count()).where(
        Proposal.person_id == by.id, Proposal.state == ProposalState.WAITING
    )
    if (db.session.scalar(own) or 0) >= MOST_WAITING:
        raise Refused(_("You have many proposals waiting. Let some be decided first."))
