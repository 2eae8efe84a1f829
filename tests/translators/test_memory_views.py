"""The memory by itself: who finds what, and TMX files in and out."""

import io
import re

import pytest
import sqlalchemy as sa

from portal.content.models import Status, Visibility
from portal.content.translations import actions, following, reviewing
from portal.core.db import db
from portal.organisations.models import StaffRole
from portal.translation.memory.models import MemoryUnit
from portal.translation.memory.texts import Pair
from portal.translation.memory.tmx import Exported, write
from portal.translators import memory_views
from tests import build
from tests.build import CAST
from tests.content.translations.conftest import Desk
from tests.translation.memory.lessons import FIRST, taught
from tests.translators.test_file_views import BOMB, DEEP, THIEF, seal

TRADERS = "Traders left at noon."
ARABIC = "كان التجار يغادرون ظهرًا."
BOARD = {"di": 200, "dan": 200, "rex": 200, "tia": 200, "max": 200, "visitor": 303}
FILES = {"tia": 200, "max": 200, "visitor": 303}
MEMORY = "/en/translations/memory/"


def tmx(*pairs: tuple[str, str], languages: str = "en ar") -> bytes:
    source, target = languages.split()
    units = [Exported(Pair(one, source, other, target), FIRST, "sample") for one, other in pairs]
    return b"".join(write(units))


def bring(client, content: bytes, *, languages: str = "from=en&to=ar", origin: str = "A city"):
    fields = {"csrf_token": seal(client), "origin": origin, "file": (io.BytesIO(content), "a.tmx")}
    return client.post(
        f"{MEMORY}import?{languages}", data=fields, content_type="multipart/form-data"
    )


def remembered() -> list[tuple[str, str]]:
    rows = db.session.scalars(sa.select(MemoryUnit).order_by(MemoryUnit.id))
    return [(row.source.text, row.target.text) for row in rows]


@pytest.mark.parametrize("name", CAST)
def test_the_memory_is_looked_up_by_those_who_open_the_board(sign_in, cast, name):
    answer = sign_in(getattr(cast, name)).get(MEMORY)

    assert answer.status_code == BOARD.get(name, 403)


@pytest.mark.parametrize("name", CAST)
def test_files_are_for_translators_of_the_language_and_administrators(sign_in, cast, name):
    client = sign_in(getattr(cast, name))

    out = client.get(f"{MEMORY}export?from=en&to=ar", buffered=True)
    taken = bring(client, tmx(("Shade", "ظل")))

    expected = FILES.get(name, 403)
    assert [out.status_code, taken.status_code] == [expected, expected]
    assert len(remembered()) == (name in ("tia", "max"))


@pytest.mark.parametrize(
    ("role", "locale", "status"),
    [
        (StaffRole.REVIEWER, "ar", 200),
        (StaffRole.TRANSLATOR, "fr", 403),
        (StaffRole.REVIEWER, "fr", 403),
    ],
)
def test_the_language_translated_into_decides(sign_in, cast, role, locale, status):
    client = sign_in(build.staff(role, locale=locale))

    assert client.get(f"{MEMORY}export?from=fr&to=ar", buffered=True).status_code == status
    assert bring(client, tmx(("Shade", "ظل"))).status_code == status


@pytest.mark.parametrize("words", ["traders", "يغادرون"])
def test_words_are_found_on_both_sides_and_marked(sign_in, cast, words):
    taught(TRADERS, ARABIC, "en ar")

    page = sign_in(cast.tia).get(f"{MEMORY}?from=en&to=ar&q={words}").text

    assert "1 translation" in page
    assert re.search(rf"<mark>{words}</mark>", page, re.IGNORECASE)
    assert "Approved in the portal" in page


def test_what_was_imported_says_where_it_comes_from(sign_in, cast):
    client = sign_in(cast.tia)
    bring(client, tmx((TRADERS, ARABIC)), origin="The <b>archive</b>")

    page = client.get(f"{MEMORY}?q=traders").text

    assert "The &lt;b&gt;archive&lt;/b&gt;" in page


@pytest.mark.parametrize(("name", "finds"), [("tia", False), ("rex", False), ("max", False)])
def test_what_she_may_not_read_she_does_not_find_nor_take_out(sign_in, scene, name, finds):
    desk = Desk(
        build.case_study(scene.cast.ada, status=Status.PUBLISHED, visibility=Visibility.TEAM)
    )
    scribe = build.member(scene.cast.home)
    desk.save(TRADERS, ARABIC, scribe)
    actions.hand_in(desk.target, desk.units, scribe)
    reviewing.approve(desk.target, desk.units, scene.rim)
    following.follow_changes()
    client = sign_in(getattr(scene.cast, name))

    page = client.get(f"{MEMORY}?from=en&to=ar&q=traders")
    file = client.get(f"{MEMORY}export?from=en&to=ar", buffered=True)

    assert len(remembered()) == 1
    assert (ARABIC in page.text) is finds
    assert (ARABIC.encode() in file.data) is finds


