"""Searches are their owner's; questions go to editors of a region; staff see counts of gaps."""

import pytest

from portal.core.access import may
from portal.searches.models import Inquiry, SavedSearch
from portal.searches.policy import Gaps, regions_of
from tests import build
from tests.build import CAST

MEMBERS = set(CAST) - {"visitor"}
EDITORS = {"di", "dan", "rex"}

WHO = [
    ("keep", SavedSearch, MEMBERS),
    ("ask", Inquiry, MEMBERS),
    ("open", Gaps, EDITORS | {"max"}),
    ("settle", Gaps, EDITORS),
]


def who(cast, verb, subject) -> set[str]:
    return {name for name in CAST if may(getattr(cast, name), verb, subject)}


@pytest.mark.parametrize(("verb", "subject", "allowed"), WHO)
def test_the_cast_may_do_what_the_table_of_roles_says(cast, verb, subject, allowed):
    assert who(cast, verb, subject) == allowed


@pytest.mark.parametrize("verb", ["read", "change"])
def test_a_saved_search_is_its_owners_alone(cast, verb):
    assert who(cast, verb, SavedSearch(person_id=cast.cy.id)) == {"cy"}


@pytest.mark.parametrize(
    ("asker", "region", "sees", "answers"),
    [
        ("ada", "africa", {"ada", "di", "dan"}, {"di", "dan"}),
        ("gus", "europe", {"gus", "di", "dan", "rex"}, {"di", "dan", "rex"}),
        ("tia", "", {"tia", "di", "dan"}, {"di", "dan"}),
        ("di", "", {"di", "dan"}, {"dan"}),
    ],
)
def test_a_question_is_seen_by_who_asked_and_answered_by_others(cast, asker, region, sees, answers):
    inquiry = Inquiry(person_id=getattr(cast, asker).id, region=region)

    assert who(cast, "read", inquiry) == sees
    assert who(cast, "answer", inquiry) == answers


def test_editors_have_their_regions(cast):
    assert regions_of(cast.di) is None
    assert regions_of(cast.rex) == ["europe"]
    assert regions_of(cast.max) == []


def test_who_has_left_her_city_keeps_her_searches_and_asks_nobody(app):
    left = build.person()

    assert may(left, "keep", SavedSearch)
    assert not may(left, "ask", Inquiry)
