"""Words that members suggest, and what becomes of them."""

import pytest

from portal.core.db import db
from portal.core.outbox import OutgoingMail
from portal.thesaurus.models import Proposal, ProposalState
from portal.thesaurus.proposing import accept, propose
from tests import build
from tests.build import CAST
from tests.glossary.conftest import again, send, words
from tests.statements import statement_count

NEW = "/en/glossary/propose"
FLOOD = "/en/glossary/glossary/flood/propose"
MINE = "/en/glossary/proposals"
QUEUE = "/en/glossary/proposals/waiting"


def only() -> Proposal:
    db.session.expire_all()
    return db.session.scalars(db.select(Proposal)).one()


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", [NEW, FLOOD])
def test_every_member_suggests(sign_in, scene, name, path):
    client = sign_in(getattr(scene.cast, name))

    shown = client.get(path).status_code
    sent = send(client, path, locale="pt", text="cheia", kind="preferred")

    assert shown == (303 if name == "visitor" else 200)
    assert sent.status_code == 303
    count = db.session.scalar(db.select(db.func.count()).select_from(Proposal))
    assert count == (name != "visitor")


@pytest.mark.parametrize("name", CAST)
def test_who_opens_what(sign_in, cast, name):
    client = sign_in(getattr(cast, name))

    opened = [client.get(path).status_code for path in (MINE, QUEUE)]

    if name == "visitor":
        assert opened == [303, 303]
    else:
        assert opened == [200, 200 if name in ("tia", "max") else 403]


def test_all_that_was_written_arrives(sign_in, scene):
    fields = {"definition": "Muita água.", "reason": "We say so in Porto."}

    send(sign_in(scene.cast.ada), FLOOD, locale="pt", text=" cheia ", kind="alternate", **fields)

    made = only()
    assert (made.scheme, made.code, made.locale, made.text) == ("glossary", "flood", "pt", "cheia")
    assert (made.kind, made.definition, made.reason) == ("alternate", *fields.values())
    assert made.person_id == scene.cast.ada.id


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        (FLOOD, {"locale": "en", "text": "flood", "kind": "preferred"}, "has this term already"),
        (FLOOD, {"locale": "xx", "text": "cheia", "kind": "preferred"}, "Not a valid choice"),
        (FLOOD, {"locale": "pt", "text": "cheia", "kind": "nonsense"}, "Invalid Choice"),
        (NEW, {"locale": "pt", "text": ""}, "This is needed"),
        (NEW, {"locale": "pt", "text": "x" * 801}, "at most 800"),
        (NEW, {"locale": "pt", "text": "cheia", "reason": "x" * 1001}, "at most 1000"),
    ],
)
def test_what_cannot_be_suggested_is_told(sign_in, scene, path, fields, sentence):
    answer = send(sign_in(scene.cast.ada), path, **fields)

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_what_waits_already_is_told(sign_in, scene):
    propose("pt", "cheia", by=scene.cast.cy, concept=scene.flood)

    answer = send(sign_in(scene.cast.ada), FLOOD, locale="pt", text="cheia", kind="preferred")

    assert (answer.status_code, "proposed already" in answer.text) == (422, True)


def test_the_form_begins_with_what_led_to_it(sign_in, scene):
    page = sign_in(scene.cast.ada).get(f"{FLOOD}?language=ar&text=%3Cb%3E").text

    assert '<option selected value="ar">' in page
    assert "&lt;b&gt;" in page
    assert '<option selected value="en">' in sign_in(scene.cast.ada).get(f"{NEW}?language=zz").text


def test_my_proposals_tell_their_state_and_answer(sign_in, scene):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)
    client = sign_in(scene.cast.ada)
    waiting = client.get(MINE).text
    send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/decline", answer="We say “فيضان”.")

    page = client.get(MINE).text

    assert "Waiting" in waiting
    assert "Declined" in page
    assert "We say “فيضان”." in page
    assert "Tia" in page
    assert "Take it back" not in page
    assert "غمر" not in sign_in(scene.cast.eve).get(MINE).text


def test_an_empty_page_says_what_to_do(sign_in, cast):
    assert "You have suggested nothing yet" in sign_in(cast.ada).get(MINE).text
    assert "Nothing waits" in sign_in(cast.tia).get(QUEUE).text


@pytest.mark.parametrize("name", CAST)
def test_only_who_proposed_takes_it_back(sign_in, scene, name):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)

    answer = send(sign_in(getattr(scene.cast, name)), f"{MINE}/{proposal.id}/withdraw")

    expected = {"ada": 303, "visitor": 303, "tia": 403, "max": 403}.get(name, 404)
    assert answer.status_code == expected
    assert (only().state is ProposalState.WITHDRAWN) is (name == "ada")


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_owners_of_the_language_decide(sign_in, scene, name, verb):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)

    answer = send(
        sign_in(getattr(scene.cast, name)), f"{MINE}/{proposal.id}/{verb}", answer="Thanks"
    )

    decides = name in ("tia", "max")
    expected = {"ada": 403}.get(name, 303 if decides or name == "visitor" else 404)
    assert answer.status_code == expected
    assert (only().state is ProposalState.WAITING) is not decides


def test_her_own_is_decided_by_another(sign_in, scene):
    proposal = propose("ar", "غمر", by=scene.cast.tia, concept=scene.flood)

    page = sign_in(scene.cast.tia).get(QUEUE).text
    refused = send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/accept")
    accepted = send(sign_in(scene.rim), f"{MINE}/{proposal.id}/accept")

    assert "Somebody else has to decide." in page
    assert (refused.status_code, accepted.status_code) == (403, 303)


