"""My searches on screen: saved from the results, opened, changed, removed and brought back."""

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.search.documents import Query
from portal.searches import actions
from portal.searches.models import Alert, SavedSearch
from tests.build import CAST
from tests.searches.conftest import ask, publish, save, send
from tests.statements import statement_count

MINE = "/en/searches/"
NEW = "/en/searches/new?q=market+shade&topic=heat-cooling&sort=date&only=1"


def kept() -> list[SavedSearch]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(SavedSearch).order_by(SavedSearch.id)))


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", [MINE, NEW])
def test_everybody_who_signs_in_has_searches(sign_in, cast, name, path):
    answer = sign_in(getattr(cast, name)).get(path)

    assert answer.status_code == (303 if name == "visitor" else 200)


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""), ("get", "/edit"), ("get", "/stop"),
        ("post", "/edit"), ("post", "/stop"), ("post", "/remove"), ("post", "/bring-back"),
    ],
)  # fmt: skip
def test_a_search_is_its_owners_alone(sign_in, cast, name, method, path):
    search = save(cast.cy)
    client, address = sign_in(getattr(cast, name)), f"{MINE}{search.id}{path}"

    fields = {"name": "Mine", "alert": "none"}
    answer = client.get(address) if method == "get" else send(client, address, **fields)

    shows = method == "get" and path
    expected = {"visitor": 303, "cy": 200 if shows else 303}.get(name, 404)
    assert answer.status_code == expected
    (now,) = kept()
    is_changed = now.name != search.words or now.alert is Alert.NONE or now.removed_at
    assert bool(is_changed) is (
        name == "cy" and path in ("/edit", "/stop", "/remove") and not shows
    )


def test_the_results_lead_to_saving_and_to_what_is_saved(sign_in, cast):
    publish(cast.ada)
    client = sign_in(cast.cy)
    before = ask(client, "/en/search?q=market+shade&topic=heat-cooling&sort=date&only=1")

    shown = client.get(NEW).text
    sent = send(client, NEW, name="Cool markets", alert="daily")

    address = NEW.replace("q=market+shade&topic=heat-cooling", "q=market+shade&topic=heat-cooling")
    assert address.replace("&", "&amp;") in before
    assert 'value="market shade · Heat and cooling"' in shown
    assert sent.location == MINE
    (search,) = kept()
    assert (search.words, search.filters) == ("market shade", {"topic": ["heat-cooling"]})
    assert (search.by_date, search.literal, search.alert) == (True, True, Alert.DAILY)
    again = ask(client, "/en/search?only=1&topic=heat-cooling&q=Market+shade")
    assert "Saved as “Cool markets”" in again
    assert "Saved as" not in ask(sign_in(cast.ada), "/en/search?q=market+shade&only=1")
    assert client.get(NEW).location == f"{MINE}{search.id}/edit"


def test_nothing_asked_is_nothing_to_save(sign_in, cast):
    assert sign_in(cast.cy).get("/en/searches/new").location == "/en/search"
    assert "Save this search" not in ask(sign_in(cast.cy), "/en/search")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "alert": "none"}, "This is needed"),
        ({"name": "x" * 121, "alert": "none"}, "at most 120"),
        ({"name": "x", "alert": "hourly"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_saved_is_told(sign_in, cast, fields, sentence):
    answer = send(sign_in(cast.cy), NEW, **fields)

    assert answer.status_code == 422
    assert sentence in answer.text or "Invalid Choice" in answer.text
    assert kept() == []


def test_no_room_is_told(sign_in, cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SAVED", 1)
    save(cast.cy)

    answer = send(sign_in(cast.cy), NEW, name="Second", alert="none")

    assert (answer.status_code, "You have saved 1 searches" in answer.text) == (422, True)
    assert "as many as there is room for" in sign_in(cast.cy).get(MINE).text


def test_the_list_says_what_is_new_and_opening_makes_it_old(sign_in, cast, work):
    search = save(cast.cy, topic="heat-cooling")
    publish(cast.ada)
    work()
    client = sign_in(cast.cy)
    before = client.get(MINE).text

    newest = client.get(f"{MINE}{search.id}?newest=1").location
    after = client.get(MINE).text

    assert "1 new<" in before
    assert newest == "/en/search?q=market+shade&topic=heat-cooling&sort=date"
    assert "Nothing new since" in after
    assert (
        client.get(f"{MINE}{search.id}").location == "/en/search?q=market+shade&topic=heat-cooling"
    )


def test_a_search_opens_in_a_language_in_which_its_words_are_read(sign_in, cast):
    cast.cy.reading_locales = ["fr"]
    db.session.commit()
    query = Query("inondation")
    german = actions.save(query, "de", "A", Alert.NONE, {}, cast.cy)
    french = actions.save(query, "fr", "B", Alert.NONE, {}, cast.cy)
    client = sign_in(cast.cy)

    assert client.get(f"{MINE}{german.id}").location == "/de/search?q=inondation"
    assert client.get(f"{MINE}{french.id}").location == "/en/search?q=inondation"


def test_an_empty_list_says_what_it_is_for(sign_in, cast):
    assert "You have saved no search yet" in sign_in(cast.cy).get(MINE).text


def test_name_and_letters_can_be_changed(sign_in, cast):
    search = save(cast.cy)
    client = sign_in(cast.cy)

    send(client, f"{MINE}{search.id}/edit", name="<b>Shade</b>", alert="daily")

    (now,) = kept()
    assert (now.name, now.alert) == ("<b>Shade</b>", Alert.DAILY)
    assert "&lt;b&gt;Shade&lt;/b&gt;" in client.get(MINE).text


def test_letters_stop_by_one_button(sign_in, cast):
    search = save(cast.cy)
    client = sign_in(cast.cy)
    shown = client.get(f"{MINE}{search.id}/stop").text

    send(client, f"{MINE}{search.id}/stop")

    assert "Stop the letters about “market shade”?" in shown
    assert kept()[0].alert is Alert.NONE
    assert "It sends no letters." in client.get(f"{MINE}{search.id}/stop").text


def test_what_is_removed_can_be_brought_back_at_once(sign_in, cast):
    search = save(cast.cy)
    client = sign_in(cast.cy)

    sent = send(client, f"{MINE}{search.id}/remove")
    page = client.get(sent.location).text
    opened = client.get(f"{MINE}{search.id}").location
    back = send(client, f"{MINE}{search.id}/bring-back")

    assert "is removed." in page
    assert f"{MINE}{search.id}/bring-back" in page
    assert opened == sent.location
    assert back.location == MINE
    assert kept()[0].removed_at is None


def test_what_is_removed_sends_nobody_away_without_a_form(sign_in, cast):
    search = save(cast.cy)

    assert sign_in(cast.cy).post(f"{MINE}{search.id}/remove").status_code == 400


def test_the_list_takes_as_many_statements_with_many_searches(sign_in, cast):
    save(cast.cy, "one")
    few = statement_count(sign_in(cast.cy), MINE)
    for number in range(12):
        actions.save(Query(f"w{number}"), "en", f"w{number}", Alert.NONE, {}, cast.cy)

    assert few == statement_count(sign_in(cast.cy), MINE)
    assert few <= 8
    assert statement_count(sign_in(cast.cy), NEW) <= 8
