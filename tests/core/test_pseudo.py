"""Pseudo-translated words: what they keep, and where they are spoken."""

from dataclasses import replace

import pytest

from config import Environment
from portal import create_app
from portal.core import i18n
from portal.core.db import db
from portal.core.pseudo import CLOSE, OPEN, stretched


@pytest.mark.parametrize(
    "kept",
    ["%(name)s", "%%", "https://example.org/a?b=c", "{place}", "<b>", "&amp;", "%(count)d"],
)
def test_what_is_no_word_stays(kept):
    assert kept in stretched(f"Share {kept} with all")


def test_words_are_longer_and_in_brackets():
    made = stretched("How did others solve it?")

    assert made.startswith(OPEN)
    assert made.endswith(CLOSE)
    assert len(made) > 1.25 * len("How did others solve it?")
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(made)


def test_a_browser_sees_them_until_it_has_enough(visitor):
    assert OPEN not in visitor.get("/en/account/sign-in").text
    assert OPEN in visitor.get("/en/account/sign-in?pseudo=1").text
    assert OPEN in visitor.get("/fr/account/sign-in").text
    assert OPEN not in visitor.get("/en/account/sign-in?pseudo=0").text
    assert OPEN not in visitor.get("/en/account/sign-in").text


def test_plural_forms_are_pseudo_too(app):
    with app.test_request_context("/en/?pseudo=1"):
        app.preprocess_request()

        assert i18n.ngettext("%(count)s city", "%(count)s cities", 3).startswith(f"{OPEN}3 ")


def test_production_does_not_offer_them(app):
    production = create_app(replace(app.config["PORTAL"], environment=Environment.PRODUCTION))

    answer = production.test_client().get("/en/account/sign-in?pseudo=1")
    with production.app_context():
        db.engine.dispose()

    assert OPEN not in answer.text
    assert "pseudo" not in answer.headers.get("Set-Cookie", "")