def test_the_queue_holds_the_languages_of_the_reader_only(sign_in, scene):
    propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood, reason="Said in Tunis")
    propose("fr", "crue", by=scene.cast.ada, concept=scene.flood)

    tia = sign_in(scene.cast.tia).get(QUEUE).text
    admin = sign_in(scene.cast.max).get(QUEUE).text

    assert "غمر" in tia
    assert "Said in Tunis" in tia
    assert "crue" not in tia
    assert "crue" in admin


def test_the_menu_counts_what_waits_for_the_reader(sign_in, scene):
    def counted(person):
        page = sign_in(person).get("/en/glossary/").text
        return page.partition('class="count">')[2].partition("<")[0]

    before = counted(scene.cast.tia)
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)
    propose("ar", "سيل", by=scene.cast.tia, concept=scene.flood)
    propose("fr", "crue", by=scene.cast.ada, concept=scene.flood)
    people = (scene.cast.tia, scene.rim, scene.cast.max, scene.cast.ada)
    waiting = [counted(person) for person in people]
    accept(proposal, by=scene.cast.tia)

    assert before == ""
    assert waiting == ["1", "2", "3", ""]
    assert counted(scene.cast.tia) == ""


def test_a_new_concept_comes_of_an_accepted_word(sign_in, scene):
    send(sign_in(scene.cast.ada), NEW, locale="ar", text="ساحة", definition="مكان")

    answer = send(sign_in(scene.cast.tia), f"{MINE}/{only().id}/accept", answer="")

    made = only()
    assert answer.location == QUEUE
    shown = sign_in(scene.cast.ada).get(f"/en/glossary/{made.scheme}/{made.code}")
    assert (shown.status_code, "ساحة" in shown.text) == (200, True)


def test_declining_needs_a_reason_and_keeps_the_page(sign_in, scene):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)

    answer = send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/decline", answer="  ")

    assert answer.status_code == 409
    assert "Say why, for the person who proposed it." in answer.text
    assert only().state is ProposalState.WAITING


def test_an_answer_that_is_too_long_stays_in_its_field(sign_in, scene):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)

    for verb in ("accept", "decline"):
        answer = send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/{verb}", answer="x" * 1001)
        assert (answer.status_code, "x" * 1001 in answer.text) == (422, True)


def test_what_was_decided_meanwhile_is_told(sign_in, scene):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)
    number = proposal.id
    accept(proposal, by=scene.rim)
    client = sign_in(scene.cast.tia)

    answer = send(client, f"{MINE}/{number}/decline", answer="No")

    assert answer.location == QUEUE
    assert "decided already" in client.get(QUEUE).text
    assert words(scene.flood)["ar:غمر"] == "preferred"


def test_a_word_that_came_meanwhile_cannot_be_accepted(sign_in, scene):
    first = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)
    send(sign_in(scene.cast.tia), "/en/glossary/glossary/flood/words/ar", text="غمر", kind="hidden")

    answer = send(sign_in(scene.cast.tia), f"{MINE}/{first.id}/accept", answer="Gladly")

    assert answer.status_code == 409
    assert "has this term in this language already" in answer.text
    assert "Gladly" in answer.text


@pytest.mark.parametrize(("verb", "subject"), [("accept", "is in the"), ("decline", "About your")])
def test_the_proposer_gets_a_letter(sign_in, scene, work, app, verb, subject):
    proposal = propose("ar", "غمر", by=scene.cast.ada, concept=scene.flood)
    send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/{verb}", answer="Because of rain.")

    work()

    letters = [each.read_text() for each in app.config["PORTAL"].mail_folder.glob("*.eml")]
    assert len(letters) == 1
    assert subject in letters[0]
    assert scene.cast.ada.email in letters[0]
    assert "Because of rain." in letters[0]
    assert "/en/glossary/glossary/flood" in letters[0]


def test_a_letter_speaks_the_language_of_its_reader(sign_in, scene, work, app):
    lea = build.member(scene.cast.home, locale="ar", name="Lea")
    proposal = propose("ar", "غمر", by=lea, concept=scene.flood)
    send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/accept", answer="")

    work()

    letter = next(app.config["PORTAL"].mail_folder.glob("*.eml")).read_text()
    assert "Content-Language: ar" in letter
    assert "/ar/glossary/glossary/flood" in letter


def test_who_has_left_meanwhile_gets_no_letter(sign_in, scene, work, app):
    gone = build.person()
    proposal = propose("ar", "غمر", by=gone, concept=scene.flood)
    send(sign_in(scene.cast.tia), f"{MINE}/{proposal.id}/accept", answer="")

    work()

    state = db.session.scalar(db.select(OutgoingMail.state))
    assert state == "dropped"
    assert words(scene.flood)["ar:غمر"] == "preferred"


def test_many_proposals_have_pages_and_no_more_statements(sign_in, scene):
    client = sign_in(scene.cast.tia)
    propose("ar", "كلمة", by=scene.cast.ada, concept=scene.flood)
    few = statement_count(client, QUEUE)
    for number in range(24):
        propose("ar", f"كلمة {number}", by=scene.cast.ada, concept=scene.flood)

    assert statement_count(client, QUEUE) == few
    assert "page=2" in client.get(QUEUE).text


def test_what_does_not_exist_is_not_found(sign_in, scene):
    client = sign_in(scene.cast.max)

    for verb in ("accept", "decline", "withdraw"):
        assert send(client, f"{MINE}/{2**40}/{verb}", answer="x").status_code == 404
    assert client.get("/en/glossary/glossary/no-such/propose").status_code == 404
    assert again(scene.flood).code == "flood"
