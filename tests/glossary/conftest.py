"""A small glossary with its people, and a short way to send forms."""

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.core.db import db
from portal.organisations.models import StaffRole
from portal.thesaurus.actions import define
from portal.thesaurus.models import Concept
from tests import build
from tests.thesaurus import terms
from tests.thesaurus.conftest import glossary

__all__ = ["glossary"]

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def send(client: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Send a form with the token that a form of ours would carry."""
    pages = (client.get(each).text for each in ("/en/", "/en/account/sign-in"))
    token = next(found.group(1) for page in pages if (found := TOKEN.search(page)))
    return client.post(path, data={"csrf_token": token} | fields)


def bring(client: FlaskClient, content: bytes, name: str, scheme: str = "samples", **more: str):
    """Send a file, as the form of the page does."""
    fields = {"file": (io.BytesIO(content), name), "scheme": scheme} | more
    return send(client, "/en/glossary/files/", **fields)


def again(concept: Concept) -> Concept:
    """The concept as it is in the database now."""
    db.session.expire_all()
    return db.session.get_one(Concept, (concept.scheme, concept.code))


def words(concept: Concept) -> dict[str, str]:
    """What it is called: “locale:term” → kind."""
    return {f"{each.locale}:{each.text}": each.kind.value for each in again(concept).terms}


@pytest.fixture
def scene(glossary, cast) -> SimpleNamespace:
    """Floods in some languages, with Tia who translates into Arabic and Rim who reviews it."""
    flood = terms.concept(
        {"en": "flood", "fr": "inondation", "ar": "فيضان", "de": "Überschwemmung"},
        alternate=["en:flooding"],
        hidden=["en:floood"],
        forbidden=["en:act of God"],
    )
    define(flood, "en", "Water on dry land.", by=cast.max, source="A handbook")
    sponge = terms.concept({"en": "sponge city"})
    return SimpleNamespace(
        cast=cast,
        flood=flood,
        sponge=sponge,
        rim=build.staff(StaffRole.REVIEWER, locale="ar", name="Rim"),
    )
