"""The pages that come with the portal: loaded once, never over what somebody wrote."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Audience, Revision, Status, Visibility
from portal.content.translations.models import Translation
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.errors import Refused
from portal.organisations.models import Organisation
from portal.pages import actions, arranging, queries
from portal.pages.actions import Text
from portal.pages.models import Menu

TEXT = Text(
    slug="about",
    footer=10,
    locale="en",
    words={
        "en": {"title": "About", "summary": "What it is.", "body": "One.\n\nTwo."},
        "fr": {"title": "À propos", "summary": "Ce que c’est.", "body": "Un.\n\nDeux."},
    },
)


def newer(**words: str) -> Text:
    return replace(TEXT, words=TEXT.words | {"en": TEXT.words["en"] | words})


def body_of(page) -> str:
    return page.newest.words["body"]


def test_the_pages_that_come_along_are_published_for_everybody(app):
    for text in actions.texts():
        actions.load_page(text)

    for slug in ("about", "join", "help", "privacy", "cookies", "strategic-vision", "guidelines"):
        page = queries.by_slug(slug)
        assert page.status is Status.PUBLISHED
        readers = sa.select(Audience.token).where(Audience.entry_id == page.id)
        assert "public" in set(db.session.scalars(readers))


def test_words_have_no_blanks_at_their_ends_as_if_typed_into_the_form(app):
    actions.load_page(newer(body="One.\n\nTwo.\n"))

    assert body_of(queries.by_slug("about")) == "One.\n\nTwo."


def test_a_second_run_changes_nothing(app):
    assert actions.load_page(TEXT)

    assert not actions.load_page(TEXT)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) == 1


def test_the_command_says_what_it_did(app):
    runner = app.test_cli_runner()

    first, second = runner.invoke(args=["pages"]), runner.invoke(args=["pages"])

    assert f"{len(actions.texts())} pages published" in first.output
    assert "as they should be" in second.output


def test_a_secretariat_is_made_where_there_is_none(app):
    actions.load_page(TEXT)

    office = db.session.scalars(sa.select(Organisation)).one()
    assert (office.kind, office.name) == ("secretariat", "Plaza")


def test_the_secretariat_that_is_there_owns_the_pages(cast):
    actions.load_page(TEXT)

    assert queries.by_slug("about").organisation_id == cast.secretariat.id


def test_newer_words_replace_untouched_ones(app):
    actions.load_page(TEXT)

    assert actions.load_page(newer(body="One.\n\nThree."))

    page = queries.by_slug("about")
    assert page.published.words["body"] == "One.\n\nThree."


def test_what_an_editor_changed_stays(cast):
    actions.load_page(TEXT)
    page = queries.by_slug("about")
    wanted = Draft(page.newest.words | {"body": "Ours."}, page.newest.facts, Visibility.PUBLIC)
    writing.revise(page, cast.di, page.version, wanted)
    workflow.publish(page, cast.di)

    assert not actions.load_page(newer(body="Theirs."))

    assert body_of(queries.by_slug("about")) == "Ours."


def test_a_retired_page_stays_away(cast):
    actions.load_page(TEXT)
    workflow.retire(queries.by_slug("about"), cast.di)

    assert not actions.load_page(newer(body="Theirs."))

    assert queries.by_slug("about").status is Status.RETIRED


def test_what_a_person_translated_stays(cast):
    actions.load_page(TEXT)
    page = queries.by_slug("about")
    take_translation(page, "fr", {"title": "Notre portail"}, by=cast.tia)

    actions.load_page(newer(body="One.\n\nThree."))

    texts = db.session.scalars(sa.select(Translation.text).where(Translation.locale == "fr"))
    assert "Notre portail" in set(texts)
    assert "À propos" not in set(texts)


def test_a_page_stands_in_the_menus_it_comes_with_until_an_editor_says_otherwise(cast):
    actions.load_page(TEXT)
    page = queries.by_slug("about")
    assert (page.footer_position, page.about_position) == (10, None)
    arranging.take_out(Menu.FOOTER, page, cast.di)

    assert actions.load_page(newer(body="One.\n\nThree."))

    assert queries.by_slug("about").footer_position is None


def test_two_pages_cannot_have_one_address(cast):
    actions.begin(cast.di, "visit", "Visit us", "en")

    with pytest.raises(Refused):
        actions.begin(cast.di, "visit", "Visit again", "en")
