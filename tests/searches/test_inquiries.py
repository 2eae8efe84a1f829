"""Asking the network: to the editors of one's region, and the way back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.accounts.models import PersonState
from portal.audit.models import AuditRecord
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.searches import inquiries
from portal.searches.models import Inquiry
from tests.build import CAST
from tests.searches.conftest import send, text_of
from tests.statements import statement_count

MINE = "/en/searches/questions/"
NEW = "/en/searches/questions/new?q=kelp+forests"
WAITING = "/en/searches/questions/waiting"
EDITORS = {"di", "dan", "rex"}


def only() -> Inquiry:
    db.session.expire_all()
    return db.session.scalars(sa.select(Inquiry)).one()


def asked(by, words="kelp forests", need="Calm the waves.") -> Inquiry:
    return inquiries.ask(words, need, by)


@pytest.mark.parametrize("name", CAST)
def test_every_member_asks(sign_in, cast, name):
    client = sign_in(getattr(cast, name))

    shown = client.get(NEW)
    sent = send(client, NEW, words="kelp forests", need="Calm the waves.")

    assert shown.status_code == (303 if name == "visitor" else 200)
    assert sent.status_code == 303
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Inquiry))
    assert count == (name != "visitor")
    assert ('value="kelp forests"' in shown.text) is (name != "visitor")


@pytest.mark.parametrize("name", CAST)
def test_who_opens_what(sign_in, cast, name):
    client = sign_in(getattr(cast, name))
    inquiry = asked(cast.gus)

    opened = [client.get(path).status_code for path in (MINE, WAITING, f"{MINE}{inquiry.id}")]

    if name == "visitor":
        assert opened == [303, 303, 303]
    else:
        sees = name in EDITORS | {"gus"}
        assert opened == [200, 200 if name in EDITORS else 403, 200 if sees else 404]


@pytest.mark.parametrize("name", CAST)
def test_who_answers(sign_in, cast, name):
    inquiry = asked(cast.gus)

    answer = send(sign_in(getattr(cast, name)), f"{MINE}{inquiry.id}", answer="Ask Near.", link="")

    expected = {"visitor": 303, "gus": 403}.get(name, 303 if name in EDITORS else 404)
    assert answer.status_code == expected
    assert only().is_open is (name not in EDITORS)


def test_a_question_goes_to_the_editors_of_the_region_and_the_answer_back(
    sign_in, cast, work, letters
):
    send(sign_in(cast.gus), NEW, words="kelp forests", need="Calm the waves.\n\nBy March.")
    work()
    to_editors = {name: letters(getattr(cast, name)) for name in CAST if name != "visitor"}

    said = {"answer": "Near has one.", "link": "/en/case-studies/7"}
    send(sign_in(cast.rex), f"{MINE}{only().id}", **said)
    work()

    assert {name for name, found in to_editors.items() if found} == EDITORS
    question = text_of(to_editors["rex"][0])
    assert to_editors["rex"][0]["Subject"] == "A question from Far: “kelp forests”"
    assert "Gus from Far searched for “kelp forests”" in question
    assert "Calm the waves.\n\nBy March." in question
    assert f"http://localhost/en/searches/questions/{only().id}" in question
    (answer,) = letters(cast.gus)
    assert "Rex writes:" in text_of(answer)
    assert "http://localhost/en/case-studies/7" in text_of(answer)
    page = sign_in(cast.gus).get(MINE).text
    assert "Answered" in page
    assert "Near has one." in page
    assert 'href="/en/case-studies/7"' in page
    acts = db.session.scalars(sa.select(AuditRecord).where(AuditRecord.verb == "answer_inquiry"))
    assert [(act.actor_id, act.subject) for act in acts] == [(cast.rex.id, f"inquiry:{only().id}")]


def test_a_region_without_an_editor_of_its_own_asks_those_for_all(cast):
    assert {each.name for each in inquiries.editors_of("africa")} == {"Di", "Dan"}
    assert {each.name for each in inquiries.editors_of("")} == {"Di", "Dan"}
    assert inquiries.region_of(cast.rex) == "europe"
    assert inquiries.region_of(cast.tia) == ""


def test_an_editor_who_asks_is_not_told_herself(cast, work, letters):
    asked(cast.di)

    work()

    assert letters(cast.di) == []
    assert len(letters(cast.dan)) == 1


def test_what_is_answered_before_the_letter_leaves_is_asked_nobody(cast, work, letters):
    inquiries.answer(asked(cast.ada), "Here.", "", by=cast.di)

    work()

    assert letters(cast.dan) == []
    assert len(letters(cast.ada)) == 1


@pytest.mark.parametrize("who", ["dan", "ada"])
def test_who_is_gone_gets_no_letter(cast, work, letters, who):
    inquiry = asked(cast.ada)
    getattr(cast, who).state = PersonState.DISABLED
    db.session.commit()
    if who == "ada":
        inquiries.answer(inquiry, "Here.", "", by=cast.di)

    work()

    assert letters(getattr(cast, who)) == []


def test_one_answer_is_enough(sign_in, cast):
    inquiry = asked(cast.ada)
    inquiries.answer(inquiry, "First.", "", by=cast.di)

    answer = send(sign_in(cast.dan), f"{MINE}{inquiry.id}", answer="Second.", link="")

    assert (answer.status_code, "Somebody else has answered" in answer.text) == (409, True)
    assert only().answer == "First."


def test_so_many_a_day(sign_in, cast):
    for number in range(inquiries.MOST_A_DAY):
        asked(cast.ada, f"kelp {number}")

    answer = send(sign_in(cast.ada), NEW, words="kelp", need="Again")

    assert (answer.status_code, "asked enough for one day" in answer.text) == (422, True)
    assert asked(cast.eve)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        for number in range(inquiries.MOST_A_DAY):
            asked(cast.ada, f"grass {number}")
        with pytest.raises(Refused):
            asked(cast.ada)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": "", "need": "a"}, "This is needed"),
        ({"words": "a", "need": " "}, "This is needed"),
        ({"words": "a", "need": "x" * 1001}, "at most 1000"),
        ({"words": "x" * 201, "need": "a"}, "at most 200"),
    ],
)
def test_what_cannot_be_asked_is_told(sign_in, cast, fields, sentence):
    answer = send(sign_in(cast.ada), NEW, **fields)

    assert (answer.status_code, sentence in answer.text) == (422, True)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example/", "evil.example", "mailto:a@b.c"]
)
def test_an_answer_leads_nowhere_dangerous(sign_in, cast, link):
    inquiry = asked(cast.ada)

    answer = send(sign_in(cast.di), f"{MINE}{inquiry.id}", answer="Here.", link=link)

    assert answer.status_code == 422
    assert only().is_open


def test_markup_is_text(sign_in, cast):
    asked(cast.ada, "<script>1</script>", "<img src=x onerror=1>")

    for client, path in ((sign_in(cast.ada), MINE), (sign_in(cast.di), WAITING)):
        page = client.get(path).text
        assert "&lt;script&gt;1" in page
        assert "<img src=x" not in page


def test_the_lists_are_those_of_the_reader(sign_in, cast):
    asked(cast.gus, "kelp of Far")
    asked(cast.ada, "kelp of Home")

    assert "kelp of Home" not in sign_in(cast.gus).get(MINE).text
    assert "kelp of Home" not in sign_in(cast.rex).get(WAITING).text
    assert "kelp of Far" in sign_in(cast.rex).get(WAITING).text
    page = sign_in(cast.di).get(WAITING).text
    assert page.index("kelp of Far") < page.index("kelp of Home")


def test_empty_pages_say_what_they_are_for(sign_in, cast):
    assert "You have asked nothing yet" in sign_in(cast.ada).get(MINE).text
    assert "Nobody waits for an answer" in sign_in(cast.di).get(WAITING).text


def test_the_pages_take_as_many_statements_with_many_questions(sign_in, cast):
    first = asked(cast.ada)
    few = [statement_count(sign_in(cast.di), WAITING), statement_count(sign_in(cast.ada), MINE)]
    for person in (cast.eve, cast.cy, cast.gus, cast.bo, cast.ada):
        asked(person)

    many = [statement_count(sign_in(cast.di), WAITING), statement_count(sign_in(cast.ada), MINE)]

    assert few == many
    assert max(many) <= 8
    assert statement_count(sign_in(cast.di), f"{MINE}{first.id}") <= 8
