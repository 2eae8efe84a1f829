"""What the letters of a test hold, what was asked of the database, and forms without a token."""

import email
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import db


@pytest.fixture
def mails(app: Flask) -> Callable[[], list[EmailMessage]]:
    """The letters that left during the test, in their order."""
    folder = app.config["PORTAL"].mail_folder
    shutil.rmtree(folder, ignore_errors=True)

    def mails() -> list[EmailMessage]:
        paths = sorted(folder.glob("*.eml"))
        return [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]

    return mails


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Write down the statements that reach the database within a block."""

    @contextmanager
    def statements() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return statements


@pytest.fixture(autouse=True)
def forms_without_a_token(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
