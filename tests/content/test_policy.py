"""One read rule: the object's verdict and the list's filter are the same for everybody."""

from itertools import product

import pytest
import sqlalchemy as sa

from portal.content import actions, policy
from portal.content.audience import audience
from portal.content.kinds import kind_of
from portal.content.models import Audience, Entry, Status, Visibility
from portal.core.db import db
from portal.organisations.actions import add_member, end_appointment, end_membership
from portal.organisations.models import Role
from tests import build

STATES = list(build.WAYS)


def readers_of(cast, entry) -> set[str]:
    return {name for name in build.CAST if policy.can_read(getattr(cast, name), entry)}


@pytest.fixture
def one_of_each(cast):
    return [
        build.case_study(cast.ada, status=status, visibility=visibility)
        for status, visibility in product(STATES, Visibility)
    ]


def test_lists_show_exactly_what_may_be_read(cast, one_of_each):
    for name in build.CAST:
        person = getattr(cast, name)

        listed = set(db.session.scalars(sa.select(Entry.id).where(policy.visible_to(person))))

        readable = {each.id for each in one_of_each if policy.can_read(person, each)}
        assert listed == readable, name


def test_the_stored_audience_is_the_computed_one(one_of_each):
    for entry in one_of_each:
        stored = {
            (row.part, row.token): row.from_at
            for row in db.session.scalars(sa.select(Audience).where(Audience.entry_id == entry.id))
        }
        computed = {
            (part, token): moment
            for part, grants in audience(entry, kind_of(entry)).items()
            for token, moment in grants.items()
        }
        assert stored == computed


INSIDERS = {"ada", "bo", "fay"}
STAFF = {"di", "dan"}
MEMBERS = set(build.CAST) - {"visitor", "max"}


@pytest.mark.parametrize(
    ("status", "visibility", "readers"),
    [
        (Status.DRAFT, Visibility.PUBLIC, INSIDERS),
        (Status.SUBMITTED, Visibility.PUBLIC, INSIDERS | STAFF),
        (Status.IN_EDITING, Visibility.MEMBERS, INSIDERS | STAFF),
        (Status.CHANGES_REQUESTED, Visibility.MEMBERS, INSIDERS | STAFF),
        (Status.PUBLISHED, Visibility.TEAM, INSIDERS | STAFF | {"eve"}),
        (Status.PUBLISHED, Visibility.REGION, INSIDERS | STAFF | {"eve", "cy"}),
        (Status.PUBLISHED, Visibility.MEMBERS, MEMBERS),
        (Status.PUBLISHED, Visibility.PUBLIC, set(build.CAST)),
        (Status.RETIRED, Visibility.PUBLIC, INSIDERS | STAFF),
    ],
)
def test_who_reads_it(cast, status, visibility, readers):
    study = build.case_study(cast.ada, status=status, visibility=visibility)

    assert readers_of(cast, study) == readers


def test_a_part_is_never_seen_by_more_than_its_entry(cast):
    for visibility, part in product(Visibility, Visibility):
        study = build.case_study(
            cast.ada, status=Status.PUBLISHED, visibility=visibility,
            facts={"lessons_visibility": part.value},
        )  # fmt: skip
        for name in build.CAST:
            parts = policy.readable_parts(getattr(cast, name), study)
            assert "lessons" not in parts or "" in parts, (visibility, part, name)


def test_a_part_may_be_for_fewer_readers(cast):
    study = build.case_study(
        cast.ada, status=Status.PUBLISHED, visibility=Visibility.PUBLIC,
        facts={"lessons_visibility": "team"},
    )  # fmt: skip

    readers = {
        name
        for name in build.CAST
        if "lessons" in policy.readable_parts(getattr(cast, name), study)
    }

    assert readers == INSIDERS | STAFF | {"eve"}


@pytest.mark.parametrize(
    ("verb", "status", "allowed"),
    [
        ("edit", Status.DRAFT, {"ada", "bo", "fay"}),
        ("edit", Status.SUBMITTED, {"bo", "fay", "di", "dan"}),
        ("edit", Status.PUBLISHED, {"ada", "bo", "fay", "di", "dan"}),
        ("edit", Status.RETIRED, set()),
        ("submit", Status.DRAFT, {"ada", "bo", "fay"}),
        ("submit", Status.SUBMITTED, set()),
        ("review", Status.SUBMITTED, {"di", "dan"}),
        ("retire", Status.PUBLISHED, {"bo", "fay", "di", "dan"}),
        ("retire", Status.DRAFT, set()),
        ("restore", Status.RETIRED, {"bo", "fay", "di", "dan"}),
        ("withdraw", Status.SUBMITTED, {"ada", "bo", "fay"}),
        ("withdraw", Status.PUBLISHED, set()),
        ("discard", Status.DRAFT, {"ada", "bo", "fay"}),
        ("discard", Status.PUBLISHED, set()),
    ],
)
def test_who_may_do_what(cast, verb, status, allowed):
    study = build.case_study(cast.ada, status=status)

    may = {name for name in build.CAST if policy.RULES[Entry, verb](getattr(cast, name), study)}

    assert may == allowed


