"""Work that waits until the answer has left."""

import pytest
import sqlalchemy as sa
from flask import current_app, has_request_context

from config import Environment
from portal import create_app
from portal.core.access import open_to_public
from portal.core.afterwards import afterwards
from portal.core.db import db
from tests.conftest import Client, settings_for


@pytest.fixture
def other(app, tmp_path):
    """An application with a page whose work can be chosen."""
    made = create_app(
        settings_for(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, environment=Environment.TEST)
    )
    made.test_client_class = Client
    yield made
    with made.app_context():
        db.engine.dispose()


def answer(other, work):
    @open_to_public
    def page():
        afterwards(work)
        return "The answer"

    other.add_url_rule("/page", "page", page)
    return other.test_client().get("/page")


def test_it_is_done_when_the_answer_has_left_and_outside_of_the_request(other):
    done = []

    given = answer(other, lambda: done.append((current_app.name, has_request_context())))

    assert (given.text, done) == ("The answer", [])
    given.close()
    assert done == [("portal", False)]


def test_a_database_that_refuses_takes_nothing_from_the_reader(other, caplog):
    given = answer(other, lambda: db.session.execute(sa.text("SELECT * FROM nowhere")))

    given.close()

    assert (given.status_code, given.text) == (200, "The answer")
    assert "was not" in caplog.text


def test_a_mistake_of_ours_comes_out(other):
    given = answer(other, lambda: int("x"))

    with pytest.raises(ValueError, match="x"):
        given.close()
