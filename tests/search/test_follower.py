"""The index follows the database, whatever happens to either."""

import shutil

import pytest
import sqlalchemy as sa

from portal.content import actions
from portal.content.models import Status
from portal.core import changes, jobs
from portal.core.changes import Change
from portal.core.db import db
from portal.core.outbox import MailState, OutgoingMail
from portal.search import follower
from portal.search.engine import engine
from portal.search.port import Reached, Unavailable
from portal.search.whoosh_backend.folders import Folders
from tests import build
from tests.search.texts import ask, things


@pytest.fixture
def index_folder(app):
    return app.config["PORTAL"].index_folder


@pytest.fixture
def published(cast):
    return build.case_study(cast.ada, status=Status.PUBLISHED, words={"title": "Sails for shade"})


def caught_up() -> None:
    while follower.catch_up():
        pass


def found(text: str) -> list[str]:
    return things(engine().search(ask(text)))


def test_what_is_published_is_found_and_what_is_retired_is_not(published):
    caught_up()
    assert found("sails") == [f"entry:{published.id}"]

    actions.retire(published, build.some_editor())
    caught_up()

    assert found("sails") == []


def test_a_draft_is_not_found(cast):
    build.case_study(cast.ada, words={"title": "Secret canary"})
    caught_up()

    assert found("canary") == []


def test_nothing_to_do_is_nothing_done(published):
    caught_up()

    assert follower.catch_up() == 0
    assert engine().position().number == changes.latest()
    assert follower.lag_behind(changes.latest()) == 0


def test_changes_come_in_batches(cast, monkeypatch):
    caught_up()
    monkeypatch.setattr(follower, "BATCH", 2)
    studies = [build.case_study(cast.ada, status=Status.PUBLISHED) for _ in range(3)]
    caught_up()

    assert set(found("shade")) == {f"entry:{study.id}" for study in studies}


def test_the_same_changes_again_change_nothing(published):
    caught_up()
    before = engine().search(ask())

    engine().replace([], [], Reached(0))  # as if it had forgotten how far it was
    caught_up()

    assert engine().search(ask()).total == before.total
    assert engine().position().number == changes.latest()


def test_a_deleted_index_comes_back(published, index_folder):
    caught_up()
    shutil.rmtree(index_folder)

    caught_up()

    assert found("sails") == [f"entry:{published.id}"]
    assert engine().health().flaw == ""


def test_an_index_beside_another_database_is_rebuilt(published):
    """A restored database counts on from an older number, so the numbers alone may agree."""
    caught_up()
    latest = changes.latest()
    engine().rebuild([], Reached(latest, "another history"))

    caught_up()

    assert found("sails") == [f"entry:{published.id}"]


def test_an_index_ahead_of_the_database_is_rebuilt(published):
    caught_up()
    engine().rebuild([], Reached(changes.latest() + 1000))

    caught_up()

    assert found("sails") == [f"entry:{published.id}"]


@pytest.fixture
def a_step_a_turn(monkeypatch):
    monkeypatch.setattr(follower, "STEPS", 1)


def waiting_letters() -> int:
    waiting = sa.select(sa.func.count()).where(OutgoingMail.state == MailState.WAITING)
    return db.session.scalar(waiting) or 0


def is_rebuilt() -> bool:
    try:
        engine().position()
    except Unavailable:
        return False
    return True


def test_letters_leave_while_the_index_is_rebuilt(cast, index_folder, a_step_a_turn):
    caught_up()
    for _each in range(3):
        build.case_study(cast.ada, status=Status.PUBLISHED)
    shutil.rmtree(index_folder)
    letters = waiting_letters()
    assert letters == 3

    for _turn in range(letters):
        jobs.turn()

    assert waiting_letters() == 0
    assert not is_rebuilt()
    jobs.drain()
    assert engine().search(ask("shade")).total == 3


def test_what_changes_during_a_rebuild_is_in_the_index_afterwards(
    cast, published, index_folder, a_step_a_turn
):
    caught_up()
    shutil.rmtree(index_folder)
    follower.catch_up()
    assert not is_rebuilt()
    new = build.case_study(cast.ada, status=Status.PUBLISHED, words={"title": "Canopy"})
    actions.retire(published, build.some_editor())

    caught_up()

    assert found("canopy") == [f"entry:{new.id}"]
    assert found("shade") == []  # of the title of the other
    assert engine().position().number == changes.latest()


def test_a_rebuild_by_hand_takes_the_place_of_one_under_way(published, index_folder, a_step_a_turn):
    caught_up()
    shutil.rmtree(index_folder)
    follower.catch_up()

    follower.rebuild()

    assert found("sails") == [f"entry:{published.id}"]
    assert follower.catch_up() == 0


def test_a_log_that_was_shortened_does_no_harm(published):
    caught_up()
    db.session.execute(sa.delete(Change).where(Change.number < changes.latest()))
    db.session.commit()
    study = build.case_study(
        db.session.merge(published).author, status=Status.PUBLISHED, words={"title": "Canopy"}
    )
    caught_up()

    assert found("canopy") == [f"entry:{study.id}"]


def test_a_second_writer_waits_for_its_turn(published, index_folder):
    caught_up()
    actions.retire(published, build.some_editor())

    with Folders(index_folder).writing():
        assert follower.catch_up() == 0

    assert follower.catch_up() > 0


def test_a_change_nobody_searches_only_moves_the_number(published):
    caught_up()
    db.session.execute(sa.insert(Change), [{"what": "weather", "which": 1}])
    db.session.commit()

    assert follower.catch_up() == 1
    assert found("sails") == [f"entry:{published.id}"]


def test_waiting_helps_and_gives_up(published, index_folder):
    seconds = follower.wait(timeout_s=20)
    assert seconds is not None
    assert found("sails")

    actions.retire(published, build.some_editor())
    with Folders(index_folder).writing():
        assert follower.wait(timeout_s=0.1) is None


def test_the_commands_tell_what_they_did(app, published, index_folder):
    run = app.test_cli_runner().invoke

    rebuilt = run(args=["search", "rebuild"])
    waited = run(args=["search", "wait"])
    status = run(args=["search", "status"])

    assert "1 things are in the index" in rebuilt.output
    assert "caught up" in waited.output
    assert "0 changes behind" in status.output
    shutil.rmtree(index_folder)
    assert "flask search rebuild" in run(args=["search", "status"]).output
    assert run(args=["search", "wait", "--timeout", "30"]).exit_code == 0