def test_an_editor_of_another_region_does_not_review(cast):
    far = build.case_study(cast.gus, status=Status.SUBMITTED)
    home = build.case_study(cast.ada, status=Status.SUBMITTED)

    assert policy.can_review(cast.rex, far)
    assert not policy.can_review(cast.rex, home)


def test_nobody_reviews_what_they_wrote_or_handed_in(cast):
    own = build.case_study(cast.di, organisation=cast.home)

    assert not policy.can_review(cast.di, own)
    assert policy.can_review(cast.dan, own)


LEFT = [Status.DRAFT, Status.SUBMITTED, Status.CHANGES_REQUESTED, Status.PUBLISHED]


@pytest.mark.parametrize("status", LEFT)
def test_who_has_left_the_city_looks_after_nothing_of_it(cast, status):
    study = build.case_study(cast.ada, status=status, visibility=Visibility.TEAM)

    end_membership(cast.ada.memberships[0])
    db.session.expire_all()

    verbs = ("read", "edit", "see_history", "submit", "withdraw", "discard")
    assert [verb for verb in verbs if policy.RULES[Entry, verb](cast.ada, study)] == []
    assert not policy.can_widen(cast.ada, study)
    assert policy.can_read(cast.bo, study)


def test_who_has_left_still_reads_what_is_for_others_too(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.MEMBERS)
    add_member(cast.ada, cast.near, Role.OFFICIAL)

    end_membership(next(each for each in cast.ada.memberships if each.organisation is cast.home))
    db.session.expire_all()

    assert policy.can_read(cast.ada, study)
    assert "lessons" in policy.readable_parts(cast.ada, study)
    assert not policy.can_edit(cast.ada, study)
    assert not policy.can_see_history(cast.ada, study)


def test_who_comes_back_finds_her_drafts_again(cast):
    study = build.case_study(cast.ada)
    end_membership(cast.ada.memberships[0])
    db.session.expire_all()

    add_member(cast.ada, cast.home, Role.OFFICIAL)
    db.session.expire_all()

    assert policy.can_edit(cast.ada, study)


def test_an_editor_who_writes_for_a_city_keeps_it_as_long_as_she_is_one(cast):
    study = build.case_study(cast.rex, organisation=cast.home)
    may_edit = policy.can_edit(cast.rex, study)

    end_appointment(cast.rex.appointments[0])
    db.session.expire_all()

    assert may_edit
    assert not policy.can_edit(cast.rex, study)
    assert not policy.can_read(cast.rex, study)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (Status.DRAFT, {"ada", "bo", "fay"}),
        (Status.SUBMITTED, {"ada", "bo", "fay"}),
        (Status.PUBLISHED, {"bo", "fay"}),
    ],
)
def test_who_may_open_it_to_more_readers(cast, status, allowed):
    study = build.case_study(cast.ada, status=status, visibility=Visibility.TEAM)

    assert {name for name in build.CAST if policy.can_widen(getattr(cast, name), study)} == allowed


def test_a_draft_that_was_thrown_away_stays_with_its_makers(cast):
    study = build.case_study(cast.ada, visibility=Visibility.PUBLIC)
    actions.discard(study, cast.ada)

    assert readers_of(cast, study) == INSIDERS
    assert not any(policy.was_readable(getattr(cast, name), study) for name in build.CAST)
    restores = {name for name in build.CAST if policy.can_restore(getattr(cast, name), study)}
    assert restores == {"ada", "bo", "fay"}


def test_a_text_that_was_out_is_gone_for_those_who_could_read_it(cast):
    study = build.case_study(cast.ada, status=Status.RETIRED, visibility=Visibility.REGION)

    told = {name for name in build.CAST if policy.was_readable(getattr(cast, name), study)}

    assert told == {"ada", "eve", "bo", "fay", "cy"}
