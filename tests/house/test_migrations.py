"""Every migration runs up and down, with data, on both databases, and ends at the models."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from portal import create_app
from portal.content.models import Entry, Revision, Status
from portal.core.db import db, plain_type
from portal.thesaurus.actions import load_vocabularies
from tests import build
from tests.conftest import new_postgresql_database, settings_for


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """An application on an empty database that only migrations may build."""
    if request.param == "sqlite":
        yield create_app(settings_for(f"sqlite:///{tmp_path}/migrated.sqlite", tmp_path))
        return
    with new_postgresql_database() as url:
        app = create_app(settings_for(url, tmp_path))
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def differences() -> list:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"render_item": plain_type, "compare_type": True}
        )
        return compare_metadata(context, db.metadata)


def test_migrations_build_what_the_models_say_and_can_be_undone(migrated):
    with migrated.app_context():
        upgrade()
        assert differences() == []

        downgrade(revision="base")

        left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == set()


def test_every_migration_goes_up_and_down_over_data(migrated):
    with migrated.app_context():
        upgrade()
        load_vocabularies()
        study = build.case_study(build.cast().ada, status=Status.PUBLISHED)
        key, title, readers = study.id, study.newest.words["title"], readers_of(study)
        db.session.remove()

        for revision in revisions()[1:]:  # newest first; below the oldest there are no tables
            downgrade(revision=revision)
            upgrade()

        kept = db.session.scalar(sa.select(Revision.words).where(Revision.entry_id == key))
        assert kept["title"] == title
        assert readers_of(db.session.get(Entry, key)) == readers


def test_a_migration_that_fails_half_way_leaves_nothing_and_runs_again(migrated):
    """Each is one transaction, on SQLite too; here the last table it makes stands in its way."""
    with migrated.app_context():
        with db.engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE zz_blocks (id INTEGER)"))
            connection.execute(sa.text("CREATE TABLE working_copy (id INTEGER)"))
        with pytest.raises(sa.exc.DatabaseError):
            upgrade()
        left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == {"zz_blocks", "working_copy"}

        with db.engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE zz_blocks"))
            connection.execute(sa.text("DROP TABLE working_copy"))
        upgrade()

        assert differences() == []


def readers_of(entry: Entry) -> set[tuple]:
    return {(row.part, row.token, row.from_at) for row in entry.audience}


def revisions() -> list[str]:
    folder = Path(__file__).parents[2] / "migrations"
    return [each.revision for each in ScriptDirectory(str(folder)).walk_revisions()]
