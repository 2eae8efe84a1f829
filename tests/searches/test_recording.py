"""The last searches are hers alone; those in vain are counted, and who made them forgotten."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.core import jobs
from portal.core.db import db, now, today
from portal.searches import queries, recording
from portal.searches.gaps import Period, report
from portal.searches.models import FruitlessDay, FruitlessSearch
from tests.build import CAST
from tests.searches.conftest import ask, caught_up, publish, send
from tests.statements import statement_count, statements

SEARCH = "/en/search"


def recent(person) -> list[str]:
    db.session.expire_all()
    return queries.recent_of(person).words


def in_vain() -> list[FruitlessSearch]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(FruitlessSearch).order_by(FruitlessSearch.id)))


@pytest.mark.parametrize("name", CAST)
def test_what_somebody_searches_is_remembered_for_her(sign_in, cast, name):
    client = sign_in(getattr(cast, name))

    client.get(f"{SEARCH}?q=Market+shade", buffered=True)

    people = [person for person in map(cast.__dict__.get, CAST) if person is not None]
    remembered = {person.name: recent(person) for person in people if recent(person)}
    assert remembered == ({} if name == "visitor" else {getattr(cast, name).name: ["Market shade"]})


def test_the_last_ones_are_under_the_box_the_newest_first(sign_in, cast):
    client = sign_in(cast.cy)
    for words in ("one", "tulip", "ONE"):
        ask(client, f"{SEARCH}?q={words}")

    page = ask(client, SEARCH)

    assert page.index(">ONE<") < page.index(">tulip<")
    assert ">one<" not in page
    assert '<option value="ONE">' in page
    assert "tulip" not in ask(sign_in(cast.ada), SEARCH)


def test_there_are_so_many_at_most(cast):
    for number in range(queries.MOST_RECENT + 5):
        with time_machine.travel(now() + timedelta(seconds=number)):
            recording.remember(cast.cy.id, f"w{number}", f"w{number}")

    assert len(recent(cast.cy)) == queries.MOST_RECENT
    assert recent(cast.cy)[0] == f"w{queries.MOST_RECENT + 4}"
    counted = sa.select(sa.func.count()).select_from(recording.RecentSearch)
    assert db.session.scalar(counted) == queries.MOST_RECENT


@pytest.mark.parametrize("more", ["page=2", "topic=coast", "sort=date", "only=1", ""])
def test_paging_and_filtering_write_nothing(sign_in, cast, more):
    publish(cast.ada)
    caught_up()
    client = sign_in(cast.cy)
    ask(client, f"{SEARCH}?q=shade")

    with statements() as seen:
        ask(client, f"{SEARCH}?q=shade&{more}")

    writes = [each for each in seen if "recent_search" in each and not each.startswith("SELECT")]
    assert writes == []


def test_a_search_waits_for_nothing_that_is_written(sign_in, cast):
    client = sign_in(cast.cy)
    client.get(f"{SEARCH}?q=first", buffered=True)

    with statements() as seen:
        answer = client.get(f"{SEARCH}?q=second")
        before = [each for each in seen if each.startswith(("INSERT", "UPDATE", "DELETE"))]
        answer.close()

    assert before == []
    assert any("recent_search" in each for each in seen if each.startswith("INSERT"))


def test_a_fault_while_noting_is_no_fault_of_the_search(sign_in, cast, monkeypatch, caplog):
    def refuse(*_arguments):
        db.session.execute(sa.text("INSERT INTO nowhere VALUES (1)"))

    monkeypatch.setattr(recording, "remember", refuse)

    assert "Search: shade" in ask(sign_in(cast.cy), f"{SEARCH}?q=shade")


def test_each_can_be_forgotten_and_all(sign_in, cast):
    client = sign_in(cast.cy)
    for words in ("one", "two", "three"):
        ask(client, f"{SEARCH}?q={words}")
        ask(sign_in(cast.ada), f"{SEARCH}?q={words}")

    send(client, "/en/searches/recent/forget", folded="two")
    one_less = recent(cast.cy)
    send(client, "/en/searches/recent/forget-all")

    assert one_less == ["three", "one"]
    assert recent(cast.cy) == []
    assert len(recent(cast.ada)) == 3


def test_it_can_be_switched_off_in_the_preferences_and_on_again(sign_in, cast):
    client = sign_in(cast.cy)
    ask(client, f"{SEARCH}?q=one")
    shown = client.get("/en/account/preferences").text

    send(client, "/en/searches/recent/habit")
    ask(client, f"{SEARCH}?q=two")
    off = recent(cast.cy)
    page = ask(client, SEARCH)
    send(client, "/en/searches/recent/habit", remembers="y")
    ask(client, f"{SEARCH}?q=three")

    assert (
        'name="remembers" type="checkbox" value="y" aria-describedby="remembers-hint" checked'
        in shown
    )
    assert off == []
    assert "Your searches are not remembered" in page
    assert recent(cast.cy) == ["three"]


@pytest.mark.parametrize("path", ["forget", "forget-all", "habit"])
def test_nothing_is_forgotten_without_a_form_of_ours(sign_in, cast, path):
    client = sign_in(cast.cy)

    assert client.post(f"/en/searches/recent/{path}").status_code == 400
    assert sign_in(None).post(f"/en/searches/recent/{path}").status_code in (303, 400)


def test_other_pages_ask_nothing_about_searches(sign_in, cast):
    client = sign_in(cast.cy)

    with statements() as seen:
        client.get("/en/glossary/")

    assert not [each for each in seen if "search" in each.lower() and "recent" in each]


def test_the_search_page_takes_as_many_statements_with_many_searches(sign_in, cast):
    client = sign_in(cast.cy)
    few = statement_count(client, SEARCH), statement_count(client, f"{SEARCH}?q=zzzz")
    for number in range(12):
        recording.remember(cast.cy.id, f"w{number}", f"w{number}")

    many = statement_count(client, SEARCH), statement_count(client, f"{SEARCH}?q=zzzz")

    assert few == many
    assert many[0] <= 9
    assert many[1] <= 15  # nothing found: in which other languages are there such words?


# In vain


def test_a_search_in_vain_is_counted_by_words_language_and_filters(sign_in, cast):
    for person in (cast.cy, cast.cy, cast.ada):
        ask(sign_in(person), "/fr/search?q=Forêts++de+KELP&topic=coast&region=africa")

    rows = in_vain()
    assert {(row.words, row.locale, row.filters) for row in rows} == {
        ("forets de kelp", "fr", "region=africa&topic=coast")
    }
    assert sorted((row.person_id, row.times) for row in rows) == sorted(
        [(cast.cy.id, 2), (cast.ada.id, 1)]
    )


@pytest.mark.parametrize("query", ["q=shade", "", "topic=coast", "q=kelp&page=2"])
def test_only_words_that_find_nothing_are_counted(sign_in, cast, query):
    publish(cast.ada)
    caught_up()

    ask(sign_in(cast.cy), f"{SEARCH}?{query}")

    assert in_vain() == []


@pytest.mark.parametrize("words", ["zz@example.org", "%2B351+912+345+678"])
def test_what_looks_personal_is_never_counted(sign_in, cast, words):
    ask(sign_in(cast.cy), f"{SEARCH}?q={words}")

    assert in_vain() == []


def test_visitors_would_be_counted_without_anything_about_them(app):
    for _time in range(2):
        recording.count_in_vain(None, "kelp", "en", "")

    assert [(row.person_id, row.times) for row in in_vain()] == [(None, 2)]


def test_after_thirty_days_only_counts_of_the_day_remain(cast):
    for person in (cast.cy, cast.cy, cast.ada, None):
        recording.count_in_vain(person.id if person else None, "kelp", "en", "")
    recording.count_in_vain(cast.cy.id, "shade", "en", "topic=coast")
    duty = jobs._duties["persons in searches"].run

    with time_machine.travel(now() + timedelta(days=30)):
        early = duty()
    with time_machine.travel(now() + timedelta(days=31)):
        done = duty(), duty()

    assert (early, done) == (0, (1, 0))
    assert in_vain() == []
    rows = db.session.scalars(sa.select(FruitlessDay).order_by(FruitlessDay.words)).all()
    assert [(r.day, r.words, r.filters, r.times, r.members) for r in rows] == [
        (today(), "kelp", "", 4, 2),
        (today(), "shade", "topic=coast", 1, 1),
    ]


def test_a_day_that_was_folded_before_takes_what_comes_later(cast):
    for _time in range(2):
        recording.count_in_vain(cast.cy.id, "kelp", "en", "")
        recording._fold(today())

    (row,) = db.session.scalars(sa.select(FruitlessDay))
    assert row.times == 2


def test_the_report_counts_old_and_new_days_together(cast, app):
    recording.count_in_vain(cast.cy.id, "kelp", "en", "")
    with time_machine.travel(now() + timedelta(days=31)):
        recording.forget_persons()
        for person in (cast.cy, cast.ada):
            recording.count_in_vain(person.id, "kelp", "en", "")
        with app.test_request_context("/"):
            month = report(Period.MONTH, only_open=False).items
            year = report(Period.YEAR, only_open=False).items
        first = today() - timedelta(days=31)

    assert [(gap.times, gap.members) for gap in month] == [(2, 2)]
    assert [(gap.times, gap.members, gap.first) for gap in year] == [(3, 2, first)]
