"""Saved searches follow what changes: each thing is told once, to whoever may read it then."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.models import PersonState
from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Status, Visibility
from portal.content.writing import Draft
from portal.core import changes, jobs
from portal.core.db import db, now
from portal.core.outbox import MailState, OutgoingMail
from portal.organisations import actions as organisations
from portal.organisations.models import Role
from portal.searches import actions, following, looking, queries
from portal.searches.models import Alert, FoundThing, SavedSearch
from tests import build
from tests.searches.conftest import caught_up, found_by, publish, save, text_of


def asked() -> None:
    """Let the worker do its work but for the mail."""
    db.session.rollback()
    caught_up()
    while following.wake() + following.ask_one():
        db.session.rollback()
    db.session.rollback()


def states() -> list[MailState]:
    """What became of the letters about saved searches."""
    chosen = sa.select(OutgoingMail.state).where(OutgoingMail.kind == actions.ALERT)
    return list(db.session.scalars(chosen))


def test_what_is_new_is_told_once(cy_saved, work, letters):
    study = publish(cy_saved.cast.ada)

    work()
    work()

    told = letters(cy_saved.cast.cy)
    assert len(told) == 1
    assert told[0]["Subject"] == "1 new result for “market shade”"
    body = text_of(told[0])
    assert "Shade for the market\nCase study, Home · Morocco\n" in body
    assert f"http://localhost/en/case-studies/{study.id}" in body
    assert f"http://localhost/en/searches/{cy_saved.search.id}\n" in body
    assert f"http://localhost/en/searches/{cy_saved.search.id}/stop" in body
    assert found_by(cy_saved.search) == {f"entry:{study.id}": True}


def test_what_was_there_when_it_was_saved_is_no_news(cast, work, letters):
    study = publish(cast.ada)
    search = save(cast.cy)

    work()

    assert letters(cast.cy) == []
    assert found_by(search) == {f"entry:{study.id}": False}


def test_nothing_is_sent_when_nothing_is_new(cy_saved, work, letters):
    build.case_study(cy_saved.cast.ada, status=Status.SUBMITTED)

    work()

    assert letters(cy_saved.cast.cy) == []
    assert states() == []


def test_her_own_text_is_no_news_to_her(cast, work, letters):
    search = save(cast.ada)
    study = publish(cast.ada)

    work()

    assert letters(cast.ada) == []
    assert found_by(search) == {f"entry:{study.id}": False}


def test_an_edited_thing_is_no_news(cy_saved, work, letters):
    study = publish(cy_saved.cast.ada)
    work()
    with time_machine.travel(now() + timedelta(days=8)):
        workflow.retire(study, cy_saved.cast.di)
        workflow.restore(study, cy_saved.cast.di)
        work()

    assert len(letters(cy_saved.cast.cy)) == 1


def test_a_thing_that_she_may_read_now_is_news(cy_saved, work, letters):
    study = publish(cy_saved.cast.ada, visibility=Visibility.TEAM)
    work()
    before = len(letters(cy_saved.cast.cy))
    search = save(cy_saved.cast.cy, "market sails")

    wider = Draft(study.newest.words, study.newest.facts, Visibility.MEMBERS)
    writing.revise(study, cy_saved.cast.bo, study.version, wider)
    work()

    assert before == 0
    assert len(letters(cy_saved.cast.cy)) == 2
    assert found_by(search) == {f"entry:{study.id}": True}


def test_a_person_who_joins_another_city_is_told_what_she_may_read_then(cast, work, letters):
    publish(cast.ada, visibility=Visibility.TEAM)
    search = save(cast.cy)
    organisations.add_member(cast.cy, cast.home, Role.OFFICIAL)

    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        work()

    assert len(letters(cast.cy)) == 1
    assert list(found_by(search).values()) == [True]


@pytest.mark.parametrize(("alert", "days"), [(Alert.DAILY, 1), (Alert.WEEKLY, 7)])
def test_the_next_letter_waits_for_its_time(cast, work, letters, alert, days):
    began = now()
    with time_machine.travel(began, tick=False) as clock:
        save(cast.cy, alert=alert)
        publish(cast.ada)
        work()
        clock.shift(timedelta(minutes=1))
        publish(cast.eve, "Shade on the market square")
        work()
        clock.shift(timedelta(days=days, minutes=-2))
        work()
        early = len(letters(cast.cy))
        clock.shift(timedelta(minutes=2))
        work()

    told = letters(cast.cy)
    assert (early, len(told)) == (1, 2)
    assert "Shade on the market square" in text_of(told[1])
    assert "Shade for the market" not in text_of(told[1])


def test_without_letters_what_is_new_is_counted(cast, work, letters):
    save(cast.cy, alert=Alert.NONE)
    publish(cast.ada)

    work()

    assert letters(cast.cy) == []
    assert [row.new for row in queries.saved_by(cast.cy)] == [1]


def test_letters_that_begin_later_tell_nothing_old(cast, work, letters):
    search = save(cast.cy, alert=Alert.NONE)
    publish(cast.ada)
    work()

    actions.change(search, search.name, Alert.DAILY)
    work()
    before = len(letters(cast.cy))
    publish(cast.eve, "Shade on the market square")
    work()

    assert before == 0
    assert ["Shade for the market" in text_of(each) for each in letters(cast.cy)] == [False]


def test_a_long_letter_names_the_first_and_counts_the_rest(cast, work, letters, monkeypatch):
    monkeypatch.setattr("portal.searches.letters.MOST_NAMED", 2)
    save(cast.cy)
    for number in range(5):
        publish(cast.ada, f"Shade for the market {number}")

    work()

    (letter,) = letters(cast.cy)
    assert letter["Subject"].startswith("5 new results")
    assert text_of(letter).count("/en/case-studies/") == 2
    assert "And 3 more." in text_of(letter)


def test_many_new_things_come_in_turns_and_in_one_letter(cast, work, letters, monkeypatch):
    monkeypatch.setattr("portal.searches.looking.MOST_NEW", 2)
    search = save(cast.cy)
    for number in range(5):
        publish(cast.ada, f"Shade for the market {number}")

    work()

    assert len(found_by(search)) == 5
    assert [each["Subject"][:5] for each in letters(cast.cy)] == ["5 new"]


def test_some_of_the_words_are_not_enough_for_a_letter(cast, work, letters):
    search = save(cast.cy, "market windmill")
    study = publish(cast.ada)

    work()

    assert letters(cast.cy) == []
    assert found_by(search) == {f"entry:{study.id}": False}


# Who may not know


def test_what_was_retired_before_the_letter_left_is_not_in_it(cy_saved, work, letters):
    first, second = publish(cy_saved.cast.ada), publish(cy_saved.cast.eve, "Market with shade")
    asked()
    workflow.retire(first, cy_saved.cast.di)

    work()

    (letter,) = letters(cy_saved.cast.cy)
    assert letter["Subject"].startswith("1 new result")
    assert f"/case-studies/{second.id}" in text_of(letter)
    assert f"/case-studies/{first.id}" not in text_of(letter)


def test_who_has_lost_the_right_before_the_letter_leaves_gets_none(cast, work, letters):
    save(cast.eve)
    publish(cast.ada, visibility=Visibility.TEAM)
    asked()
    organisations.end_membership(cast.eve.memberships[0])

    work()

    assert letters(cast.eve) == []
    assert states() == [MailState.DROPPED]


@pytest.mark.parametrize("state", [PersonState.DISABLED, PersonState.ERASED])
def test_who_is_gone_gets_none(cy_saved, work, letters, state):
    publish(cy_saved.cast.ada)
    cy_saved.cast.cy.state = state
    db.session.commit()

    work()

    assert letters(cy_saved.cast.cy) == []
    assert states() == []


def test_who_is_gone_before_the_letter_leaves_gets_none(cy_saved, work, letters):
    publish(cy_saved.cast.ada)
    asked()
    cy_saved.cast.cy.state = PersonState.DISABLED
    db.session.commit()

    work()

    assert letters(cy_saved.cast.cy) == []


@pytest.mark.parametrize("stop", ["alert", "remove"])
def test_who_wants_none_any_more_gets_none(cy_saved, work, letters, stop):
    publish(cy_saved.cast.ada)
    asked()
    if stop == "remove":
        actions.remove(cy_saved.search)
    else:
        actions.change(cy_saved.search, "Shade", Alert.NONE)

    work()

    assert letters(cy_saved.cast.cy) == []


def test_an_embargo_is_kept_and_its_end_is_news(cast, work, letters):
    event = build.event()
    save(cast.cy, "embargoed canary")
    later = now() + timedelta(hours=1)
    build.briefing(event, words={"title": "Embargoed canary"}, embargo=later.isoformat())
    work()
    before = len(letters(cast.cy))

    with time_machine.travel(later + timedelta(minutes=1)):
        work()

    assert (before, len(letters(cast.cy))) == (0, 1)


def test_everybody_is_told_what_she_may_read(cast, work, letters):
    names = ("ada", "eve", "bo", "cy", "gus", "di", "rex", "tia", "max")
    for name in names:
        save(getattr(cast, name))
    publish(cast.ada, visibility=Visibility.REGION)

    work()

    told = {name for name in names if letters(getattr(cast, name))}
    assert told == {"eve", "bo", "cy", "di"}


# Faults


def test_an_index_that_cannot_answer_loses_nothing(cy_saved, app, letters, work, monkeypatch):
    study = publish(cy_saved.cast.ada)
    with monkeypatch.context() as broken:
        broken.setattr("portal.search.follower.lag_behind", lambda _goal: 1)
        following.wake()
        assert following.ask_one() == 0
        assert looking.everything(cy_saved.cast.cy, looking.query_of(cy_saved.search)) is None

    work()

    assert len(letters(cy_saved.cast.cy)) == 1
    assert found_by(cy_saved.search) == {f"entry:{study.id}": True}


def test_a_search_saved_without_an_index_learns_what_was_there(cast, work, letters):
    old = publish(cast.ada)
    query = looking.query_of(SavedSearch(words="market shade", filters={}, literal=False))
    search = actions.save(query, "en", "Shade", Alert.DAILY, None, cast.cy)
    new = publish(cast.eve, "Shade on the market square")

    work()

    assert found_by(search) == {f"entry:{old.id}": False, f"entry:{new.id}": True}
    assert len(letters(cast.cy)) == 1


class Killed(BaseException):
    """The worker dies at this moment."""


def die(*_arguments: object, **_named: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    "moment",
    [
        "portal.core.changes.reached",  # woken, and not noted
        "portal.searches.looking.unseen",  # before the index is asked
        "portal.searches.actions.note_found",  # asked, and nothing noted
        "portal.searches.actions._post",  # things noted, no letter
        "portal.core.outbox.post",  # things marked as told, no letter
        "portal.searches.actions._next",  # letter posted, and not committed
        "portal.core.outbox.send",  # letter taken out, and not sent
    ],
)
def test_a_worker_that_dies_forgets_and_repeats_nothing(
    cy_saved, work, letters, monkeypatch, moment
):
    publish(cy_saved.cast.ada)
    with monkeypatch.context() as deadly:
        deadly.setattr(moment, die)
        with pytest.raises(Killed):
            work()
    db.session.rollback()

    with time_machine.travel(now() + timedelta(minutes=6)):  # the lease of a letter is over
        work()
        work()

    assert len(letters(cy_saved.cast.cy)) == 1
    assert [row.new for row in queries.saved_by(cy_saved.cast.cy)] == [1]


def test_a_search_that_cannot_be_asked_keeps_no_other_from_it(cast, monkeypatch):
    broken, sound = save(cast.cy), save(cast.eve)
    ask, asked_of = looking.unseen, []

    def stumble(person, search, before):
        asked_of.append(search.id)
        return ask(person, search, before) if search.id == sound.id else int("x")

    monkeypatch.setattr(looking, "unseen", stumble)
    with pytest.raises(ValueError, match="x"):
        following.ask_one()
    db.session.rollback()

    assert following.ask_one() == 1
    assert asked_of == [broken.id, sound.id]
    assert following.ask_one() == 0


def test_of_a_search_that_finds_too_much_only_what_came_later_is_news(
    cast, work, letters, monkeypatch
):
    monkeypatch.setattr("portal.searches.looking.MOST_KNOWN", 1)
    began = now()
    with time_machine.travel(began) as clock:
        older = publish(cast.ada)
        clock.shift(timedelta(days=1))
        newer = publish(cast.ada, "Shade for the market again")
        search = save(cast.cy)
        known_first = found_by(search)

        workflow.retire(newer, cast.di)
        work()
        clock.shift(timedelta(days=1))
        newest = publish(cast.eve, "Shade on the market square")
        work()

    assert known_first == {f"entry:{newer.id}": False}
    assert found_by(search)[f"entry:{older.id}"] is False
    assert found_by(search)[f"entry:{newest.id}"] is True
    assert [each["Subject"][:5] for each in letters(cast.cy)] == ["1 new"]


def test_two_workers_that_ask_at_once_tell_once(cy_saved, work, letters):
    publish(cy_saved.cast.ada)
    caught_up()
    following.wake()
    search = db.session.get_one(SavedSearch, cy_saved.search.id)
    seen = looking.unseen(search.person, search, set())
    before = search.id, search.asked_at, search.due_at

    actions.note_found(*before, seen)
    actions.note_found(*before, seen)
    work()

    assert len(letters(cy_saved.cast.cy)) == 1


def test_a_change_while_the_index_is_asked_has_it_asked_again(cy_saved):
    search = cy_saved.search
    sooner = now() - timedelta(minutes=5)
    before = search.id, search.asked_at, search.due_at
    search.due_at = sooner
    db.session.commit()

    actions.note_found(*before, looking.Seen({}, {}))

    db.session.expire_all()
    assert search.due_at == sooner


# The worker's time


def test_drafts_wake_nobody(cy_saved):
    asked()
    due_at = cy_saved.search.due_at
    build.case_study(cy_saved.cast.ada)

    following.wake()

    db.session.expire_all()
    assert cy_saved.search.due_at == due_at
    assert changes.position(following.FOLLOWER) == changes.latest()


def test_what_was_asked_just_now_rests(cy_saved, monkeypatch):
    monkeypatch.setattr("portal.searches.following.PAUSE_S", 60.0)
    asked()
    publish(cy_saved.cast.ada)

    asked()
    resting = found_by(cy_saved.search)
    with time_machine.travel(now() + timedelta(seconds=61)):
        asked()

    assert resting == {}
    assert len(found_by(cy_saved.search)) == 1


def test_a_turn_asks_one_search(cast):
    for words in ("market", "shade", "sails"):
        save(cast.cy, words)

    assert following.ask_one() == 1
    db.session.rollback()
    counted = sa.select(sa.func.count()).select_from(SavedSearch)
    assert db.session.scalar(counted.where(SavedSearch.asked_at.is_not(None))) == 1


def test_removed_searches_go_for_good_after_a_day(cy_saved):
    actions.remove(cy_saved.search)
    publish(cy_saved.cast.ada)

    assert jobs._duties["removed searches"].run() == 0
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        assert jobs._duties["removed searches"].run() == 1
    assert db.session.scalars(sa.select(SavedSearch)).all() == []
    assert db.session.scalars(sa.select(FoundThing)).all() == []


def test_a_letter_speaks_her_language(cast, work, letters):
    cast.cy.locale = "ar"
    db.session.commit()
    save(cast.cy)
    study = publish(cast.ada)

    work()

    (letter,) = letters(cast.cy)
    assert f"http://localhost/ar/case-studies/{study.id}" in text_of(letter)
    assert 'dir="rtl"' in letter.get_body(("html",)).get_content()


def test_titles_are_text_in_letters(cast, work, letters):
    save(cast.cy)
    publish(cast.ada, "<script>alert(1)</script> market shade https://evil.example/")

    work()

    html = letters(cast.cy)[0].get_body(("html",)).get_content()
    assert "<script>alert" not in html
    assert 'href="https://evil' not in html
