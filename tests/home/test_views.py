"""The front pages: what each of the cast finds there."""

from datetime import timedelta

import pytest

from portal.content import actions
from portal.content.models import Status, Visibility
from portal.core.db import db, today
from portal.organisations.models import Role
from tests import build
from tests.home.samples import briefing, event
from tests.statements import statement_count

CANARY = "Canary in the coal mine"


def main(page) -> str:
    return page.text[page.text.index("<main") : page.text.index("</main>")]


def published(author, title: str, **given):
    return build.case_study(author, status=Status.PUBLISHED, words={"title": title}, **given)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("fr-CA,fr;q=0.9", "fr"), ("ar", "ar"), ("sw,en;q=0.5", "en"), ("xx", "en"), ("", "en")],
)
def test_the_bare_address_leads_to_the_readers_language(visitor, asked, chosen):
    answer = visitor.get("/", headers={"Accept-Language": asked})

    assert answer.status_code == 302
    assert answer.location == f"/{chosen}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_bare_address_leads_a_member_to_the_language_she_chose(sign_in):
    ada = build.member(build.organisation(), locale="pt")

    answer = sign_in(ada).get("/", headers={"Accept-Language": "fr"})

    assert answer.location == "/pt/"


@pytest.mark.parametrize("name", build.CAST)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_everybody_has_a_front_page(cast, sign_in, locale, name):
    page = sign_in(getattr(cast, name)).get(f"/{locale}/")

    assert page.status_code == 200
    assert (f'href="/{locale}/account/sign-in"' in main(page)) == (name == "visitor")


def test_a_visitor_sees_public_texts_and_counts_only_these(cast, visitor):
    published(cast.ada, "Open to all", visibility=Visibility.PUBLIC)
    published(cast.ada, CANARY)

    page = main(visitor.get("/en/"))

    assert "Open to all" in page
    assert CANARY not in page
    assert "case study open to everybody" in page


def test_a_visitor_reads_first_what_is_in_the_language_of_the_page(cast, visitor, work):
    published(cast.ada, "En français", visibility=Visibility.PUBLIC, locale="fr")
    published(cast.gus, "In English", visibility=Visibility.PUBLIC, locale="en")
    work()

    english, french = main(visitor.get("/en/")), main(visitor.get("/fr/"))

    assert english.index("In English") < english.index("En français")
    assert french.index("En français") < french.index("In English")


def test_a_visitor_is_told_of_the_next_public_event(cast, visitor):
    event(cast.di, cast.secretariat, "Far away", begins=30, visibility=Visibility.PUBLIC)
    event(cast.di, cast.secretariat, "Next week", begins=7, visibility=Visibility.PUBLIC)
    event(cast.di, cast.secretariat, CANARY, begins=1)

    page = main(visitor.get("/en/"))

    assert "Next week" in page
    assert "Far away" not in page
    assert CANARY not in page


def test_an_empty_network_has_front_pages_too(app, visitor, sign_in):
    ada = build.member(build.organisation())

    assert visitor.get("/en/").status_code == 200
    assert "Nothing new yet" in main(sign_in(ada).get("/en/"))


def test_news_are_ordered_and_say_why_they_are_there(cast, sign_in):
    """Cy's city lies in Ada's region, Gus's does not; Ada's city worked on heat."""
    heat, coast = {"topics": ["heat-cooling"]}, {"topics": ["coast"]}
    published(cast.ada, "Ours", facts=heat)
    published(cast.cy, "Near", facts=coast, locale="pt")
    published(cast.gus, "Far and hot", facts=heat, locale="pt")
    published(cast.gus, "Far and wet", facts=coast, locale="pt")

    page = main(sign_in(cast.eve).get("/en/"))

    assert page.index("Near") < page.index("Far and hot") < page.index("Far and wet")
    assert "From your region" in page
    assert "Your topic: Heat and cooling" in page
    assert "New in the network" in page
    assert "Ours" not in page


@pytest.mark.parametrize(("name", "seen"), [("ada", True), ("gus", False), ("max", False)])
def test_news_show_what_one_may_read(cast, sign_in, name, seen):
    build.case_study(cast.cy, status=Status.DRAFT, words={"title": "A draft of Cy"})
    published(cast.cy, "For the region", visibility=Visibility.REGION)

    page = sign_in(getattr(cast, name)).get("/en/")

    assert ("For the region" in page.text) == seen
    assert "A draft of Cy" not in page.text


def test_ones_own_texts_stand_there_with_their_state_unfinished_ones_first(cast, sign_in):
    build.case_study(cast.ada, words={"title": "Still writing"})
    published(cast.ada, "Long done")
    build.case_study(cast.ada, status=Status.CHANGES_REQUESTED, words={"title": "To change"})

    page = main(sign_in(cast.ada).get("/en/"))

    assert page.index("To change") < page.index("Still writing") < page.index("Long done")
    assert "Changes requested" in page
    assert "First steps" not in page


