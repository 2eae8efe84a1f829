"""The menus: what stands at the foot of every page and behind “About”, and who decides it."""

import re

import pytest
import sqlalchemy as sa

from portal.audit.models import AuditRecord
from portal.content import actions as workflow
from portal.content import writing
from portal.content.models import Visibility
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.errors import Refused
from portal.pages import actions, arranging, queries
from portal.pages.models import Menu
from tests.pages.test_views import page_of, sealed
from tests.statements import statements

BOTH = (Menu.FOOTER, Menu.ABOUT)


def footer(page) -> list[str]:
    """The addresses of the pages in the footer, in order."""
    foot = page.text[page.text.index("<footer") :]
    return re.findall(r'href="/\w+/pages/([\w-]+)"', foot)


def about(page) -> list[str]:
    """The addresses of the pages behind “About”, as they stand over each of them."""
    tabs = re.search(r'<nav class="tabs".*?</nav>', page.text, re.DOTALL)
    return re.findall(r'href="/\w+/pages/([\w-]+)"', tabs[0]) if tabs else []


def slugs_in(menu: Menu) -> list[str]:
    db.session.expire_all()
    return [page.slug for page in queries.pages_in(menu)]


# What readers see


def test_pages_stand_there_in_their_order(cast, visitor):
    page_of(cast, "first")
    page_of(cast, "later")
    page_of(cast, "imported", menus=())

    assert footer(visitor.get("/en/")) == ["first", "later"]


def test_titles_are_in_the_readers_language(app, visitor):
    for text in actions.texts():
        actions.load_page(text)

    page = visitor.get("/fr/")

    assert footer(page) == ["about", "join", "help", "guidelines", "privacy", "cookies"]
    assert ">À propos de ce portail</a>" in page.text
    assert about(visitor.get("/fr/pages/strategic-vision")) == [
        "about",
        "strategic-vision",
        "guidelines",
        "join",
    ]


def test_a_title_without_its_rendering_is_shown_as_it_was_written(cast, visitor):
    page_of(cast, "about", title="Qui sommes-nous ?")

    assert ">Qui sommes-nous ?</a>" in visitor.get("/ar/").text


def test_the_page_one_is_on_is_marked(cast, visitor):
    page_of(cast, "about", menus=BOTH)

    page = visitor.get("/en/pages/about").text

    assert '<a href="/en/pages/about" aria-current="page">' in page
    assert '<a class="tabs__link" href="/en/pages/about" aria-current="page">' in page


def test_the_head_of_every_page_leads_to_the_first_page_behind_about(cast, visitor):
    page_of(cast, "vision", menus=(Menu.ABOUT,))
    page_of(cast, "rules", menus=(Menu.ABOUT,))

    assert 'class="main-nav__link" href="/en/pages/start"' in visitor.get("/en/").text
    assert visitor.get("/en/pages/start").location == "/en/pages/vision"


def test_where_nothing_stands_behind_about_it_is_not_named(cast, visitor, sign_in):
    page_of(cast, "about")
    page_of(cast, "plans", published=False, menus=(Menu.ABOUT,))

    assert "/pages/start" not in visitor.get("/en/").text
    assert visitor.get("/en/pages/start").status_code == 303
    assert sign_in(cast.ada).get("/en/pages/start").status_code == 404


@pytest.mark.parametrize(("name", "seen"), [("visitor", []), ("max", []), ("ada", ["rules"])])
def test_pages_for_members_are_named_to_members_only(cast, sign_in, name, seen):
    page_of(cast, "rules", visibility=Visibility.MEMBERS, menus=BOTH)

    page = sign_in(getattr(cast, name)).get("/en/")

    assert footer(page) == seen
    assert ("/pages/start" in page.text) == bool(seen)


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


def test_both_menus_take_one_statement(cast, visitor):
    page_of(cast, "about", menus=BOTH)
    visitor.get("/en/nowhere/at/all")

    with statements() as seen:
        visitor.get("/en/nowhere/at/all")

    asked = [each for each in seen if "FROM stamp" not in each]  # that of the interface's words
    assert len(asked) == 1


# Arranging


def test_a_page_is_moved_up_and_down_and_taken_out(cast, visitor):
    one, two, three = (page_of(cast, slug) for slug in ("one", "two", "three"))

    arranging.move(Menu.FOOTER, three, cast.di, up=True)
    assert footer(visitor.get("/en/")) == ["one", "three", "two"]
    arranging.move(Menu.FOOTER, one, cast.di, up=False)
    assert footer(visitor.get("/en/")) == ["three", "one", "two"]
    arranging.take_out(Menu.FOOTER, one, cast.di)
    assert footer(visitor.get("/en/")) == ["three", "two"]
    assert visitor.get("/en/pages/one").status_code == 200
    arranging.put_in(Menu.FOOTER, one, cast.di)
    assert footer(visitor.get("/en/")) == ["three", "two", "one"]
    assert two.newest.number == 1  # no word of any page was touched


