"""Concepts hang together without circles."""

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Refused
from portal.thesaurus.concepts import whole
from portal.thesaurus.models import Link, Relation
from portal.thesaurus.relating import above, relate, unrelate
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


@pytest.fixture
def chain(glossary):
    """hazard ← flood ← flash flood"""
    hazard, flood, flash = (
        terms.concept({"en": name}) for name in ("hazard", "flood", "flash flood")
    )
    relate(flood, Link.BROADER, hazard, by=None)
    relate(flash, Link.BROADER, flood, by=None)
    return hazard, flood, flash


def test_narrower_is_broader_read_from_the_other_end(chain):
    hazard, flood, flash = chain

    told = whole(flood)

    assert (told.broader, told.narrower, told.related) == ([hazard], [flash], [])
    assert above(("glossary", flash.code)) == {("glossary", "flood"), ("glossary", "hazard")}


def test_a_circle_is_refused_at_any_distance(chain):
    hazard, flood, flash = chain

    with pytest.raises(Refused, match="narrower"):
        relate(hazard, Link.BROADER, flash, by=None)
    with pytest.raises(Refused, match="itself"):
        relate(flood, Link.BROADER, flood, by=None)


def test_what_is_broader_is_not_related_too(chain):
    hazard, _flood, flash = chain

    with pytest.raises(Refused, match="another way"):
        relate(flash, Link.RELATED, hazard, by=None)


def test_related_concepts_are_so_both_ways_and_once(glossary):
    one, other = terms.concept({"en": "a"}), terms.concept({"en": "b"})

    relate(other, Link.RELATED, one, by=None)

    assert whole(one).related == [other]
    assert whole(other).related == [one]
    with pytest.raises(Refused, match="already"):
        relate(one, Link.RELATED, other, by=None)
    with pytest.raises(Refused, match="another way"):
        relate(one, Link.BROADER, other, by=None)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Relation)) == 1


def test_a_relation_is_taken_back(chain):
    hazard, flood, flash = chain

    unrelate(flood, Link.BROADER, hazard, by=None)
    unrelate(flood, Link.BROADER, hazard, by=None)
    relate(hazard, Link.BROADER, flash, by=None)

    assert above(("glossary", "flood")) == set()
