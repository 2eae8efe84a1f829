"""How the portal says no."""

import pytest

from portal.content.models import Status
from tests import build
from tests.pages.test_views import sealed


@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt", "ar"])
def test_an_unknown_page_is_refused_in_the_readers_language(visitor, locale):
    answer = visitor.get(f"/{locale}/nowhere")

    assert answer.status_code == 404
    assert f'<html lang="{locale}"' in answer.text


def test_a_form_without_its_seal_is_refused_in_words(portal, cast, sign_in):
    answer = sign_in(cast.ada).post("/en/case-studies/new", data={"title": "x"})

    assert answer.status_code == 400
    assert "reload" in answer.text


def test_a_body_that_is_too_large_is_refused(cast, sign_in):
    answer = sign_in(cast.ada).post("/en/case-studies/new", data={"title": "x" * 2_000_000})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/en/glossary/?q=flood", "/en/glossary/?q=flood"),
        ("javascript://localhost/en/glossary/", "/en/glossary/"),
        ("http://localhost/en/entries/1/unschedule", None),
        ("http://elsewhere.example.org/en/glossary/", None),
        ("", None),
    ],
)
def test_what_is_refused_leads_back_to_a_page_of_ours(cast, sign_in, referrer, back):
    study = build.case_study(cast.ada, status=Status.SUBMITTED)
    client = sign_in(cast.di)

    answer = client.post(
        f"/en/entries/{study.id}/unschedule",
        data=sealed(client, "/en/glossary/"),
        headers={"Referer": referrer},
    )

    assert (answer.status_code, "Nothing is planned" in answer.text) == (409, True)
    assert ("Go back" in answer.text) is (back is not None)
    assert back is None or f'href="{back}">Go back' in answer.text


def test_the_api_answers_with_problem_json(visitor):
    answer = visitor.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 404


def test_every_answer_carries_the_guards(visitor):
    answer = visitor.get("/en/case-studies/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
