"""The gap report: counts for the staff, no names, a file that is safe to open."""

import csv
import io

import pytest
import sqlalchemy as sa

from portal.audit.models import AuditRecord
from portal.core.db import db
from portal.searches import inquiries
from portal.searches.models import GapAnswer
from portal.searches.recording import count_in_vain
from tests.build import CAST
from tests.searches.conftest import send
from tests.statements import statement_count

GAPS = "/en/searches/gaps/"
SETTLE = "/en/searches/gaps/settle"
STAFF = {"di", "dan", "rex", "max"}


@pytest.fixture
def searched(cast):
    for person in (cast.ada, cast.ada, cast.gus):
        count_in_vain(person.id, "kelp", "en", "region=africa&topic=coast")
    count_in_vain(cast.cy.id, "=1+1", "fr", "")
    inquiries.ask("Sea grass", "We need some.", cast.gus)
    return cast


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", [GAPS, f"{GAPS}?period=year&open=1", f"{GAPS}file"])
def test_the_staff_sees_the_counts(sign_in, cast, name, path):
    answer = sign_in(getattr(cast, name)).get(path)

    expected = 303 if name == "visitor" else 200 if name in STAFF else 403
    assert answer.status_code == expected


@pytest.mark.parametrize("name", CAST)
def test_editors_settle(sign_in, searched, name):
    client = sign_in(getattr(searched, name))

    answer = send(client, SETTLE, words="kelp", spoken="en", link="/en/case-studies/1")

    editor = name in STAFF - {"max"}
    assert answer.status_code == (303 if editor or name == "visitor" else 403)
    assert (db.session.get(GapAnswer, ("kelp", "en")) is not None) is editor


def test_it_counts_and_names_nobody(sign_in, searched):
    page = sign_in(searched.di).get(GAPS).text

    assert "kelp" in page
    assert "Africa · Coast" in page
    assert ">3<" in page
    assert ">2<" in page
    assert "Asked" in page
    assert "sea grass" in page
    assert "We need some." not in page
    for name in ("Ada", "Gus", "Cy"):
        assert f">{name}<" not in page


def test_what_was_asked_comes_first_and_the_frequent_before_the_rare(sign_in, searched):
    page = sign_in(searched.di).get(GAPS).text

    assert page.index("sea grass") < page.index(">kelp<") < page.index("=1+1")


def test_the_file_is_safe_to_open(sign_in, searched):
    answer = sign_in(searched.max).get(f"{GAPS}file?period=week")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.mimetype == "text/csv"
    assert "gaps-week-" in answer.headers["Content-Disposition"]
    assert [row["words"] for row in rows] == ["sea grass", "kelp", "'=1+1"]
    assert [(row["times"], row["members"], row["asked"]) for row in rows] == [
        ("0", "1", "1"),
        ("3", "2", "0"),
        ("1", "1", "0"),
    ]


def test_a_gap_is_marked_with_a_link_and_opened_again(sign_in, searched):
    client = sign_in(searched.di)
    fields = {"words": "kelp", "spoken": "en"}

    send(client, SETTLE, **fields, link="https://example.org/kelp")
    marked, still_open = client.get(GAPS).text, client.get(f"{GAPS}?open=1").text
    send(client, SETTLE, **fields, link="")

    assert 'href="https://example.org/kelp"' in marked
    assert ">kelp<" not in still_open
    assert "sea grass" in still_open
    assert ">kelp<" in client.get(f"{GAPS}?open=1").text
    acts = db.session.scalars(sa.select(AuditRecord).where(AuditRecord.verb == "settle_gap")).all()
    assert [(act.actor_id, act.details["settled"]) for act in acts] == [
        (searched.di.id, True),
        (searched.di.id, False),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "kelp", "//x.example/"])
def test_a_bad_link_is_told_where_it_stands(sign_in, searched, link):
    answer = send(sign_in(searched.di), SETTLE, words="kelp", spoken="en", link=link)

    assert (answer.status_code, "Give the whole address" in answer.text) == (422, True)
    assert db.session.get(GapAnswer, ("kelp", "en")) is None


@pytest.mark.parametrize("query", ["period=x", "period=", "page=0", "page=99", "open=2"])
def test_any_address_gets_a_page(sign_in, searched, query):
    assert sign_in(searched.di).get(f"{GAPS}?{query}").status_code == 200


def test_an_empty_report_says_so(sign_in, cast):
    assert "Nothing was searched in vain" in sign_in(cast.di).get(GAPS).text


def test_personal_words_of_a_question_stay_out_of_it(sign_in, cast):
    inquiries.ask("ada@example.org", "Who is it?", cast.ada)

    assert "ada@example" not in sign_in(cast.di).get(GAPS).text


def test_it_takes_as_many_statements_with_many_gaps(sign_in, cast):
    count_in_vain(cast.ada.id, "kelp", "en", "topic=coast")
    few = statement_count(sign_in(cast.di), GAPS)
    for number in range(20):
        count_in_vain(cast.ada.id, f"kelp {number}", "en", "topic=coast")

    assert statement_count(sign_in(cast.di), GAPS) == few
    assert few <= 8


def test_the_desk_leads_to_it(sign_in, cast):
    assert 'href="/en/searches/gaps/"' in sign_in(cast.di).get("/en/desk/").text
