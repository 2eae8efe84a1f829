"""Whether the portal says how it is: to whoever watches it, and to readers when it cannot serve."""

import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import create_app
from portal.core import health, jobs, outage, schema
from portal.core.assets import STATIC
from portal.core.db import db, now
from tests.conftest import Client, new_postgresql_database, settings_for

MIGRATION = 'revision = "{name}"\ndown_revision = {after}\n\n\ndef upgrade():\n    pass\n'
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_portal(request, tmp_path):
    """An application over a database without a single table."""
    if request.param == "sqlite":
        yield from _application(f"sqlite:///{tmp_path}/empty.sqlite", tmp_path)
        return
    with new_postgresql_database() as url:
        yield from _application(url, tmp_path)


def _application(url: str, folder: Path):
    data = folder / "data"
    data.mkdir()
    app = create_app(settings_for(url, data))
    app.test_client_class = Client
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """Two migrations, "first" and "second"."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name, after in (("first", None), ("second", "first")):
        text = MIGRATION.format(name=name, after=repr(after))
        (folder / "versions" / f"{name}.py").write_text(text)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)


def migrated(to: str) -> None:
    """Make all tables, and note the last migration as if it had made them."""
    db.create_all()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:to)"), {"to": to})


def readiness(app) -> tuple[int, dict]:
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.json


def test_a_process_that_answers_is_alive(empty_portal):
    answer = empty_portal.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"alive": True})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_portal_with_all_it_needs_is_ready(empty_portal, migrations):
    migrated("second")
    health.beat()

    status, answer = readiness(empty_portal)

    assert status == 200
    assert answer["ready"]
    assert set(answer["flaws"]) <= {"search"}


@pytest.mark.parametrize(
    ("reached", "sentence"), [("first", schema.OLDER), ("unheard-of", schema.NEWER)]
)
def test_a_database_of_another_age_is_not_ready_and_says_what_to_do(
    empty_portal, migrations, reached, sentence
):
    migrated(reached)

    status, answer = readiness(empty_portal)

    assert status == 503
    assert not answer["ready"]
    assert answer["flaws"]["database"] == sentence


def test_an_empty_database_is_not_ready(empty_portal, migrations):
    status, answer = readiness(empty_portal)

    assert (status, answer["flaws"]) == (503, {"database": schema.EMPTY})


def test_a_database_that_does_not_answer_is_not_ready(tmp_path, migrations):
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    app = create_app(settings_for(url, tmp_path))

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json["flaws"]["database"] == schema.UNREACHABLE


def test_a_folder_that_cannot_be_written_is_not_ready(empty_portal, migrations):
    migrated("second")
    folder = empty_portal.config["PORTAL"].folder
    folder.rename(folder.with_name("moved"))

    status, answer = readiness(empty_portal)
    folder.with_name("moved").rename(folder)

    assert status == 503
    assert "folder" in answer["flaws"]


def test_a_worker_that_was_not_seen_is_a_warning_only(empty_portal, migrations):
    migrated("second")

    unseen = readiness(empty_portal)
    health.beat()
    seen = readiness(empty_portal)
    db.session.get(health.Heartbeat, health.WORKER).at = now() - timedelta(minutes=10)
    db.session.commit()
    lost = readiness(empty_portal)

    assert unseen[0] == seen[0] == lost[0] == 200
    assert unseen[1]["flaws"]["worker"] == lost[1]["flaws"]["worker"] == health.NO_WORKER
    assert "worker" not in seen[1]["flaws"]


def test_the_worker_leaves_a_sign_of_itself(empty_portal):
    db.create_all()
    health.init_app(create_app(empty_portal.config["PORTAL"]))

    jobs.turn()

    assert db.session.get(health.Heartbeat, health.WORKER) is not None


def test_other_packages_ask_too(empty_portal, migrations, monkeypatch):
    migrated("second")
    monkeypatch.setattr(health, "_questions", dict(health._questions))
    health.register("kettle", lambda: "The kettle is cold.")

    status, answer = readiness(empty_portal)

    assert status == 200
    assert answer["flaws"]["kettle"] == "The kettle is cold."


def test_strangers_are_told_no_paths_and_no_versions(empty_portal, migrations):
    migrated("first")

    said = str(readiness(empty_portal)[1])

    assert "first" not in said
    assert str(empty_portal.config["PORTAL"].folder) not in said


@pytest.mark.parametrize("path", ["/en/", "/ar/case-studies/", "/fr/pages/about"])
def test_readers_of_a_portal_without_tables_get_a_calm_page(empty_portal, path, caplog):
    answer = empty_portal.test_client().get(path)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert f'<html lang="{path[1:3]}"' in answer.text
    assert "Plaza" in answer.text
    assert "Traceback" not in caplog.text
    assert [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_readers_who_were_signed_in_get_it_too(empty_portal):
    client = empty_portal.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "somebody"

    answer = client.get("/en/")

    assert answer.status_code == 503


def test_programs_get_problem_json(empty_portal):
    answer = empty_portal.test_client().get(
        "/api/v1/search?q=flood", headers={"Authorization": "Bearer something"}
    )

    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"


def test_a_database_that_goes_away_is_told_in_one_line(tmp_path, caplog):
    app = create_app(settings_for("postgresql://nobody@127.0.0.1:1/nothing", tmp_path))

    answer = app.test_client().get("/en/")

    assert answer.status_code == 503
    assert [record.getMessage() for record in caplog.records if record.name == outage.log.name] == [
        schema.UNREACHABLE
    ]


def test_our_own_mistakes_are_no_outage(app, visitor, monkeypatch):
    monkeypatch.setattr(schema, "flaw", lambda: "")
    error = sa.exc.IntegrityError("INSERT", {}, Exception("constraint"))

    with pytest.raises(sa.exc.IntegrityError):
        outage._database_failed(error)


def failing(statement: str) -> sa.exc.DBAPIError:
    """How this database tells that it could not do something."""
    try:
        db.session.execute(sa.text(statement))
    except sa.exc.DBAPIError as error:
        return error
    finally:
        db.session.rollback()
    raise AssertionError(f"that went well: {statement}")


MISTAKES = [
    "SELECT no_such_column FROM person",
    "SELEC 1",
    "INSERT INTO heartbeat (name, at) VALUES (NULL, NULL)",
]


@pytest.mark.parametrize("statement", MISTAKES)
def test_our_own_mistakes_are_no_outage_where_the_tables_say_no_version(app, statement):
    """As after a restore that forgot the stamp: the tables are there, so they are not to blame."""
    error = failing(statement)

    with pytest.raises(type(error)):
        outage._database_failed(error)


def test_tables_without_a_version_are_not_ready_and_are_not_taken_for_missing(empty_portal):
    db.create_all()

    status, answer = readiness(empty_portal)

    assert (status, answer["flaws"]["database"]) == (503, schema.UNMARKED)


def test_a_server_says_once_what_is_wrong_with_its_database(empty_portal, migrations, caplog):
    outage.report(empty_portal)

    assert [record.getMessage() for record in caplog.records] == [schema.EMPTY]


@pytest.mark.slow
def test_a_server_without_style_sheets_ends_with_one_sentence(tmp_path):
    """In a process of its own, whose front-end build looks as if it had not run."""
    program = (
        "import pathlib, portal.core.assets as assets\n"
        f"assets.STATIC = pathlib.Path({str(tmp_path)!r})\n"
        "import wsgi\n"
    )
    environment = {"PORTAL_ENVIRONMENT": "test", "PORTAL_DATA": str(tmp_path), "PATH": ""}

    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.startswith("The portal cannot start: The style sheets are not built")
    assert "Traceback" not in ended.stderr
    assert STATIC.exists()