def test_empty_pages_say_why(sign_in, cast):
    client = sign_in(cast.tia)

    nothing = client.get(MEMORY).text
    taught(TRADERS, ARABIC, "en ar")
    open_now = client.get(MEMORY).text
    not_found = client.get(f"{MEMORY}?q=lighthouse").text

    assert "Nothing is remembered yet" in nothing
    assert "1 translation between these languages is open to you." in open_now
    assert "Nothing found" in not_found


def test_of_many_the_best_are_shown_and_the_page_says_so(sign_in, cast, monkeypatch):
    monkeypatch.setattr(memory_views, "MOST_FOUND", 2)
    for number in range(3):
        taught(f"Traders left at {number}.", f"غادر التجار {number}", "en ar")

    page = sign_in(cast.tia).get(f"{MEMORY}?q=traders").text

    assert "The 2 best are shown." in page
    assert len(re.findall(r'class="match"', page)) == 2


@pytest.mark.parametrize(
    ("asked", "pair"),
    [
        ("", ("en", "ar")),
        ("from=fr&to=es", ("fr", "es")),
        ("from=es&to=es", ("en", "es")),
        ("from=xx&to=yy", ("en", "ar")),
        ("to=en", ("es", "en")),
    ],
)
def test_the_languages_are_those_asked_for_else_hers(sign_in, cast, asked, pair):
    page = sign_in(cast.tia).get(f"{MEMORY}?{asked}").text

    assert tuple(re.findall(r'<option value="(\w+)" selected', page)) == pair


def test_a_file_is_taken_in_and_told_about(sign_in, cast):
    client = sign_in(cast.tia)
    taught("Shade", "ظل", "en ar", tokens=None)

    page = bring(client, tmx(("Shade", "ظل"), (TRADERS, ARABIC), ("Empty", " "))).text

    assert "The memory has learned 1 translation." in page
    assert "3 units were read." in page
    assert "1 translation was known already." in page
    assert "1 text of the file was left out" in page
    assert (TRADERS, ARABIC) in remembered()


def test_only_the_pair_of_the_page_is_taken_in(sign_in, cast):
    bring(sign_in(cast.tia), tmx(("Shade", "Ombre"), languages="en fr"))

    assert remembered() == []


def test_long_lists_of_faults_are_cut(sign_in, cast, monkeypatch):
    monkeypatch.setattr(memory_views, "MOST_FAULTS", 2)

    page = bring(sign_in(cast.tia), tmx(*[(f"Word {number}", " ") for number in range(3)])).text

    assert "3 texts of the file were left out" in page
    assert "Only the first 2 are listed." in page


@pytest.mark.parametrize("content", [BOMB, THIEF, DEEP, b"", b"<tmx", b"PK\x03\x04", b"words"])
def test_an_attack_or_a_damaged_file_gets_a_sentence_and_teaches_nothing(sign_in, cast, content):
    answer = bring(sign_in(cast.tia), content)

    assert answer.status_code == 422
    assert re.search(r'id="file-errors".*?<span>[^<]+\.</span>', answer.text, re.DOTALL)
    assert remembered() == []


def test_a_file_that_breaks_off_teaches_nothing(sign_in, cast):
    whole = tmx(*[(f"Word {number}", f"كلمة {number}") for number in range(400)])

    answer = bring(sign_in(cast.tia), whole[:-40])

    assert answer.status_code == 422
    assert remembered() == []


@pytest.mark.parametrize("origin", ["", "  ", "portal", "x" * 121])
def test_an_origin_is_needed_and_may_not_be_taken_for_the_portals(sign_in, cast, origin):
    answer = bring(sign_in(cast.tia), tmx(("Shade", "ظل")), origin=origin)

    assert answer.status_code == 422
    assert remembered() == []


def test_without_a_file_the_form_asks_for_one(sign_in, cast):
    client = sign_in(cast.tia)

    answer = client.post(f"{MEMORY}import", data={"csrf_token": seal(client), "origin": "A city"})

    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)


def test_a_file_that_is_too_large_is_told_so(sign_in, cast):
    body = b"--x\r\n\r\n" + b" " * 1_100_000

    answer = sign_in(cast.tia).post(
        f"{MEMORY}import", data=body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "A file may have at most 1 MB" in answer.text


def test_the_memory_of_a_pair_comes_down_as_a_file_that_is_read_again(sign_in, cast):
    client = sign_in(cast.tia)
    bring(client, tmx((TRADERS, ARABIC), ("Shade", "ظل")))
    taught("Shade", "Ombre", "en fr", tokens=None)

    answer = client.get(f"{MEMORY}export?from=en&to=ar", buffered=True)
    again = bring(client, answer.data).text

    assert answer.headers["Content-Disposition"] == "attachment; filename=plaza-en-ar.tmx"
    assert answer.mimetype == "application/x-tmx+xml"
    assert answer.data.count(b"<tu ") == 2
    assert "2 translations were known already." in again


def test_the_board_leads_to_the_memory(sign_in, cast):
    assert f'href="{MEMORY}"' in sign_in(cast.tia).get("/en/translations/").text
