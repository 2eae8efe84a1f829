"""An empty portal to measure in: thrown away afterwards."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from config import Environment, Settings
from portal import create_app
from portal.core.db import db


def given(options: list[str]) -> dict[str, str]:
    """The values of options such as `--rounds=3`, by name."""
    return dict(option.lstrip("-").split("=", 1) for option in options if "=" in option)


@contextmanager
def empty_portal(chosen: Mapping[str, str]) -> Iterator[Flask]:
    """An application with empty tables, in its context; `database` is a URL, else SQLite."""
    with tempfile.TemporaryDirectory(prefix="plaza-bench-") as name:
        folder = Path(name)
        settings = Settings(
            secret_key="for this measurement only, then forgotten",  # noqa: S106
            database_url=chosen.get("database", f"sqlite:///{folder / 'portal.sqlite'}"),
            folder=folder,
            environment=Environment.TEST,
            base_url="http://localhost",
        )
        app = create_app(settings)
        with app.app_context():
            db.create_all()
            yield app
            db.session.remove()  # its open transaction would keep PostgreSQL from dropping
            if "database" in chosen:
                db.drop_all()
            db.engine.dispose()
