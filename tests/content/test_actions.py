"""The workflow: each step, and each refusal."""

import pytest
import sqlalchemy as sa

from portal.audit.actions import first_break
from portal.audit.models import AuditRecord
from portal.content import actions
from portal.content.models import Follow, Paragraph, Status
from portal.core.changes import Change
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.outbox import OutgoingMail
from tests import build


def mails() -> list[tuple[str, int]]:
    return [
        (row.kind, row.numbers["person"]) for row in db.session.scalars(sa.select(OutgoingMail))
    ]


def test_the_way_from_draft_to_readers(cast):
    study = build.case_study(cast.ada)

    actions.submit(study, cast.ada)
    actions.take_up(study, cast.di)
    actions.publish(study, cast.di)

    assert study.status is Status.PUBLISHED
    assert study.published_id == study.newest.id
    assert study.published_at is not None
    assert [step.verb for step in study.steps] == ["draft", "submit", "take_up", "publish"]
    assert mails() == [("published", cast.ada.id)]


def test_changes_are_asked_for_in_words_and_by_mail(cast):
    study = build.case_study(cast.ada, status=Status.IN_EDITING)

    actions.request_changes(study, cast.di, "Add the cost, please.")

    assert study.status is Status.CHANGES_REQUESTED
    assert study.steps[-1].message == "Add the cost, please."
    assert mails() == [("changes_requested", cast.ada.id)]


def test_a_city_may_want_to_look_first(cast):
    cast.home.direct_submission = False
    db.session.commit()
    study = build.case_study(cast.ada)

    actions.submit(study, cast.ada)
    assert study.status is Status.CITY_REVIEW
    actions.submit(study, cast.bo)

    assert study.status is Status.SUBMITTED
    assert study.submitted_by_id == cast.bo.id


def test_a_retired_entry_comes_back_with_its_date(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    published_at = study.published_at

    actions.retire(study, cast.bo)
    assert not study.is_published
    actions.restore(study, cast.bo)

    assert study.is_published
    assert study.published_at == published_at


def test_publishing_marks_the_paragraphs_readers_see(cast):
    study = build.case_study(cast.ada)
    digests = sa.select(Paragraph.digest).where(Paragraph.entry_id == study.id)
    assert set(db.session.scalars(digests)) == {None}

    build.bring_to(study, cast.ada, Status.PUBLISHED)

    assert None not in set(db.session.scalars(digests))


def test_every_step_is_told_to_followers_of_the_log_and_to_the_audit(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)

    told = db.session.scalars(sa.select(Change.which).where(Change.what == "entry")).all()
    verbs = db.session.scalars(sa.select(AuditRecord.verb).order_by(AuditRecord.id)).all()
    assert told == [study.id] * 3
    assert verbs == ["draft", "submit", "publish"]
    assert first_break() is None


def test_a_changed_audit_record_is_found(cast):
    build.case_study(cast.ada, status=Status.PUBLISHED)
    second = db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id)).all()[1]
    second.verb = "approve"
    db.session.commit()

    assert first_break() == second.id


def test_a_record_taken_out_of_the_audit_is_found(cast):
    build.case_study(cast.ada, status=Status.PUBLISHED)
    records = db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id)).all()
    db.session.delete(records[1])
    db.session.commit()

    assert first_break() == records[2].id


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("submit", {Status.DRAFT, Status.CHANGES_REQUESTED}),
        ("take_up", {Status.SUBMITTED}),
        ("publish", {Status.SUBMITTED, Status.IN_EDITING}),
        ("retire", {Status.PUBLISHED}),
        ("restore", {Status.RETIRED}),
        ("discard", {Status.DRAFT}),
    ],
)
@pytest.mark.parametrize("status", build.WAYS)
def test_a_step_out_of_turn_is_refused_and_changes_nothing(cast, step, allowed, status):
    study = build.case_study(cast.ada, status=status)
    if status in allowed:
        getattr(actions, step)(study, cast.di)
        return

    with pytest.raises(Refused):
        getattr(actions, step)(study, cast.di)

    assert study.status is status


def test_a_draft_that_was_thrown_away_comes_back_as_a_draft(cast):
    study = build.case_study(cast.ada)
    actions.discard(study, cast.ada)

    actions.restore(study, cast.ada)

    assert study.status is Status.DRAFT
    assert study.published_at is None


def test_asking_for_changes_without_saying_which_is_refused(cast):
    study = build.case_study(cast.ada, status=Status.SUBMITTED)

    with pytest.raises(Refused):
        actions.request_changes(study, cast.di, "")


def test_following_twice_is_following_once(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)

    actions.follow(study, cast.cy)
    actions.follow(study, cast.cy)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Follow)) == 1
    actions.unfollow(study, cast.cy)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Follow)) == 0


def test_a_letter_is_written_in_the_authors_language_when_it_leaves(app, cast, work):
    cast.ada.locale = "ar"
    db.session.commit()
    build.case_study(cast.ada, status=Status.PUBLISHED)

    work()

    letters = sorted(app.config["PORTAL"].mail_folder.glob("*.eml"))
    assert b"Content-Language: ar" in letters[-1].read_bytes()
