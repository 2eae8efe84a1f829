"""The links at the foot of every page."""

import re

import pytest

from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Visibility
from portal.content.writing import Draft
from portal.pages import actions
from tests.pages.test_views import page_of
from tests.statements import statements


def footer(page) -> list[str]:
    """The addresses of the pages in the footer, in order."""
    foot = page.text[page.text.index("<footer") :]
    return re.findall(r'href="/\w+/pages/([\w-]+)"', foot)


def test_the_first_pages_stand_there_in_their_order(cast, visitor):
    page_of(cast, "later", position=90)
    page_of(cast, "first", position=10)
    page_of(cast, "imported", position=100)

    assert footer(visitor.get("/en/")) == ["first", "later"]


def test_titles_are_in_the_readers_language(app, visitor):
    for text in actions.texts():
        actions.load_page(text)

    page = visitor.get("/fr/")

    assert footer(page) == ["about", "join", "help", "privacy", "cookies"]
    assert ">À propos de ce portail</a>" in page.text


def test_a_title_without_its_rendering_is_shown_as_it_was_written(cast, visitor):
    page_of(cast, "about", title="Qui sommes-nous ?")

    assert ">Qui sommes-nous ?</a>" in visitor.get("/ar/").text


def test_the_page_one_is_on_is_marked(cast, visitor):
    page_of(cast, "about")

    page = visitor.get("/en/pages/about").text

    assert '<a href="/en/pages/about" aria-current="page">' in page


@pytest.mark.parametrize(("name", "seen"), [("visitor", []), ("max", []), ("ada", ["rules"])])
def test_pages_for_members_are_named_to_members_only(cast, sign_in, name, seen):
    page_of(cast, "rules", visibility=Visibility.MEMBERS)

    assert footer(sign_in(getattr(cast, name)).get("/en/")) == seen


def test_drafts_and_retired_pages_are_not_there(cast, visitor):
    page_of(cast, "plans", published=False)
    workflow.retire(page_of(cast, "old"), cast.di)

    assert footer(visitor.get("/en/")) == []


def test_error_pages_have_it_too(cast, visitor):
    page_of(cast, "about")

    assert footer(visitor.get("/en/nowhere/at/all")) == ["about"]


def test_what_changes_is_seen_at_once(cast, visitor, work):
    page = page_of(cast, "about", title="Before")
    assert ">Before</a>" in visitor.get("/fr/").text
    work()
    wanted = Draft(page.newest.words | {"title": "After"}, page.newest.facts, page.visibility)

    writing.revise(page, cast.di, page.version, wanted)
    workflow.publish(page, cast.di)
    work()

    assert ">After</a>" in visitor.get("/fr/").text


def test_it_takes_one_statement(cast, visitor):
    page_of(cast, "about")
    visitor.get("/en/nowhere/at/all")

    with statements() as seen:
        visitor.get("/en/nowhere/at/all")

    assert len(seen) == 1
