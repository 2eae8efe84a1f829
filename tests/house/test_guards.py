"""A view or action that forgot to ask is stopped, loudly."""

import pytest

from config import Environment
from portal import create_app
from portal.content import actions
from portal.content.models import Status
from portal.core.db import db
from tests import build
from tests.conftest import Client, settings_for


@pytest.fixture
def careless(app, tmp_path, cast):
    """An application to which somebody added two views that ask nobody, over the same database."""
    other = create_app(
        settings_for(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, environment=Environment.TEST)
    )
    other.test_client_class = Client
    study = build.case_study(cast.ada, status=Status.SUBMITTED)
    other.add_url_rule("/leak", "leak", lambda: study.newest.words["title"])
    other.add_url_rule(
        "/write", "write", lambda: str(actions.publish(study, by=cast.di)), methods=["POST"]
    )
    other.config["WTF_CSRF_ENABLED"] = False
    yield other, study
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("method", "path"), [("get", "/leak"), ("post", "/write")])
def test_a_view_that_asks_nobody_can_neither_tell_nor_write(careless, cast, method, path):
    other, study = careless
    client = build.signed_in_client(other)(cast.cy)

    with pytest.raises(RuntimeError, match="nobody asked"):
        getattr(client, method)(path)

    assert study.status is Status.SUBMITTED
