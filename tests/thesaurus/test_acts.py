"""Each change of the thesaurus leaves its record in the audit, and none holds words."""

from typing import Any

import pytest

from portal.audit.models import AuditRecord
from portal.core.db import db
from portal.thesaurus import actions, proposing, relating
from portal.thesaurus.crediting import Credit, credit
from portal.thesaurus.editing import About
from portal.thesaurus.models import Kind, Link
from tests import build
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")
CODE = {"code": "flood"}


def told() -> list[tuple[int | None, str, str, dict[str, Any]]]:
    rows = db.session.scalars(db.select(AuditRecord).order_by(AuditRecord.id))
    return [(row.actor_id, row.verb, row.subject, row.details) for row in rows]


@pytest.fixture
def tia(glossary):
    return build.person(name="Tia")


def test_what_is_done_to_a_concept_is_told(tia):
    flood = actions.add_concept("glossary", "en", "flood", by=tia)
    other = terms.concept({"en": "rain"})
    before = len(told())
    added = actions.add_term(flood, "en", "flooding", by=tia, kind=Kind.ALTERNATE)
    actions.change_term(added, by=tia, text="inundation")
    actions.remove_term(added, by=tia)
    actions.define(flood, "en", "Water.", by=tia)
    actions.change_concept(flood, About(domain="water"), by=tia)
    relating.relate(flood, Link.RELATED, other, by=tia)
    relating.unrelate(flood, Link.RELATED, other, by=tia)
    actions.remove_concept(flood, by=None)

    assert told()[:2] == [
        (tia.id, "add_concept", "scheme:glossary", CODE),
        (tia.id, "add_term", "scheme:glossary", CODE),
    ]
    verbs = ["add_term", "change_term", "remove_term", "define_concept", "change_concept"]
    verbs += ["relate_concepts", "unrelate_concepts"]
    assert told()[before:-1] == [(tia.id, verb, "scheme:glossary", CODE) for verb in verbs]
    assert told()[-1] == (None, "remove_concept", "scheme:glossary", CODE)


def test_decisions_are_told(tia):
    ada = build.person()
    first = proposing.propose("en", "flood", by=ada)
    second = proposing.propose("en", "drought", by=ada)
    before = len(told())
    proposing.accept(first, by=tia)
    proposing.decline(second, by=tia, answer="No.")

    assert before == 0
    assert told()[-2:] == [
        (tia.id, "accept_term", "scheme:glossary", CODE),
        (tia.id, "decline_term", f"proposal:{second.id}", {}),
    ]


def test_the_longest_names_fit(tia):
    scheme, code = "s" * 32, "c" * 64

    actions.add_concept(scheme, "en", "flood", by=tia, code=code)
    credit(scheme, Credit("A"), by=tia)

    assert [row[2:] for row in told()] == [
        (f"scheme:{scheme}", {"code": code}),
        (f"scheme:{scheme}", {"code": code}),
        (f"scheme:{scheme}", {}),
    ]
