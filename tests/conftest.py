"""The stage: one application per database and test process, an empty database per test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from config import Environment, Settings
from portal import create_app
from portal.accounts.models import Person
from portal.core import jobs
from portal.core.db import db
from portal.thesaurus.actions import load_vocabularies
from portal.thesaurus.models import Concept, Term
from portal.thesaurus.schemes import closed
from tests import build, servers

ON_BOTH_DATABASES = {"ada", "rex", "visitor"}
KEPT = {"concept", "term", "term_key", "vocabulary_stamp"}  # filled once, the same for all tests
WITHOUT_PG = (
    "No PostgreSQL here: its half of the suite is left out. "
    "Install it (Debian: apt-get install postgresql) or name its programs in PORTAL_TEST_PG_BIN."
)


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or servers.ADDRESS in os.environ:
        return
    running = servers.postgresql()
    address = running.__enter__()
    if address is None and os.environ.get("CI") == "true":
        raise pytest.UsageError(WITHOUT_PG)
    os.environ[servers.ADDRESS] = address or ""
    config.add_cleanup(lambda: _stop(running))


def _stop(running: Any) -> None:
    running.__exit__(None, None, None)
    os.environ.pop(servers.ADDRESS, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test that asks as everybody, let PostgreSQL see a few.

    Who may what is decided before a database is asked; how it is asked is the same for all.
    """
    left_out = [item for item in items if _asks_again_as_another(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _asks_again_as_another(item: pytest.Item) -> bool:
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    words = {value for value in given if isinstance(value, str)}
    people = words & set(build.CAST)
    return "postgresql" in words and bool(people) and people.isdisjoint(ON_BOTH_DATABASES)


def pytest_report_header() -> str:
    address = os.environ.get(servers.ADDRESS)
    return f"databases: SQLite and PostgreSQL at {address}" if address else f"!!! {WITHOUT_PG}"


class Client(FlaskClient):
    """A client whose requests do not share the test's `g`, and so its signed-in person."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.rollback()
        try:
            return Context().run(super().open, *args, **kwargs)
        finally:
            db.session.rollback()  # what the request wrote is seen by the test


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db')}/test.sqlite"
        return
    with new_postgresql_database() as url:
        yield url


@contextmanager
def new_postgresql_database() -> Iterator[str]:
    """A fresh database on the suite's PostgreSQL; a loud skip where there is none."""
    address = os.environ.get(servers.ADDRESS)
    if not address:
        pytest.skip(WITHOUT_PG)
    name = f"plaza_{uuid4().hex}"
    host, _colon, port = address.partition(":")
    with psycopg.connect(
        host=host, port=port, user="plaza", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://plaza@{address}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def settings_for(database_url: str, folder: Path, **given: Any) -> Settings:
    usual: dict[str, Any] = {
        "secret_key": "a secret for the tests only, never used elsewhere",
        "database_url": database_url,
        "folder": folder,
        "environment": Environment.TEST,
        "base_url": "http://localhost",
    }
    return Settings(**usual | given)


@pytest.fixture(scope="session")
def portal(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, its tables made and its vocabularies filled."""
    app = create_app(settings_for(database_url, tmp_path_factory.mktemp("portal")))
    app.test_client_class = Client
    with app.app_context():
        _hurry()
        db.create_all()
        load_vocabularies()
    yield app
    with app.app_context():
        db.engine.dispose()


def _hurry() -> None:
    """Let SQLite not wait for the disk: no test here cuts the power."""
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        sa.event.listen(
            db.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF")
        )


@pytest.fixture
def app(portal: Flask) -> Iterator[Flask]:
    """The application with an empty database; the test runs inside its context."""
    with portal.app_context():
        yield portal
        db.session.rollback()
        _empty()
        db.session.remove()
        shutil.rmtree(portal.config["PORTAL"].mail_folder, ignore_errors=True)


def _empty() -> None:
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in reversed(db.metadata.sorted_tables):
            if table.name not in KEPT:
                connection.execute(sa.delete(table))
        for table in (Term.__table__, Concept.__table__):
            connection.execute(sa.delete(table).where(table.c.scheme.not_in(closed())))


@pytest.fixture
def cast(app: Flask) -> SimpleNamespace:
    """The people of the tests; see `build.cast`."""
    return build.cast()


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Person | None], FlaskClient]:
    """A client that is signed in as somebody, by the front door's own way."""
    return build.signed_in_client(app)


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Let the worker do all that is due."""

    def work() -> None:
        db.session.rollback()
        with app.app_context():
            jobs.drain()
        db.session.rollback()

    return work
