import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from portal.accounts import actions
from portal.accounts.models import Person
from portal.api import views

Ask = Callable[..., TestResponse]


@pytest.fixture
def bearer() -> Callable[[Person], dict[str, str]]:
    """The header that shows a request to come from somebody's program."""

    def bearer(person: Person) -> dict[str, str]:
        return {"Authorization": f"Bearer {actions.make_token(person, 'test')}"}

    return bearer


@pytest.fixture
def ask(app: Flask, bearer) -> Ask:
    """Send a request as a program of somebody, with parameters."""

    def ask(person: Person, path: str, **parameters: Any) -> TestResponse:
        client: FlaskClient = app.test_client()
        return client.get(f"/api/v1{path}", query_string=parameters, headers=bearer(person))

    return ask


@pytest.fixture
def indexed(app: Flask, work: Callable[[], None]) -> Callable[[], None]:
    """Index what this test has written, and nothing of earlier tests."""
    shutil.rmtree(app.config["PORTAL"].index_folder, ignore_errors=True)
    return work


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """The description that the API gives of itself."""
    described: dict[str, Any] = json.loads(views.CONTRACT)
    return described


def closed(schema: Any) -> Any:
    """A schema that allows no field it does not name.

    The description itself stays open, so that programs which hold answers against it
    do not break when a field comes anew; nothing of ours may go undescribed.
    """
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {"additionalProperties": False} if isinstance(schema.get("required"), list) else {}
    return tight | {key: closed(part) for key, part in schema.items()}


@pytest.fixture(scope="session")
def insist_on(contract: dict[str, Any]) -> Callable[[str, object], None]:
    """Hold an answer against a schema of the description."""
    components = closed(contract["components"])

    def insist_on(name: str, answer: object) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        checker = Draft202012Validator.FORMAT_CHECKER
        Draft202012Validator(schema, format_checker=checker).validate(answer)

    return insist_on
