"""Publishing later: who may plan it, what comes out at the moment, and what if it cannot."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.models import PersonState
from portal.audit.models import AuditRecord
from portal.content import actions, scheduling, writing
from portal.content.models import Status, Visibility
from portal.content.policy import can_read
from portal.content.scheduling import PublicationPlan, plan_of
from portal.content.scheduling_letter import compose
from portal.content.writing import Draft
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.outbox import OutgoingMail
from portal.core.timers import Timer
from tests import build
from tests.pages.test_views import page_of, sealed

TODAY = "2026-11-23T08:00:00+00:00"
DUE = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
LATER = "2026-11-25T06:00:01+00:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY) as traveller:
        yield traveller


def revised(entry, by, **words):
    """Newer words of an entry, saved by somebody."""
    wanted = Draft(entry.newest.words | words, entry.newest.facts, entry.visibility)
    return writing.revise(entry, by, entry.version, wanted)


def at_its_moment(clock, work):
    clock.move_to(LATER)
    work()
    db.session.expire_all()


def letters(kind: str = scheduling.NOT_PUBLISHED) -> list[dict]:
    chosen = sa.select(OutgoingMail.numbers).where(OutgoingMail.kind == kind)
    return list(db.session.scalars(chosen))


def planned(entry, by, due_at=DUE):
    scheduling.schedule(entry, by, entry.version, due_at)
    return entry


# What comes out


def test_a_page_is_published_at_its_moment_and_not_before(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)

    work()
    assert page.status is Status.DRAFT
    assert not can_read(cast.ada, page)
    at_its_moment(clock, work)

    assert page.status is Status.PUBLISHED
    assert page.published_at >= DUE
    assert can_read(cast.ada, page)
    assert page.steps[-1].person_id == cast.di.id
    assert [step.verb for step in page.steps] == ["draft", "schedule", "publish"]
    assert plan_of(page) is None
    assert letters() == []


def test_a_case_study_is_published_in_the_editors_name_and_its_author_is_told(cast, clock, work):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)

    at_its_moment(clock, work)

    assert study.status is Status.PUBLISHED
    assert [each["person"] for each in letters("published")] == [cast.ada.id]


def test_a_briefing_is_cleared_at_its_moment(cast, clock, work):
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    planned(briefing, cast.dan)

    at_its_moment(clock, work)

    assert briefing.status is Status.PUBLISHED
    assert briefing.steps[-1].verb == "clear"


def test_readers_keep_the_published_words_until_then(cast, clock, visitor, work):
    page = page_of(cast, "about", body="What we said.")
    revised(page, cast.di, body="What we shall say.")
    planned(page, cast.di)
    work()

    assert "What we said." in visitor.get("/en/pages/about").text
    at_its_moment(clock, work)

    assert "What we shall say." in visitor.get("/en/pages/about").text


def test_what_comes_out_is_the_revision_that_was_seen(cast, clock, visitor, work):
    page = page_of(cast, "about", body="First.")
    revised(page, cast.di, body="Second.")
    planned(page, cast.di)
    revised(page, cast.dan, body="Third, which nobody has decided about.")

    at_its_moment(clock, work)

    assert page.published.number == 2
    assert page.status is Status.DRAFT  # the third waits
    assert "Second." in visitor.get("/en/pages/about").text
    actions.publish(page, cast.dan)
    assert page.published.number == 3
    assert page.status is Status.PUBLISHED


def test_the_audit_names_the_revision_that_came_out(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)
    revised(page, cast.dan, body="Later words.")

    at_its_moment(clock, work)

    record = db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id.desc())).first()
    assert (record.verb, record.details["revision"]) == ("publish", 1)


def test_facts_and_subjects_are_those_of_the_revision_that_came_out(cast, clock, work):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)
    facts = study.newest.facts | {"topics": ["coast"]}
    writing.revise(study, cast.dan, 1, Draft(study.newest.words, facts, study.visibility))

    at_its_moment(clock, work)

    topics = [each.code for each in study.subjects if each.scheme == "topic"]
    assert topics == ["heat-cooling"]
    assert study.status is Status.SUBMITTED


def test_an_embargo_still_holds_what_was_cleared_by_plan(cast, clock, work):
    event = build.event()
    until = (DUE + timedelta(days=1)).isoformat()
    briefing = build.briefing(event, cast.di, status=Status.DRAFT, embargo=until)
    planned(briefing, cast.dan)

    at_its_moment(clock, work)

    assert briefing.status is Status.CLEARED
    assert not can_read(cast.ada, briefing)


def test_the_worker_may_come_late_and_twice(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)

    at_its_moment(clock, work)
    at_its_moment(clock, work)

    assert [step.verb for step in page.steps].count("publish") == 1


# Changing and giving up


def test_a_newer_plan_replaces_the_older_one(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)
    planned(page, cast.dan, DUE + timedelta(days=7))

    at_its_moment(clock, work)

    assert page.status is Status.DRAFT
    assert plan_of(page).person_id == cast.dan.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Timer)) == 1


def test_a_plan_that_is_given_up_comes_to_nothing(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)

    scheduling.unschedule(page, cast.dan)
    at_its_moment(clock, work)

    assert page.status is Status.DRAFT
    assert letters() == []
    assert db.session.get(PublicationPlan, page.id) is None


def test_giving_up_what_is_not_planned_is_refused(cast):
    with pytest.raises(Refused):
        scheduling.unschedule(page_of(cast, "plans", published=False), cast.di)


def test_what_was_published_by_hand_meanwhile_is_not_published_again(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)
    revised(page, cast.di, body="Newer.")
    actions.publish(page, cast.di)

    assert plan_of(page) is None
    at_its_moment(clock, work)

    assert page.published.number == 2
    assert letters() == []


# Refusals


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CHANGES_REQUESTED, Status.PUBLISHED,
                                    Status.RETIRED])  # fmt: skip
def test_only_what_waits_to_be_published_can_be_planned(cast, status):
    study = build.case_study(cast.ada, status=status)

    with pytest.raises(Refused):
        scheduling.schedule(study, cast.di, study.version, DUE)

    assert db.session.get(PublicationPlan, study.id) is None


def test_nobody_plans_what_she_has_not_seen(cast):
    page = page_of(cast, "plans", published=False)
    revised(page, cast.dan, body="Newer.")

    with pytest.raises(Refused):
        scheduling.schedule(page, cast.di, 1, DUE)


def test_nothing_with_gaps_is_planned(cast):
    page = page_of(cast, "plans", published=False, body="")

    with pytest.raises(Refused):
        scheduling.schedule(page, cast.di, 1, DUE)


@pytest.mark.parametrize("away", [timedelta(0), timedelta(minutes=-1), timedelta(days=367)])
def test_the_moment_lies_ahead_and_not_too_far(cast, away):
    page = page_of(cast, "plans", published=False)

    with pytest.raises(Refused):
        scheduling.schedule(page, cast.di, 1, now() + away)


@pytest.mark.parametrize(
    ("hinder", "obstacle"),
    [
        (lambda cast, study: actions.withdraw(study, cast.ada), "taken_back"),
        (lambda cast, study: actions.request_changes(study, cast.dan, "More."), "taken_back"),
        (lambda cast, _study: setattr(cast.di.appointments[0], "region", "europe"), "not_allowed"),
    ],
    ids=["withdrawn", "given back", "no longer her region"],
)
def test_what_stands_in_the_way_is_told_by_mail_and_nothing_comes_out(
    cast, clock, work, hinder, obstacle
):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)
    hinder(cast, study)
    db.session.commit()

    at_its_moment(clock, work)

    assert not study.is_published
    assert letters() == [{"entry": study.id, "person": cast.di.id, "obstacle": obstacle}]


def test_a_plan_does_not_revive_when_it_is_handed_in_again(cast, clock, work):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)
    actions.withdraw(study, cast.ada)
    actions.submit(study, cast.ada)

    assert plan_of(study) is None
    at_its_moment(clock, work)

    assert study.status is Status.SUBMITTED
    assert [each["obstacle"] for each in letters()] == ["taken_back"]


def test_a_page_retired_meanwhile_stays_away(cast, clock, work):
    page = page_of(cast, "about")
    revised(page, cast.di, body="Newer.")
    planned(page, cast.di)
    actions.retire(page, cast.dan)

    at_its_moment(clock, work)

    assert page.status is Status.RETIRED
    assert [each["obstacle"] for each in letters()] == ["taken_back"]


def test_what_became_needed_meanwhile_is_asked_for(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)
    seen = page.newest
    seen.words = seen.words | {"body": ""}  # as if the kind asked for more than it did
    db.session.commit()

    at_its_moment(clock, work)

    assert page.status is Status.DRAFT
    assert [each["obstacle"] for each in letters()] == ["incomplete"]


def test_somebody_who_was_signed_off_publishes_nothing_and_hears_nothing(cast, clock, work):
    page = planned(page_of(cast, "plans", published=False), cast.di)
    cast.di.state = PersonState.DISABLED
    db.session.commit()

    at_its_moment(clock, work)

    assert page.status is Status.DRAFT
    assert [compose(each) for each in letters()] == [None]


def test_the_second_person_is_asked_for_by_the_revision_that_was_seen(cast, clock, work):
    """Dan clears what Di wrote, then mends it himself: his own words do not come out."""
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    planned(briefing, cast.dan)
    revised(briefing, cast.dan, meaning="Dan's own.")

    at_its_moment(clock, work)

    assert briefing.published.number == 1
    assert briefing.status is Status.DRAFT


# Letters


@pytest.mark.parametrize("obstacle", ["not_allowed", "taken_back", "incomplete"])
def test_the_letter_says_why_and_where_it_stands(app, cast, work, obstacle):
    page = page_of(cast, "plans", published=False, title="The canary plan")
    numbers = {"entry": page.id, "person": cast.di.id, "obstacle": obstacle}

    letter = compose(numbers)

    with app.test_request_context():
        text = app.jinja_env.get_template(letter.template).render(letter.context)
    assert "The canary plan" in text.splitlines()[0]
    assert f"/en/pages/{page.id}?newest=1" in text
    assert "Its moment has come, but" in text


def test_the_letter_tells_nothing_to_somebody_who_may_not_read_it_any_more(app, cast):
    page = page_of(cast, "plans", published=False, title="The canary plan")
    letter = compose({"entry": page.id, "person": cast.ada.id, "obstacle": "not_allowed"})

    with app.test_request_context():
        text = app.jinja_env.get_template(letter.template).render(letter.context)
    assert "canary" not in text
    assert "/pages/" not in text


# In the browser's terms


def path_of(entry) -> str:
    return f"/en/entries/{entry.id}/schedule"


def sent(client, entry, **fields):
    usual = {"revision": str(entry.version), "publish_at": "2026-11-25T09:00"}
    return client.post(path_of(entry), data=sealed(client, path_of(entry), **usual | fields))


@pytest.mark.parametrize(
    ("name", "answer"),
    [("di", 200), ("dan", 200), ("rex", 404), ("ada", 403), ("bo", 403), ("eve", 404),
     ("tia", 404), ("max", 404), ("visitor", 303)],
)  # fmt: skip
def test_who_may_plan_the_publication_of_a_case_study(cast, sign_in, name, answer):
    study = build.case_study(cast.ada, status=Status.SUBMITTED)

    assert sign_in(getattr(cast, name)).get(path_of(study)).status_code == answer


def test_an_editor_plans_neither_what_she_handed_in_nor_the_briefing_she_wrote(cast, sign_in):
    study = build.case_study(cast.di, organisation=cast.home, status=Status.SUBMITTED)
    briefing = build.briefing(build.event(), cast.di, status=Status.DRAFT)

    for entry in (study, briefing):
        page = sign_in(cast.di).get(path_of(entry))
        assert page.status_code == 403
        assert sign_in(cast.dan).get(path_of(entry)).status_code == 200


def test_the_moment_is_typed_and_shown_by_the_editors_clock(cast, sign_in):
    cast.di.time_zone = "Africa/Nairobi"
    db.session.commit()
    page, client = page_of(cast, "plans", published=False), sign_in(cast.di)

    answer = sent(client, page)

    assert answer.status_code == 302
    assert plan_of(page).due_at == DUE  # 06:00 UTC is 09:00 there
    bar = client.get("/en/pages/plans").text
    assert "Revision 1 is published on" in bar
    assert "09:00" in bar
    form = client.get(path_of(page)).text
    assert 'value="2026-11-25T09:00"' in form
    assert "Africa/Nairobi" in form


@pytest.mark.parametrize(
    ("local", "message"),
    [
        ("2027-03-28T02:30", "The clocks are put forward over this time."),
        ("2026-11-23T08:30", "within the next twelve months"),
        ("2028-01-01T09:00", "within the next twelve months"),
        ("0001-01-01T00:00", ""),
        ("9999-12-31T23:59", ""),
        ("tomorrow", "Not a valid datetime value."),
        ("", "This is needed."),
    ],
)
def test_an_impossible_moment_is_refused_in_words(cast, sign_in, local, message):
    cast.di.time_zone = "Europe/Berlin"
    db.session.commit()
    page = page_of(cast, "plans", published=False)

    answer = sent(sign_in(cast.di), page, publish_at=local)

    assert answer.status_code == 422
    assert message in answer.text
    assert plan_of(page) is None


@pytest.mark.parametrize("number", ["0", "2", "many", "9" * 30, ""])
def test_another_revision_than_the_newest_is_refused(cast, sign_in, number):
    page = page_of(cast, "plans", published=False)

    answer = sent(sign_in(cast.di), page, revision=number)

    assert answer.status_code == 409
    assert plan_of(page) is None


def test_the_form_says_which_revision_comes_out(cast, sign_in):
    page = page_of(cast, "about")
    revised(page, cast.di, body="Newer.")

    text = sign_in(cast.dan).get(path_of(page)).text

    assert "Revision 2, the newest one now" in text
    assert "does not come out with it" in text


def test_the_plan_is_changed_and_given_up_on_the_page(cast, sign_in):
    page, client = page_of(cast, "plans", published=False), sign_in(cast.di)
    sent(client, page)
    sent(client, page, publish_at="2026-11-26T09:00")
    assert plan_of(page).due_at.day == 26

    step = f"/en/entries/{page.id}/unschedule"
    client.post(step, data=sealed(client, "/en/pages/plans"))

    db.session.expire_all()
    assert plan_of(page) is None
    assert "is published on" not in client.get("/en/pages/plans").text


@pytest.mark.parametrize(("name", "answer"), [("ada", 403), ("rex", 404), ("visitor", 303)])
def test_others_cannot_give_a_plan_up(cast, sign_in, name, answer):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)
    client = sign_in(getattr(cast, name))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/en/").text)
    fields = {"csrf_token": token[1]} if token else {}

    sent_there = client.post(f"/en/entries/{study.id}/unschedule", data=fields)

    assert sent_there.status_code in (answer, 400)
    assert plan_of(study) is not None


@pytest.mark.parametrize(
    ("name", "offered", "told"),
    [("di", True, True), ("dan", True, True), ("ada", False, True), ("bo", False, True)],
)
def test_the_bar_offers_it_to_editors_and_tells_those_who_work_on_it(
    cast, sign_in, name, offered, told
):
    study = planned(build.case_study(cast.ada, status=Status.SUBMITTED), cast.di)

    bar = sign_in(getattr(cast, name)).get(f"/en/case-studies/{study.id}").text

    assert (path_of(study) in bar) == offered
    assert (f"/entries/{study.id}/unschedule" in bar) == offered
    assert ("is published on" in bar) == told


def test_readers_are_not_told_of_a_plan(cast, sign_in):
    page = page_of(cast, "about")
    revised(page, cast.di, body="The canary sings.")
    planned(page, cast.di)

    for name in ("visitor", "ada", "tia"):
        text = sign_in(getattr(cast, name)).get("/en/pages/about").text
        assert "canary" not in text
        assert "published on" not in text


def test_what_is_published_offers_no_plan(cast, sign_in):
    page = page_of(cast, "about", visibility=Visibility.MEMBERS)

    assert path_of(page) not in sign_in(cast.di).get("/en/pages/about").text
