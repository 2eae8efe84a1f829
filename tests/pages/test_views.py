"""Pages in the browser's terms."""

import re
from dataclasses import replace

import pytest

from portal.content import actions as workflow
from portal.content.models import Visibility, WorkingCopy
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft, draft, revise
from portal.core.db import db
from portal.pages import actions, arranging, queries
from portal.pages.kind import KIND
from portal.pages.models import Menu
from tests.statements import statement_count


def page_of(
    cast, slug, *, published=True, visibility=Visibility.PUBLIC, menus=(Menu.FOOTER,), **words
):
    """A page of the secretariat, the last one in its menus."""
    usual = {"title": f"The page {slug}", "summary": "In short.", "body": "The **words**."}
    first = Draft(usual | words, {"slug": slug}, visibility)
    page = draft(KIND, cast.di, cast.secretariat, "en", first)
    for menu in menus:
        arranging.put_in(menu, page, cast.di)
    if published:
        workflow.publish(page, cast.di)
    return page


def sealed(client, path: str, **fields: str) -> dict[str, str]:
    """The fields of a form with the token of the page it stands on."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]
    return {"csrf_token": token} | fields


def edited(page, **fields: str) -> dict[str, str]:
    """What the edit form of `page` sends, with some of it typed anew."""
    usual = {
        **page.newest.words,
        "base": str(page.newest.number),
        "slug": page.slug,
        "visibility": page.visibility.value,
    }
    return usual | fields


@pytest.mark.parametrize(
    ("name", "visibility", "answer"),
    [
        ("visitor", Visibility.PUBLIC, 200),
        ("max", Visibility.PUBLIC, 200),
        ("visitor", Visibility.MEMBERS, 303),
        ("ada", Visibility.MEMBERS, 200),
        ("tia", Visibility.MEMBERS, 200),
        ("max", Visibility.MEMBERS, 404),
    ],
)
def test_who_reads_a_published_page(cast, sign_in, name, visibility, answer):
    page_of(cast, "about", visibility=visibility)

    page = sign_in(getattr(cast, name)).get("/en/pages/about")

    assert page.status_code == answer
    assert ("<strong>words</strong>" in page.text) == (answer == 200)


@pytest.mark.parametrize(
    ("name", "answer"), [("visitor", 303), ("ada", 404), ("max", 404), ("di", 200), ("rex", 200)]
)
def test_a_draft_is_for_the_editors_of_the_secretariat(cast, sign_in, name, answer):
    page_of(cast, "plans", published=False)

    assert sign_in(getattr(cast, name)).get("/en/pages/plans").status_code == answer


def test_a_page_is_found_by_its_number_too(cast, visitor):
    page = page_of(cast, "about")

    answer = visitor.get(f"/fr/pages/{page.id}?original=1")

    assert answer.location == "/fr/pages/about?original=1"


def test_a_page_that_is_not_there_asks_a_visitor_to_sign_in(cast, visitor, sign_in):
    assert visitor.get("/en/pages/nowhere").status_code == 303
    assert sign_in(cast.ada).get("/en/pages/nowhere").status_code == 404


def test_a_retired_page_is_gone(cast, visitor):
    page = page_of(cast, "about")
    workflow.retire(page, cast.di)

    assert visitor.get("/en/pages/about").status_code == 410


def test_a_page_is_read_in_the_language_of_the_address(app, visitor):
    for text in actions.texts():
        actions.load_page(text)

    page = visitor.get("/ar/pages/about")

    assert "عن هذه البوابة" in page.text
    assert 'lang="ar" dir="rtl"' in page.text


def test_a_page_without_a_translation_says_in_which_language_it_is(cast, visitor):
    page_of(cast, "about")

    page = visitor.get("/fr/pages/about")

    assert '<h1 lang="en"' in page.text
    assert 'hreflang="ar" href="/ar/pages/about"' in page.text


@pytest.mark.parametrize(
    ("name", "answer"),
    [("di", 200), ("rex", 200), ("ada", 403), ("bo", 403), ("tia", 403), ("max", 403),
     ("visitor", 303)],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/en/pages/", "/en/pages/new"])
def test_only_editors_of_the_secretariat_list_and_begin_pages(cast, sign_in, path, name, answer):
    """Rex is an editor for the region in which this secretariat has its office."""
    assert sign_in(getattr(cast, name)).get(path).status_code == answer


def test_the_list_names_addresses_and_states(cast, sign_in):
    page_of(cast, "about")
    page_of(cast, "plans", published=False)

    page = sign_in(cast.di).get("/en/pages/").text

    assert page.index("/pages/about") < page.index("/pages/plans")
    assert "Draft" in page


def test_a_page_is_begun_written_and_published(cast, sign_in, visitor):
    client = sign_in(cast.di)
    begun = client.post(
        "/en/pages/new",
        data=sealed(client, "/en/pages/new", title="Visit us", slug="visit", locale="en"),
    )
    path = begun.location
    page = queries.by_slug("visit")
    fields = edited(page, body="By **train**.", visibility="public")

    client.post(path, data=sealed(client, path, **fields))
    step = f"/en/entries/{page.id}/publish"
    client.post(step, data=sealed(client, "/en/pages/visit?newest=1"))

    shown = visitor.get("/en/pages/visit").text
    assert "<strong>train</strong>" in shown


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("Visit Us", "Use small Latin letters"),
        ("42", "Use small Latin letters"),
        ("new", "Use small Latin letters"),
        ("menu", "Use small Latin letters"),
        ("start", "Use small Latin letters"),
        ("زيارة", "Use small Latin letters"),
        ("about", "already a page with this address"),
        ("", "This is needed."),
        ("x" * 81, "at most 80 characters"),
    ],
)
def test_an_address_that_cannot_be_is_refused_with_its_reason(cast, sign_in, slug, said):
    page_of(cast, "about")
    client = sign_in(cast.di)
    fields = sealed(client, "/en/pages/new", title="Kept title", slug=slug, locale="en")

    answer = client.post("/en/pages/new", data=fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept title" in answer.text


def test_the_address_of_a_published_page_stays(cast, sign_in):
    page = page_of(cast, "about")
    client = sign_in(cast.di)
    path = f"/en/pages/{page.id}/edit"

    client.post(path, data=sealed(client, path, **edited(page, slug="elsewhere", title="New")))

    db.session.expire_all()
    assert 'name="slug"' not in client.get(path).text
    assert page.newest.facts["slug"] == "about"
    assert page.newest.words["title"] == "New"


def test_a_preview_shows_the_text_and_saves_no_revision(cast, sign_in):
    page = page_of(cast, "about")
    client = sign_in(cast.di)
    path = f"/en/pages/{page.id}/edit"
    fields = edited(page, body="# Title\n\n<script>alert(1)</script> *soon*", preview="1")

    answer = client.post(path, data=sealed(client, path, **fields))

    assert answer.status_code == 200
    assert "<em>soon</em>" in answer.text
    assert "<script>alert" not in answer.text
    assert page.version == 1
    assert db.session.get(WorkingCopy, (page.id, cast.di.id)) is not None


def test_what_is_typed_is_kept(cast, sign_in):
    page = page_of(cast, "about")
    client = sign_in(cast.di)
    path = f"/en/pages/{page.id}"
    fields = sealed(client, f"{path}/edit", **edited(page, body="Half a sen"))

    answer = client.post(f"{path}/autosave", data=fields)

    assert answer.status_code == 200
    assert "Half a sen" in client.get(f"{path}/edit").text


@pytest.mark.parametrize("name", ["ada", "bo", "tia", "max"])
def test_others_cannot_edit(cast, sign_in, name):
    page = page_of(cast, "about")

    assert sign_in(getattr(cast, name)).get(f"/en/pages/{page.id}/edit").status_code == 403


def test_a_page_takes_at_most_eight_statements(cast, sign_in, visitor, work):
    page_of(cast, "about")
    work()

    assert statement_count(visitor, "/en/pages/about") <= 8
    assert statement_count(sign_in(cast.ada), "/en/pages/about") <= 8


# Parts, pictures, history


def test_a_long_page_lists_its_parts(cast, visitor):
    page_of(cast, "about", body="## One\n\nText.\n\n## Two & more\n\nText.\n\n## Three\n\nText.")

    text = visitor.get("/en/pages/about").text

    assert re.findall(r'href="#(part-\d)">([^<]+)</a>', text) == [
        ("part-1", "One"), ("part-2", "Two &amp; more"), ("part-3", "Three")
    ]  # fmt: skip
    assert '<h2 id="part-2">Two &amp; more</h2>' in text


def test_a_short_page_lists_nothing(cast, visitor):
    page_of(cast, "about", body="## One\n\nText.\n\n## Two\n\nText.")

    assert 'href="#part-' not in visitor.get("/en/pages/about").text


def test_headings_in_another_language_keep_their_marks_and_their_anchors(cast, visitor):
    page = page_of(cast, "about", body="## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.")
    take_translation(page, "fr", {"body": "## Un\n\nA.\n\n## Deux\n\nB.\n\n## Trois\n\nC."})
    wanted = Draft(page.newest.words | {"body": page.newest.words["body"].replace("Two", "2nd")},
                   page.newest.facts, page.visibility)  # fmt: skip
    revise(page, cast.di, 1, wanted)
    workflow.publish(page, cast.di)

    text = visitor.get("/fr/pages/about").text

    assert re.findall(r'href="#(part-\d)">([^<]+)</a>', text) == [
        ("part-1", "Un"), ("part-2", "2nd"), ("part-3", "Trois")
    ]  # fmt: skip
    assert re.search(r'<h2 id="part-2"[^>]*lang="en"', text)


def test_what_changed_in_a_page_is_shown_to_its_editors(cast, sign_in):
    page = page_of(cast, "about", body="We meet on Mondays.")
    wanted = Draft(page.newest.words | {"body": "We meet on Fridays."}, page.newest.facts)
    revise(page, cast.di, 1, replace(wanted, visibility=page.visibility))
    client = sign_in(cast.dan)

    history = client.get(f"/en/entries/{page.id}/history").text
    compared = client.get(f"/en/entries/{page.id}/history/1..2").text

    assert f"/en/entries/{page.id}/history/1..2" in history
    assert "What readers see" in history
    assert re.search(r"<del>.*?Mondays</del>", compared)
    assert re.search(r"<ins>.*?Fridays</ins>", compared)
    assert "In short." not in compared  # the summary is the same


def test_an_older_version_of_a_page_is_brought_back(cast, sign_in):
    page = page_of(cast, "about", body="The old words.")
    wanted = Draft(page.newest.words | {"body": "The new words."}, page.newest.facts)
    revise(page, cast.di, 1, replace(wanted, visibility=page.visibility))
    workflow.publish(page, cast.di)
    client, path = sign_in(cast.di), f"/en/entries/{page.id}/history"

    client.post(f"{path}/1/restore", data=sealed(client, path))

    db.session.expire_all()
    assert page.newest.words["body"] == "The old words."
    assert page.published.words["body"] == "The new words."


@pytest.mark.parametrize(
    ("name", "answer"), [("ada", 403), ("bo", 403), ("tia", 403), ("max", 403), ("visitor", 303)]
)
def test_the_history_of_a_page_is_for_its_editors(cast, sign_in, name, answer):
    page = page_of(cast, "about")

    assert sign_in(getattr(cast, name)).get(f"/en/entries/{page.id}/history").status_code == answer
