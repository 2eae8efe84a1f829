"""Where the sample network does not go, and that it is there as a whole or not at all."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from config import Environment
from portal.accounts.models import Person
from portal.core.db import db
from portal.demo.commands import load
from portal.organisations.models import Organisation
from tests import build


def demo(app, **settings):
    """Run `flask demo` with other settings."""
    before = app.config["PORTAL"]
    app.config["PORTAL"] = replace(before, **settings)
    try:
        return app.test_cli_runner().invoke(args=["demo"])
    finally:
        app.config["PORTAL"] = before


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_sample_people_do_not_come_among_real_ones(app):
    build.person()

    result = demo(app)

    assert result.exit_code != 0
    assert "real people" in result.output
    assert count(Person) == 1


def test_sample_people_have_no_place_in_production(app):
    result = demo(app, environment=Environment.PRODUCTION)

    assert result.exit_code != 0
    assert count(Person) == 0


def test_a_loader_that_was_stopped_leaves_nothing_half_done(app, monkeypatch):
    monkeypatch.setattr("portal.demo.commands.load_entries", _stopped)

    with pytest.raises(KeyboardInterrupt):
        load()

    assert count(Person) == count(Organisation) == 0


def _stopped():
    raise KeyboardInterrupt
