"""The secretariat's desk: for its editors only, each with her own region."""

from datetime import timedelta

import pytest

from portal.content.models import Status
from portal.core.db import db, now
from tests import build
from tests.home.samples import briefing, event
from tests.statements import statement_count

PILES = {
    "/en/desk/": Status.SUBMITTED,
    "/en/desk/in-editing": Status.IN_EDITING,
    "/en/desk/changes": Status.CHANGES_REQUESTED,
}


def main(page) -> str:
    return page.text[page.text.index("<main") : page.text.index("</main>")]


@pytest.mark.parametrize(
    ("name", "answer"),
    [("di", 200), ("dan", 200), ("rex", 200), ("ada", 403), ("bo", 403), ("tia", 403),
     ("max", 403), ("visitor", 303)],
)  # fmt: skip
@pytest.mark.parametrize("path", [*PILES, "/en/desk/to-clear"])
def test_it_opens_for_editors_only(cast, sign_in, path, name, answer):
    page = sign_in(getattr(cast, name)).get(path)

    assert page.status_code == answer


@pytest.mark.parametrize(("name", "shown"), [("di", True), ("ada", False), ("visitor", False)])
def test_the_way_to_it_is_shown_to_editors(cast, sign_in, name, shown):
    assert ('href="/en/desk/"' in sign_in(getattr(cast, name)).get("/en/").text) == shown


@pytest.mark.parametrize(("path", "status"), PILES.items())
def test_each_text_lies_on_the_pile_of_its_state(cast, sign_in, path, status):
    for each in PILES.values():
        build.case_study(cast.ada, status=each, words={"title": f"It is {each.value}"})
    build.case_study(cast.ada, words={"title": "Not handed in"})

    page = main(sign_in(cast.di).get(path))

    assert page.count("It is ") == 1
    assert f"It is {status.value}" in page
    assert "Not handed in" not in page


def test_the_pile_says_who_has_a_text_and_since_when(cast, sign_in):
    study = build.case_study(cast.ada, status=Status.IN_EDITING)
    study.status_since = now() - timedelta(days=28)
    db.session.commit()

    page = main(sign_in(cast.di).get("/en/desk/in-editing"))

    assert "<bdi>Desk</bdi>" in page
    assert "badge--danger" in page
    assert "Day 2" in page
    assert "of 10" in page


def test_what_waits_longest_comes_first(cast, sign_in):
    for title, days in (("Young", 1), ("Old", 9), ("Middle", 5)):
        study = build.case_study(cast.ada, status=Status.SUBMITTED, words={"title": title})
        study.status_since = now() - timedelta(days=days)
        db.session.commit()

    page = main(sign_in(cast.di).get("/en/desk/"))

    assert page.index("Old<") < page.index("Middle<") < page.index("Young<")


def test_an_editor_of_one_region_sees_that_region_only(cast, sign_in):
    build.case_study(cast.ada, status=Status.SUBMITTED, words={"title": "From Africa"})
    build.case_study(cast.gus, status=Status.SUBMITTED, words={"title": "From Europe"})

    all_regions, europe = (
        main(sign_in(cast.di).get("/en/desk/")),
        main(sign_in(cast.rex).get("/en/desk/")),
    )

    assert "From Africa" in all_regions
    assert "From Europe" in all_regions
    assert "From Africa" not in europe
    assert "From Europe" in europe
    assert "1 text" in europe


def test_a_filter_narrows_the_pile_to_regions(cast, sign_in):
    build.case_study(cast.ada, status=Status.SUBMITTED, words={"title": "From Africa"})
    build.case_study(cast.gus, status=Status.SUBMITTED, words={"title": "From Europe"})
    client = sign_in(cast.di)

    one, none = (
        main(client.get("/en/desk/?region=europe")),
        main(client.get("/en/desk/?region=oceania")),
    )

    assert "From Europe" in one
    assert "From Africa" not in one
    assert "Nothing from these regions" in none


def test_briefings_lie_there_to_be_cleared_by_another(cast, sign_in):
    cop = event(cast.di, cast.secretariat, "Cop", begins=-1)
    briefing(cast.di, cop, "To be cleared", cleared_by=None)
    briefing(cast.di, cop, "Released", cleared_by=cast.dan)

    own, other = (
        main(sign_in(cast.di).get("/en/desk/to-clear")),
        main(sign_in(cast.dan).get("/en/desk/to-clear")),
    )

    assert "To be cleared" in other
    assert "Released" not in other
    assert "You wrote it" in own
    assert "You wrote it" not in other


def test_an_empty_desk_says_so(cast, sign_in):
    assert "Nothing waits here" in sign_in(cast.di).get("/en/desk/").text


def test_a_pile_is_paged(cast, sign_in):
    for _number in range(21):
        build.case_study(cast.ada, status=Status.SUBMITTED)

    first, second = (
        main(sign_in(cast.di).get("/en/desk/")),
        main(sign_in(cast.di).get("/en/desk/?page=2")),
    )

    assert first.count("market street</a>") == 20
    assert second.count("market street</a>") == 1
    assert "21 texts" in second


def test_it_takes_as_many_statements_for_few_texts_as_for_many(cast, sign_in):
    client = sign_in(cast.di)
    build.case_study(cast.ada, status=Status.SUBMITTED)
    few = statement_count(client, "/en/desk/")
    for _number in range(9):
        build.case_study(cast.gus, status=Status.SUBMITTED)

    many = statement_count(client, "/en/desk/")

    assert many == few
    assert many <= 8
