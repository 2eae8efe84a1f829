"""What must hold of concepts and terms, the database itself holds."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.core.db import db
from portal.thesaurus.models import (
    Concept,
    Definition,
    Kind,
    Link,
    Proposal,
    Relation,
    Term,
    TermKey,
)
from tests import build
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


def term(text: str, kind: Kind, locale: str = "en") -> Term:
    return Term(scheme="glossary", code="flood", locale=locale, text=text, kind=kind)


@pytest.fixture
def flood(glossary) -> Concept:
    return terms.concept({"en": "flood"})


def test_a_second_preferred_term_in_one_language_is_refused(flood):
    db.session.add(term("inundation", Kind.PREFERRED))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_other_kinds_and_other_languages_have_room(flood):
    db.session.add_all(
        [
            term("inundation", Kind.ALTERNATE),
            term("deluge", Kind.ALTERNATE),
            term("floodd", Kind.HIDDEN),
            term("act of God", Kind.FORBIDDEN),
            term("inondation", Kind.PREFERRED, "fr"),
        ]
    )

    db.session.flush()

    assert len(db.session.scalars(sa.select(Term).where(Term.code == "flood")).all()) == 6


def test_one_text_has_one_kind(flood):
    db.session.add(term("flood", Kind.FORBIDDEN))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_no_concept_is_broader_than_itself(flood):
    own = {"scheme": "glossary", "code": "flood"}
    db.session.add(Relation(**own, link=Link.BROADER, other_scheme="glossary", other_code="flood"))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_proposal_names_a_whole_concept_or_none(flood):
    someone = build.person()
    db.session.add(Proposal(scheme="glossary", locale="en", text="x", person_id=someone.id))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_all_that_is_said_of_a_concept_goes_with_it(flood):
    term_id = flood.terms[0].id
    flood_risk = terms.concept({"en": "flood risk"})
    flood.definitions.append(Definition(locale="en", text="Water where it should not be."))
    db.session.add(
        Relation(
            scheme="glossary",
            code=flood_risk.code,
            link=Link.RELATED,
            other_scheme="glossary",
            other_code="flood",
        )
    )
    db.session.commit()

    db.session.execute(sa.delete(Concept).where(Concept.code == "flood"))
    db.session.commit()

    for model in (Definition, Relation):
        assert db.session.scalars(sa.select(model)).all() == []
    assert db.session.scalars(sa.select(TermKey).where(TermKey.term_id == term_id)).all() == []
