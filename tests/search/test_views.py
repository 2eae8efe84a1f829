"""The results page, asked by different people in different ways."""

import json
import shutil
from pathlib import Path

import pytest

from portal.content import actions
from portal.content.models import Status, Visibility
from portal.core import changes
from portal.search import follower
from portal.search.engine import engine
from tests import build

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"
CANARY = "zyxcanary"


@pytest.fixture
def shade(cast):
    study = build.case_study(cast.ada, status=Status.PUBLISHED)
    caught_up()
    return study


def caught_up() -> None:
    while follower.catch_up():
        pass


@pytest.fixture
def page(cast, sign_in):
    """Ask as an official of another city of the region."""
    client = sign_in(cast.cy)
    return lambda query="", locale="en": client.get(f"/{locale}/search?{query}")


def test_visitors_are_led_to_sign_in(visitor):
    assert visitor.get("/en/search?q=shade").status_code in (302, 303, 401)


def test_a_result_shows_title_place_and_marked_words(shade, page):
    text = page("q=shade+noon").text

    assert "<mark>Shade</mark> for the market street" in text
    assert f"/en/case-studies/{shade.id}" in text
    assert "<mark>noon</mark>" in text
    assert "1 result" in text
    assert "Home" in text


def test_the_words_stand_in_one_box(shade, page):
    text = page("q=shade").text

    assert text.count('role="search"') == 1


def test_without_words_everything_is_there(shade, page):
    answer = page()

    assert answer.status_code == 200
    assert "Shade for the market street" in answer.text


def test_facets_can_be_chosen_and_taken_away(shade, page):
    chosen = page("q=shade&topic=heat-cooling").text
    other = page("q=shade&topic=coast").text

    assert 'value="heat-cooling" checked' in chosen
    assert "Shade for the market street" in chosen.replace("<mark>", "").replace("</mark>", "")
    assert "Nothing matches with these filters" in other
    assert 'href="/en/search?q=shade"' in other


@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt", "ar"])
def test_nothing_found_offers_a_way_on_in_every_language(shade, page, locale):
    answer = page("q=qqqqzzzz", locale)

    assert answer.status_code == 200
    assert f'href="/{locale}/search"' in answer.text


ODD = [
    "q=%22%22%22", "q=-", "q=***", "q=%00", "q=" + "a%20" * 400, "page=0", "page=-1",
    "page=999999", "page=x", "sort=up", "sort=date", "kind=", "topic=%27%22%3E", "language=xx",
    "q=shade&q=sun", "nonsense=1", "q=%E0%A4%A", "country=" + "x" * 500,
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_any_address_gets_a_page(shade, page, query):
    assert page(query).status_code == 200


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the shared naughty strings are not here")
def test_naughty_words_come_back_as_text(shade, cast, sign_in):
    client = sign_in(cast.cy)
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8"))[::9]:
        answer = client.get("/en/search", query_string={"q": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


HIDDEN = [
    ("draft", {}),
    ("submitted", {"status": Status.SUBMITTED}),
    ("team", {"status": Status.PUBLISHED, "visibility": Visibility.TEAM}),
    ("retired", {"status": Status.RETIRED}),
]


@pytest.mark.parametrize(("name", "given"), HIDDEN, ids=[name for name, _ in HIDDEN])
def test_a_hidden_word_appears_nowhere(cast, page, name, given):
    words = {"title": f"About {CANARY}", "situation": f"Before {CANARY} after."}
    build.case_study(cast.ada, words=words, **given)
    caught_up()

    for query in (f"q={CANARY}", "", f"q={CANARY[:5]}*", f"q=%22about+{CANARY}%22", "q=-nothing"):
        text = page(query).text.replace("<mark>", "").replace("</mark>", "")
        assert not any(words in text for words in (f"About {CANARY}<", f"Before {CANARY}"))
        assert "0 results" in text
        assert 'class="facet__box"' not in text


def test_an_index_that_lags_shows_too_little_never_too_much(shade, page):
    actions.retire(shade, build.some_editor())  # and the follower has not come by

    text = page("q=shade").text

    assert "Shade for the market" not in text.replace("<mark>", "").replace("</mark>", "")
    assert "0 results" in text


def test_without_an_index_the_titles_are_searched(app, shade, page):
    shutil.rmtree(app.config["PORTAL"].index_folder)

    answer = page("q=market")

    assert answer.status_code == 200
    assert "being rebuilt" in answer.text
    assert "Shade for the" in answer.text
    assert page("q=market&page=2").status_code == 200
    caught_up()
    assert "being rebuilt" not in page("q=market").text


def test_an_embargo_is_kept_in_the_index_too(cast, page):
    event = build.event()
    build.briefing(event, words={"title": f"Soon {CANARY}"}, embargo="2099-01-01T00:00:00+00:00")
    caught_up()

    assert "0 results" in page(f"q={CANARY}").text
    assert engine().position().number == changes.latest()


@pytest.mark.parametrize(
    ("asked", "found"), [("from=2024", True), ("to=2023", False), ("from=2025&to=2024", True)]
)
def test_a_range_of_years_narrows_what_is_found(cast, page, asked, found):
    study = build.case_study(
        cast.ada, facts={"started": "2024-03", "ended": "2025-06"}, status=Status.PUBLISHED
    )
    caught_up()

    text = page(f"q=shade&{asked}").text

    assert (f"/en/case-studies/{study.id}" in text) is found


def test_the_range_of_years_is_a_chip_that_drops_both_ends(shade, page):
    text = page("q=shade&from=1950&to=2060&topic=heat-cooling").text

    assert "1950 to 2060" in text
    assert 'href="/en/search?q=shade&amp;topic=heat-cooling"' in text
    assert '<option value="1950" selected>' in text