def test_a_newcomer_is_shown_the_first_steps(cast, sign_in):
    page = main(sign_in(cast.ada).get("/en/"))

    assert "First steps" in page
    assert "/en/case-studies/new" in page


@pytest.mark.parametrize(
    ("name", "waits"), [("bo", True), ("fay", True), ("eve", False), ("di", False)]
)
def test_what_waits_for_the_city_is_shown_to_those_who_look_after_it(cast, sign_in, name, waits):
    city = build.organisation(direct_submission=False)
    build.saved(build.Membership(person=cast.bo, organisation=city, role=Role.COORDINATOR))
    build.saved(build.Membership(person=cast.fay, organisation=city, role=Role.DEPUTY))
    author = build.member(city)
    study = build.case_study(author, words={"title": "Please read"}, organisation=city)
    actions.submit(study, author)

    page = main(sign_in(getattr(cast, name)).get("/en/"))

    assert ("Waits for your city" in page) == waits
    assert ("Please read" in page) == waits


@pytest.mark.parametrize(
    ("name", "waits"), [("di", True), ("rex", False), ("ada", False), ("max", False)]
)
def test_what_was_handed_in_waits_for_the_editors_of_its_region(cast, sign_in, name, waits):
    build.case_study(cast.cy, status=Status.SUBMITTED, words={"title": "Handed in"})

    page = main(sign_in(getattr(cast, name)).get("/en/"))

    assert ("Waits for an editor" in page) == waits
    assert ("Handed in" in page) == waits


def test_a_briefing_waits_for_another_editor_than_its_author(cast, sign_in):
    cop = event(cast.di, cast.secretariat, "Cop", begins=-1)
    briefing(cast.di, cop, "To be cleared", cleared_by=None)

    own, other = sign_in(cast.di).get("/en/"), sign_in(cast.dan).get("/en/")

    assert "Waits for an editor" not in main(own)
    assert "To be cleared" in main(other)


def test_the_event_in_session_stands_there_with_its_newest_briefing(cast, sign_in):
    cop = event(cast.di, cast.secretariat, "Cop", begins=-1)
    event(cast.di, cast.secretariat, "Later", begins=20)
    day_before = today() - timedelta(days=1)
    briefing(cast.di, cop, "Day one", day=day_before, cleared_by=cast.dan)
    briefing(cast.di, cop, "Day two", cleared_by=cast.dan)
    briefing(cast.di, cop, CANARY, cleared_by=None)

    page = main(sign_in(cast.ada).get("/en/"))

    assert "In session" in page
    assert "What Day two means." in page
    assert page.count("Day two</a>") == 1
    assert "Later" in page[page.index("Coming up") :]
    assert CANARY not in page


def test_an_event_that_ended_lately_comes_before_the_next_one(cast, sign_in):
    event(cast.di, cast.secretariat, "Just over", begins=-6)
    event(cast.di, cast.secretariat, "Long over", begins=-60)
    event(cast.di, cast.secretariat, "Next", begins=9)

    page = main(sign_in(cast.ada).get("/en/"))

    assert page.index("Just over") < page.index("Coming up") < page.index("Next</a>")
    assert "Long over" not in page


@pytest.mark.parametrize("name", ["visitor", "ada", "bo", "di"])
def test_a_front_page_takes_as_many_statements_for_few_texts_as_for_many(cast, sign_in, work, name):
    cop = event(cast.di, cast.secretariat, "Cop", begins=-1, visibility=Visibility.PUBLIC)
    briefing(cast.di, cop, "Day one", cleared_by=cast.dan)
    client = sign_in(getattr(cast, name))
    _one_of_each(cast)
    few = statement_count(client, "/en/")
    for _number in range(7):
        _one_of_each(cast)
    work()

    many = statement_count(client, "/en/")

    assert many == few
    assert many <= 8


def _one_of_each(cast) -> None:
    published(cast.cy, "Open", visibility=Visibility.PUBLIC)
    published(cast.gus, "For members")
    build.case_study(cast.ada)
    build.case_study(cast.ada, status=Status.SUBMITTED)
    db.session.commit()


def test_the_search_is_offered_once_on_the_front_page(cast, sign_in):
    client = sign_in(cast.ada)

    assert client.get("/en/").text.count('role="search"') <= 1


def test_the_mark_leads_home(cast, sign_in):
    page = sign_in(cast.ada).get("/fr/account/devices").text

    assert '<a class="brand" href="/fr/">' in page
