"""Whether the database has the tables that this program expects."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.core.db import db

MIGRATIONS = Path(__file__).parents[2] / "migrations"

UNREACHABLE = "The database does not answer. Start it, or correct PORTAL_DATABASE_URL."
EMPTY = "The database is not set up yet. Run: flask --app wsgi db upgrade"
UNMARKED = (
    "The tables do not say which version they have. Restore a backup; or, if you know that they "
    "are up to date, run: flask --app wsgi db stamp head"
)
OLDER = "The database is older than this program. Run: flask --app wsgi db upgrade"
NEWER = "The database was made by a newer program. Install that one, or restore an older backup."


@cache
def _migrations(folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The last migrations, and all of them, by their names."""
    scripts = ScriptDirectory(str(folder))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return frozenset(scripts.get_heads()), known


def flaw() -> str:
    """What is wrong with the database and what to do, for whoever runs the portal; else nothing."""
    try:
        with db.engine.connect() as connection:
            reached = frozenset(MigrationContext.configure(connection).get_current_heads())
            if not reached:
                return UNMARKED if _has_tables(connection) else EMPTY
    except sa.exc.SQLAlchemyError:
        return UNREACHABLE
    last, known = _migrations(MIGRATIONS)
    if reached == last:
        return ""
    return OLDER if reached <= known else NEWER


def _has_tables(connection: sa.Connection) -> bool:
    return not db.metadata.tables.keys().isdisjoint(sa.inspect(connection).get_table_names())
