"""Runs the migrations on the portal's own engine, each in one transaction."""

from alembic import context
from flask import current_app

from portal.core.db import db

settings = current_app.extensions["migrate"].configure_args


def run() -> None:
    with db.engine.connect() as connection:
        # A batch change of an SQLite table drops the old one: foreign keys must look away,
        # and are checked as a whole before the commit.
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            **settings,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.rollback()


run()
