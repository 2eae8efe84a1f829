"""An account with a password, and a way through the front door."""

import re

import pytest
import sqlalchemy as sa

from portal.accounts import passwords
from portal.core import outbox
from portal.core.db import db
from tests import build

PASSWORD = "four rivers meet under the bridge"


@pytest.fixture(scope="session")
def password_hash(portal):
    with portal.app_context():
        return passwords.hashed(PASSWORD)


@pytest.fixture
def ada(app, password_hash):
    """Somebody of a city, who signs in with PASSWORD."""
    return build.member(
        build.organisation(), email="ada@example.org", name="Ada", password_hash=password_hash
    )


@pytest.fixture
def enter():
    """Send the sign-in form, as from a network address of choice."""

    def enter(client, email="ada@example.org", password=PASSWORD, *, address="192.0.2.1", to=""):
        return send(
            client,
            f"/en/account/sign-in{to}",
            {"email": email, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    return enter


def send(client, path, fields=(), *, page=None, **more):
    """Send a form as a browser does, with the token of its page."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(page or path).text)
    return client.post(path, data={"csrf_token": found[1] if found else ""} | dict(fields), **more)


def is_signed_in(client) -> bool:
    return client.get("/en/account/devices").status_code == 200


def letters(kind: str) -> list[outbox.OutgoingMail]:
    chosen = sa.select(outbox.OutgoingMail).where(outbox.OutgoingMail.kind == kind)
    return list(db.session.scalars(chosen.order_by(outbox.OutgoingMail.id)))
