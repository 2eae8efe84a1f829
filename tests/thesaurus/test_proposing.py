"""People propose words; others decide."""

import pytest

from portal.core import stamps
from portal.core.db import db
from portal.core.errors import Refused
from portal.thesaurus import concepts, proposing
from portal.thesaurus.actions import remove_concept
from portal.thesaurus.editing import PROPOSALS
from portal.thesaurus.models import Kind, ProposalState
from portal.thesaurus.proposing import accept, decline, propose, withdraw
from tests import build
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


@pytest.fixture
def ada(glossary):
    return build.person(name="Ada")


@pytest.fixture
def tia(glossary):
    return build.person(name="Tia")


def test_a_new_concept_is_proposed_and_accepted(ada, tia):
    proposal = propose(
        "EN", " sponge city ", by=ada, definition="A city that holds rain.", reason="In use"
    )
    assert [each.text for each in db.session.scalars(concepts.waiting(["en"]))] == ["sponge city"]

    made = accept(proposal, by=tia, answer="Thank you")

    assert (made.scheme, made.code) == ("glossary", "sponge-city")
    assert [each.text for each in made.definitions] == ["A city that holds rain."]
    assert (proposal.state, proposal.decided_by_id) == (ProposalState.ACCEPTED, tia.id)
    assert db.session.scalars(concepts.waiting()).all() == []
    assert db.session.scalars(concepts.proposed_by(ada.id)).all() == [proposal]


def test_a_term_is_proposed_for_a_concept_and_shown_with_it(ada, tia):
    flood = terms.concept({"en": "flood"})
    proposal = propose("en", "act of God", by=ada, concept=flood, kind=Kind.FORBIDDEN)
    assert concepts.whole(flood).proposals == [proposal]

    accept(proposal, by=tia)

    assert {each.text: each.kind for each in flood.terms}["act of God"] is Kind.FORBIDDEN
    assert concepts.whole(flood).proposals == []


def test_an_accepted_preferred_term_takes_the_place_of_the_former(ada, tia):
    flood = terms.concept({"en": "flooding"})

    accept(propose("en", "flood", by=ada, concept=flood), by=tia)

    assert {each.text: each.kind for each in flood.terms} == {
        "flood": Kind.PREFERRED,
        "flooding": Kind.ALTERNATE,
    }


def test_a_proposal_is_declined_with_a_reason(ada, tia):
    proposal = propose("en", "flood", by=ada)

    with pytest.raises(Refused, match="why"):
        decline(proposal, by=tia, answer=" ")
    decline(proposal, by=tia, answer="We say “inundation”.")

    assert (proposal.state, proposal.answer) == (ProposalState.DECLINED, "We say “inundation”.")


def test_a_proposal_is_taken_back_by_who_made_it_only(ada, tia):
    proposal = propose("en", "flood", by=ada)

    with pytest.raises(Refused, match="Only the person"):
        withdraw(proposal, by=tia)
    withdraw(proposal, by=ada)

    assert proposal.state is ProposalState.WITHDRAWN


@pytest.mark.parametrize("again", [accept, withdraw, lambda p, by: decline(p, by=by, answer="No")])
def test_what_is_decided_is_decided(ada, again):
    proposal = propose("en", "flood", by=ada)
    accept(proposal, by=ada)

    with pytest.raises(Refused, match="decided"):
        again(proposal, by=ada)


def test_a_proposal_is_refused_that_helps_nobody(ada, monkeypatch):
    flood = terms.concept({"en": "flood"})
    propose("fr", "inondation", by=ada, concept=flood)

    for given, reason in (
        ({"locale": "?", "text": "x"}, "language tag"),
        ({"locale": "en", "text": ""}, "words"),
        ({"locale": "en", "text": "flood"}, "has this term"),
        ({"locale": "fr", "text": "inondation", "concept": flood}, "proposed already"),
        ({"locale": "en", "text": "x", "kind": Kind.FORBIDDEN}, "preferred"),
    ):
        with pytest.raises(Refused, match=reason):
            propose(**given, by=ada)
    monkeypatch.setattr(proposing, "MOST_WAITING", 1)
    with pytest.raises(Refused, match="many"):
        propose("en", "levee", by=ada)


def test_what_waits_is_known_from_what_was_decided(ada, tia):
    proposal = propose("en", "flood", by=ada)
    waited = proposing.is_waiting(proposal.id)
    accept(proposal, by=tia)

    assert (waited, proposing.is_waiting(proposal.id)) == (True, False)
    assert not proposing.is_waiting(10**6)


def test_every_change_of_what_waits_renews_the_stamp(ada, tia):
    seen = [stamps.version(PROPOSALS)]
    first, second = propose("en", "flood", by=ada), propose("en", "drought", by=ada)
    seen.append(stamps.version(PROPOSALS))
    withdraw(first, by=ada)
    seen.append(stamps.version(PROPOSALS))
    made = accept(second, by=tia)
    seen.append(stamps.version(PROPOSALS))
    remove_concept(made, by=None)
    seen.append(stamps.version(PROPOSALS))

    assert len(set(seen)) == len(seen)
