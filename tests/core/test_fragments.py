"""What a macro made is remembered, and made anew where its words would be others."""

import pytest
from flask import g

from portal.core import fragments
from portal.core.fragments import remembered
from portal.core.i18n import speaking


class Macro:
    """Says what it was asked, and counts how often it had to."""

    def __init__(self):
        self.calls = 0

    def __call__(self, *values, **named):
        self.calls += 1
        return f"{values} {named} {self.calls}"


@pytest.fixture
def macro(app):
    with app.test_request_context("/en/"):
        yield Macro()


def test_the_same_question_is_answered_from_memory(macro):
    first = remembered(macro, "a", 1, level=2)

    assert remembered(macro, "a", 1, level=2) == first
    assert macro.calls == 1


@pytest.mark.parametrize("other", [("b",), ("a", 1), ()])
def test_other_arguments_are_another_question(macro, other):
    first = remembered(macro, "a")

    assert remembered(macro, *other) != first


def test_each_language_has_its_own(macro):
    first = remembered(macro, "a")

    with speaking("ar"):
        assert remembered(macro, "a") != first


def test_each_time_zone_has_its_own(macro):
    first = remembered(macro, "a")

    g.time_zone = "Asia/Manila"

    assert remembered(macro, "a") != first


def test_words_that_change_are_asked_again_in_the_next_request(macro, monkeypatch):
    words = ["old"]
    monkeypatch.setattr(fragments, "_words", [lambda: tuple(words)])
    first = remembered(macro, "a")

    words[:] = ["new"]
    assert remembered(macro, "a") == first
    g.pop("words_of_fragments")  # as a new request begins without it
    assert remembered(macro, "a") != first
