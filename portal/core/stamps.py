"""Stamps: how every process learns that something it remembers has changed.

Whoever changes the thing renews its stamp in the same transaction; whoever remembers it
compares. All stamps are read with one statement, when the first is asked for in a request.
"""

import secrets

import sqlalchemy as sa
from flask import g
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, db


class Stamp(Model):
    """What the thing called `name` was last stamped with."""

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    # Drawn by lot, not counted: after a backup was restored no number comes back for other things.
    version: Mapped[str] = mapped_column(sa.String(16))


_ALL = sa.select(Stamp.name, Stamp.version)  # built once, because every page asks it


def version(name: str) -> str:
    """The stamp as it was when this request, command or turn of the worker first asked for any.

    Empty for what was never stamped.
    """
    if "stamps" not in g:
        # Words are looked up anywhere, also where an action has begun something it must end first.
        with db.session.no_autoflush:
            g.stamps = {row.name: row.version for row in db.session.execute(_ALL)}
    stamps: dict[str, str] = g.stamps
    return stamps.get(name, "")


def renew(name: str) -> None:
    """Tell all processes, with the caller's transaction, that what `name` stands for is new."""
    db.session.merge(Stamp(name=name, version=secrets.token_hex(8)))
    db.session.flush()
    g.pop("stamps", None)
