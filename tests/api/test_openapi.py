"""The description of the API says what the code does: no more and no less."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from portal.api.parameters import (
    MOST_CODES,
    Choice,
    Codes,
    Language,
    Number,
    Text,
    taken_by,
)
from portal.api.shapes import COUNTED

ROOT = "/api/v1"


def rules(portal):
    return [rule for rule in portal.url_map.iter_rules() if rule.rule.startswith("/api")]


def described_path(rule) -> str:
    """An address as OpenAPI writes it: `/case-studies/{number}`."""
    return re.sub(r"<[^>]*:(\w+)>", r"{\1}", rule.rule).removeprefix(ROOT)


def schema_of(parameter) -> dict[str, object]:
    """What the description has to say of a parameter, without examples."""
    match parameter:
        case Text():
            return {"type": "string", "default": ""}
        case Number(_, default, least, most):
            return {"type": "integer", "minimum": least, "maximum": most, "default": default}
        case Language():
            return {"type": "string"}
        case Choice(_, words):
            return {"type": "string", "enum": list(words), "default": words[0]}
        case Codes():
            return {"type": "array", "maxItems": MOST_CODES, "items": {"type": "string"}}


def bare(schema):
    """A schema without examples, and without the pattern that only helps to write a code."""
    if not isinstance(schema, dict):
        return schema
    return {key: bare(part) for key, part in schema.items() if key not in ("examples", "pattern")}


def test_the_description_is_valid(contract):
    validate(contract, cls=OpenAPIV31SpecValidator)

    assert contract["openapi"].startswith("3.1.")


def test_every_address_and_method_is_described_and_nothing_else(portal, contract):
    served = {
        (described_path(rule), method.lower())
        for rule in rules(portal)
        for method in rule.methods - {"HEAD"}
    }

    described = {(path, method) for path, item in contract["paths"].items() for method in item}
    assert described == served
    assert contract["servers"] == [{"url": ROOT}]


def test_every_parameter_is_described_as_it_is_read(portal, contract):
    for rule in rules(portal):
        described = contract["paths"][described_path(rule)]["get"].get("parameters", [])
        in_query = {
            each["name"]: bare(each["schema"]) for each in described if each["in"] == "query"
        }
        in_path = {each["name"] for each in described if each["in"] == "path"}

        read = taken_by(portal.view_functions[rule.endpoint])
        assert in_query == {each.name: schema_of(each) for each in read}, rule.rule
        assert in_path == rule.arguments


def test_who_needs_no_token_is_described(portal, contract):
    public = {
        described_path(rule)
        for rule in rules(portal)
        if getattr(portal.view_functions[rule.endpoint], "open_to", None) == "public"
    }

    assert {
        path for path, item in contract["paths"].items() if item["get"].get("security") == []
    } == (public)


def test_the_counts_are_those_of_the_filters(contract):
    assert set(contract["components"]["schemas"]["Facets"]["properties"]) == set(COUNTED)


@pytest.mark.parametrize("path", ["/search", "/case-studies/{number}", "/me"])
def test_each_refusal_is_described(contract, path):
    described = set(contract["paths"][path]["get"]["responses"])

    assert {"200", "401", "422", "429", "503"} <= described


def test_it_is_served_to_everybody(visitor, contract):
    answer = visitor.get(f"{ROOT}/openapi.json")

    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.json == contract
    assert "Set-Cookie" not in answer.headers