def test_the_ends_stay_the_ends(cast):
    one, two = page_of(cast, "one"), page_of(cast, "two")

    arranging.move(Menu.FOOTER, one, cast.di, up=True)
    arranging.move(Menu.FOOTER, two, cast.di, up=False)

    assert slugs_in(Menu.FOOTER) == ["one", "two"]


def test_one_menu_leaves_the_other_alone(cast):
    page_of(cast, "one", menus=BOTH)
    two = page_of(cast, "two", menus=BOTH)

    arranging.move(Menu.ABOUT, two, cast.di, up=True)

    assert slugs_in(Menu.ABOUT) == ["two", "one"]
    assert slugs_in(Menu.FOOTER) == ["one", "two"]


def test_putting_a_page_in_twice_changes_nothing(cast):
    one = page_of(cast, "one")
    page_of(cast, "two")

    arranging.put_in(Menu.FOOTER, one, cast.di)

    assert slugs_in(Menu.FOOTER) == ["one", "two"]


def test_moving_what_does_not_stand_there_is_refused(cast):
    page = page_of(cast, "one", menus=())

    with pytest.raises(Refused):
        arranging.move(Menu.FOOTER, page, cast.di, up=True)


def test_a_full_menu_takes_no_more(cast):
    for number in range(arranging.MOST_IN_MENU):
        page_of(cast, f"page-{number}")

    with pytest.raises(Refused):
        page_of(cast, "one-more")


def test_arranging_is_remembered(cast):
    page = page_of(cast, "one", menus=(Menu.ABOUT,))

    record = db.session.scalars(sa.select(AuditRecord).where(AuditRecord.verb == "arrange")).one()
    assert record.subject == f"entry:{page.id}"
    assert record.details == {"menu": "about", "position": 1}


# In the browser's terms


MENU = "/en/pages/menu"


@pytest.mark.parametrize(
    ("name", "answer"),
    [("di", 200), ("rex", 200), ("ada", 403), ("bo", 403), ("tia", 403), ("max", 403),
     ("visitor", 303)],
)  # fmt: skip
def test_only_editors_of_the_secretariat_see_the_menus_form(cast, sign_in, name, answer):
    page_of(cast, "one", menus=BOTH)

    assert sign_in(getattr(cast, name)).get(MENU).status_code == answer


def test_everything_is_done_with_plain_buttons(cast, sign_in):
    one, two = page_of(cast, "one"), page_of(cast, "two", published=False)
    client = sign_in(cast.di)
    shown = client.get(MENU).text
    assert "Draft" in shown  # the second one is named, and marked

    moved = client.post(f"/en/pages/{two.id}/menu/footer/up", data=sealed(client, MENU))
    assert moved.location == f"{MENU}#footer-{two.id}"
    assert f'id="footer-{two.id}"' in client.get(MENU).text
    assert slugs_in(Menu.FOOTER) == ["two", "one"]
    client.post(f"/en/pages/{two.id}/menu/footer/down", data=sealed(client, MENU))
    assert slugs_in(Menu.FOOTER) == ["one", "two"]
    out = client.post(f"/en/pages/{one.id}/menu/footer/out", data=sealed(client, MENU))
    assert out.location == f"{MENU}#footer"
    assert "It stands in the menu no longer." in client.get(MENU).text
    assert slugs_in(Menu.FOOTER) == ["two"]
    fields = {"about-page": str(one.id)}
    added = client.post(f"{MENU}/about", data=named(client, "about", **fields))
    assert added.location == f"{MENU}#about-{one.id}"
    assert slugs_in(Menu.ABOUT) == ["one"]


def named(client, menu: str, **fields: str) -> dict[str, str]:
    """The fields of the form under one menu, with its token."""
    pattern = rf'name="{menu}-csrf_token"[^>]*value="([^"]+)"'
    return {f"{menu}-csrf_token": re.search(pattern, client.get(MENU).text)[1]} | fields


@pytest.mark.parametrize("number", ["0", "many", "", "999999"])
def test_only_a_page_that_is_offered_can_be_added(cast, sign_in, number):
    page_of(cast, "one", menus=())
    client = sign_in(cast.di)

    answer = client.post(f"{MENU}/about", data=named(client, "about", **{"about-page": number}))

    assert answer.status_code == 422
    assert slugs_in(Menu.ABOUT) == []


@pytest.mark.parametrize("name", ["ada", "bo", "tia", "max"])
def test_others_arrange_nothing(cast, sign_in, name):
    page = page_of(cast, "one")
    client = sign_in(getattr(cast, name))
    token = sealed(client, "/en/")

    for path in (f"/en/pages/{page.id}/menu/footer/out", f"{MENU}/about"):
        assert client.post(path, data=token).status_code == 403
    assert slugs_in(Menu.FOOTER) == ["one"]


def test_an_unknown_menu_or_step_leads_nowhere(cast, sign_in):
    page = page_of(cast, "one")
    client = sign_in(cast.di)

    for path in (f"{MENU}/sidebar", f"/en/pages/{page.id}/menu/footer/away"):
        assert client.post(path, data=sealed(client, MENU)).status_code in (404, 405)
