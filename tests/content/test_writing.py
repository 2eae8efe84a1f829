"""Drafting, revising, and two people at once."""

import pytest
import sqlalchemy as sa

from portal.content import actions, writing
from portal.content.models import Revision, Status, Visibility, WorkingCopy
from portal.content.writing import Conflict, Draft
from portal.core.db import db
from portal.core.errors import Refused
from tests import build


def changed(study, facts=None, visibility=None, **words) -> Draft:
    newest = study.newest
    return Draft(newest.words | words, newest.facts | (facts or {}), visibility or study.visibility)


def numbers(study, field: str) -> list[int]:
    return [number for number, _digest in study.newest.cut[field]]


def test_a_draft_has_its_first_revision_and_its_step(cast):
    study = build.case_study(cast.ada)

    assert (study.version, study.status) == (1, Status.DRAFT)
    assert [step.verb for step in study.steps] == ["draft"]


def test_revising_keeps_every_revision(cast):
    study = build.case_study(cast.ada)

    writing.revise(study, cast.ada, 1, changed(study, title="Shade for all"))

    titles = [each.words["title"] for each in study.revisions]
    assert titles == ["Shade for the market street", "Shade for all"]


def test_saving_without_a_change_writes_no_revision(cast):
    study = build.case_study(cast.ada)

    writing.revise(study, cast.ada, 1, changed(study))

    assert study.version == 1


def test_a_changed_paragraph_keeps_its_identity_and_the_others_their_digests(cast):
    study = build.case_study(cast.ada)
    before = {n: d for n, d in study.newest.cut["situation"]}

    text = study.newest.words["situation"].replace("at noon", "at ten")
    writing.revise(study, cast.ada, 1, changed(study, situation=text))

    after = {n: d for n, d in study.newest.cut["situation"]}
    assert after.keys() == before.keys()
    assert sum(after[number] != before[number] for number in after) == 1


def test_moved_paragraphs_take_their_identities_along(cast):
    study = build.case_study(cast.ada)
    before = numbers(study, "situation")

    parts = study.newest.words["situation"].split("\n\n")
    writing.revise(study, cast.ada, 1, changed(study, situation="\n\n".join(reversed(parts))))

    assert numbers(study, "situation") == list(reversed(before))


def test_two_people_who_change_different_fields_are_merged(cast):
    study = build.case_study(cast.ada)
    mine = changed(study, advice="Begin in winter.")
    writing.revise(study, cast.bo, 1, changed(study, title="Shade for all"))

    writing.revise(study, cast.ada, 1, mine)

    words = study.newest.words
    assert (words["title"], words["advice"]) == ("Shade for all", "Begin in winter.")


def test_two_people_who_change_the_same_lose_nothing(cast):
    study = build.case_study(cast.ada)
    mine = changed(study, title="My title", advice="Begin in winter.")
    writing.revise(study, cast.bo, 1, changed(study, title="Her title"))

    with pytest.raises(Conflict) as conflict:
        writing.revise(study, cast.ada, 1, mine)

    assert conflict.value.fields == ["title"]
    assert conflict.value.merged.words["advice"] == "Begin in winter."
    assert study.newest.words["title"] == "Her title"


def test_facts_that_only_one_changed_are_kept(cast):
    study = build.case_study(cast.ada)
    mine = changed(study, facts={"stage": "scaled"})
    writing.revise(study, cast.bo, 1, changed(study, facts={"topics": ["coast"]}))

    writing.revise(study, cast.ada, 1, mine)

    facts = study.newest.facts
    assert (facts["stage"], facts["topics"]) == ("scaled", ["coast"])


def test_editing_what_is_published_leaves_readers_the_published_words(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)

    writing.revise(study, cast.ada, 1, changed(study, title="Pending"))

    assert study.published.words["title"] == "Shade for the market street"
    assert study.is_published
    assert study.status is Status.DRAFT


def test_going_back_to_the_published_words_leaves_nothing_pending(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    published = changed(study)
    writing.revise(study, cast.ada, 1, changed(study, title="Pending"))

    writing.revise(study, cast.ada, 2, published)

    assert study.status is Status.PUBLISHED
    assert study.published_id == study.newest.id


def test_an_editor_may_narrow_but_not_widen_what_is_the_citys(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED, visibility=Visibility.REGION)

    with pytest.raises(Refused):
        writing.revise(study, cast.di, 1, changed(study, visibility=Visibility.PUBLIC))
    writing.revise(study, cast.di, 1, changed(study, visibility=Visibility.TEAM))

    assert study.visibility is Visibility.TEAM


def test_a_part_is_not_opened_by_an_editor_either(cast):
    study = build.case_study(
        cast.ada, status=Status.IN_EDITING, facts={"lessons_visibility": "team"}
    )

    with pytest.raises(Refused):
        writing.revise(study, cast.di, 1, changed(study, {"lessons_visibility": "public"}))
    writing.revise(study, cast.bo, 1, changed(study, {"lessons_visibility": "members"}))
    writing.revise(study, cast.di, 2, changed(study, {"lessons_visibility": "region"}))

    assert study.newest.facts["lessons_visibility"] == "region"


def test_once_it_is_out_its_author_alone_does_not_open_it_further(cast):
    study = build.case_study(cast.ada, visibility=Visibility.TEAM)
    writing.revise(study, cast.ada, 1, changed(study, visibility=Visibility.REGION))
    build.bring_to(study, cast.ada, Status.PUBLISHED)

    with pytest.raises(Refused):
        writing.revise(study, cast.ada, 1, changed(study, visibility=Visibility.PUBLIC))
    writing.revise(study, cast.bo, 1, changed(study, visibility=Visibility.PUBLIC))

    assert study.visibility is Visibility.PUBLIC


def test_a_working_copy_is_nobody_elses_and_goes_with_the_save(cast):
    study = build.case_study(cast.ada)
    writing.keep_working_copy(study, cast.ada, 1, {"title": ["Half a ti"]})
    assert study.version == 1

    writing.revise(study, cast.ada, 1, changed(study, title="Whole title"))

    assert db.session.scalars(sa.select(WorkingCopy)).all() == []


def test_a_revision_says_what_it_was_made_of(cast):
    study = build.case_study(cast.ada)
    revision = study.newest

    assert revision.digest == writing.digest_of(revision.words, revision.facts)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) == 1


def test_nothing_is_written_when_the_step_fails(cast):
    study = build.case_study(cast.ada, words={"advice": ""})

    with pytest.raises(Refused):
        actions.submit(study, cast.ada)

    assert study.status is Status.DRAFT
    assert [step.verb for step in study.steps] == ["draft"]
