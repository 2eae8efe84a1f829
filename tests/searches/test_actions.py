"""Saving, changing, removing and bringing back; what two searches have in common."""

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Refused
from portal.search.documents import Query
from portal.searches import actions, looking, naming, queries
from portal.searches.models import Alert, FoundThing, Inquiry, RecentSearch, SavedSearch
from portal.searches.recording import remember
from tests import build
from tests.searches.conftest import publish, save


def test_all_that_was_asked_is_kept(cast):
    query = Query(
        "Market  shade",
        filters={"topic": frozenset({"water", "coast"})},
        sort="date",
        literal=True,
    )

    kept = actions.save(query, "fr", "Mine", Alert.DAILY, {}, cast.cy)

    db.session.expire_all()
    assert naming.query_of(kept, ()) == Query(
        query.text, locales=(), filters=query.filters, sort="date", literal=True
    )
    assert (kept.name, kept.alert, kept.locale) == ("Mine", Alert.DAILY, "fr")


def test_the_same_search_is_saved_once_and_takes_the_new_name(cast):
    first = save(cast.cy)

    again = actions.save(Query("MARKET  shade", sort="date"), "en", "B", Alert.NONE, {}, cast.cy)

    assert again.id == first.id
    assert (again.name, again.alert, again.by_date) == ("B", Alert.NONE, True)
    assert queries.number_saved(cast.cy) == 1


@pytest.mark.parametrize(
    ("query", "locale"),
    [
        (Query("market"), "en"),
        (Query("market shade", literal=True), "en"),
        (Query("market shade", filters={"topic": frozenset({"coast"})}), "en"),
        (Query("market shade"), "fr"),
    ],
)
def test_what_asks_something_else_is_another_search(query, locale):
    assert naming.digest(query, locale) != naming.digest(Query("market shade"), "en")


def test_two_people_may_save_the_same(cast):
    assert save(cast.cy).id != save(cast.ada).id


def test_there_is_room_for_so_many_only(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SAVED", 2)
    first, _second = save(cast.cy, "one"), save(cast.cy, "two")

    with pytest.raises(Refused, match="You have saved 2 searches"):
        save(cast.cy, "three")

    actions.remove(first)
    save(cast.cy, "three")
    with pytest.raises(Refused):
        actions.bring_back(first, cast.cy)
    assert save(cast.cy, "three").name == "three"


def test_a_removed_search_comes_back_with_what_it_knew(cast):
    publish(cast.ada)
    search = save(cast.cy)

    actions.remove(search)
    gone = [row.search.id for row in queries.saved_by(cast.cy)]
    lately = [each.id for each in queries.removed_lately(cast.cy)]
    actions.bring_back(search, cast.cy)

    assert (gone, lately) == ([], [search.id])
    assert [row.search.id for row in queries.saved_by(cast.cy)] == [search.id]
    assert len(queries.known_things(search)) == 1


def test_saving_what_was_removed_brings_it_back(cast):
    search = save(cast.cy)
    actions.remove(search)

    assert save(cast.cy).id == search.id
    assert queries.removed_lately(cast.cy) == []


def test_looking_at_it_makes_it_old(cast, work):
    search = save(cast.cy)
    publish(cast.ada)
    work()
    before = [row.new for row in queries.saved_by(cast.cy)]

    actions.look(search)

    assert (before, [row.new for row in queries.saved_by(cast.cy)]) == ([1], [0])


def test_what_is_new_comes_first(cast, work):
    save(cast.cy, "zebra crossing shade")
    save(cast.cy, "avenue")
    publish(cast.ada, "Zebra crossing with shade")

    work()

    assert [row.search.name for row in queries.saved_by(cast.cy)] == [
        "zebra crossing shade",
        "avenue",
    ]


def test_all_that_is_kept_goes_with_the_person(cast):
    publish(cast.ada)
    search = save(cast.cy)
    remember(cast.cy.id, "market", "market")
    db.session.add(
        Inquiry(person_id=cast.cy.id, region="", words="a", folded="a", locale="en", need="b")
    )
    db.session.commit()
    assert queries.known_things(search)

    someone = build.person()
    for kept in (SavedSearch, RecentSearch, Inquiry):
        db.session.execute(sa.update(kept).values(person_id=someone.id))
    db.session.execute(sa.text("DELETE FROM person WHERE id = :id"), {"id": someone.id})
    db.session.commit()

    for kept in (SavedSearch, FoundThing, RecentSearch, Inquiry):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(kept)) == 0


def test_a_name_is_proposed_from_words_and_filters(app):
    query = Query("flood", filters={"region": frozenset({"africa"}), "country": frozenset({"MA"})})

    assert naming.proposed(query) == "flood · Africa · Morocco"
    assert len(naming.proposed(Query("x" * 200))) == 120


PERSONAL = [
    "ana@example.org", "call +351 912 345 678", "0612345678", "٠٦١٢٣٤٥٦٧٨", "id 12.345.678-9",
    "2024 912345678",
]  # fmt: skip


@pytest.mark.parametrize("words", PERSONAL)
def test_words_that_look_like_a_persons_are_known(words):
    assert naming.is_personal(words)


@pytest.mark.parametrize(
    "words", ["flood 2024", "plan 2025-2030", "SDG 11.5", "1.5 °C", "@ night", ""]
)
def test_other_words_are_not(words):
    assert not naming.is_personal(words)


def test_filters_are_written_without_what_is_no_code():
    query = Query(
        filters={
            "topic": frozenset({"coast", "ana@example.org", "0612345678", "<b>"}),
            "country": frozenset(f"c{n:038d}" for n in range(10)) | {"MA"},
        }
    )

    written = naming.written_filters(query)

    assert "country=MA" in written
    assert "ana" not in written
    assert "0612345678" not in written
    assert len(written) <= 300


def test_a_search_finds_nothing_by_itself_while_the_index_cannot_say(cast, monkeypatch):
    monkeypatch.setattr("portal.search.follower.lag_behind", lambda _goal: 3)

    assert looking.everything(cast.cy, Query("market")) is None
