"""How the portal says no."""

import pytest


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
