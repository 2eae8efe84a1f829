"""Words written by who owns their language."""

import pytest

from portal.audit.models import AuditRecord
from portal.core.db import db
from portal.thesaurus.actions import define
from portal.thesaurus.models import Concept
from tests.build import CAST
from tests.glossary.conftest import again, send, words
from tests.thesaurus import terms

FLOOD = "/en/glossary/glossary/flood"
ARABIC = f"{FLOOD}/words/ar"


def number_of(concept, text: str) -> int:
    return next(each.id for each in again(concept).terms if each.text == text)


@pytest.mark.parametrize("name", CAST)
def test_only_owners_of_the_language_open_and_write(sign_in, scene, name):
    client = sign_in(getattr(scene.cast, name))

    answers = [
        client.get(ARABIC).status_code,
        send(client, ARABIC, text="غمر", kind="alternate").status_code,
        send(client, f"{ARABIC}/definition", **{"d-text": "ماء", "d-source": ""}).status_code,
    ]

    refused = [303] * 3 if name == "visitor" else [403] * 3
    assert answers == ([200, 303, 303] if name in ("tia", "max") else refused)
    assert ("ar:غمر" in words(scene.flood)) is (name in ("tia", "max"))


@pytest.mark.parametrize("name", CAST)
def test_only_owners_of_some_language_begin_a_concept(sign_in, glossary, cast, name):
    client = sign_in(getattr(cast, name))

    answer = send(client, "/en/glossary/new", locale="ar", text="ساحة", definition="", source="")

    allowed = name in ("tia", "max")
    assert answer.status_code == (303 if allowed or name == "visitor" else 403)
    begun = db.session.scalars(db.select(Concept).where(Concept.scheme == "glossary")).all()
    assert len(begun) == allowed


def test_a_translator_begins_in_her_own_language_only(sign_in, glossary, cast):
    client = sign_in(cast.tia)

    answer = send(client, "/en/glossary/new", locale="en", text="square")

    assert answer.status_code == 422
    assert 'value="ar"' in client.get("/en/glossary/new").text
    assert 'value="fr"' not in client.get("/en/glossary/new").text


def test_a_concept_begins_with_its_word_and_meaning(sign_in, glossary, cast):
    answer = send(
        sign_in(cast.max),
        "/en/glossary/new",
        locale="en",
        text=" sponge  city ",
        definition="It holds rain.",
        source="A handbook",
    )

    made = db.session.get_one(Concept, ("glossary", "sponge-city"))
    assert answer.location == "/en/glossary/glossary/sponge-city"
    assert words(made) == {"en:sponge city": "preferred"}
    assert [(each.text, each.source) for each in made.definitions] == [
        ("It holds rain.", "A handbook")
    ]


@pytest.mark.parametrize("text", ["", "  ", "x" * 801, "水" * 801])
def test_a_word_that_cannot_be_one_is_told_at_its_field(sign_in, scene, text):
    client = sign_in(scene.cast.max)

    begun = send(client, "/en/glossary/new", locale="en", text=text)
    added = send(client, f"{FLOOD}/words/en", text=text, kind="alternate")

    assert (begun.status_code, added.status_code) == (422, 422)
    assert 'aria-invalid="true"' in added.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "flood", "kind": "alternate"}, "has this term in this language already"),
        ({"text": "deluge", "kind": "nonsense"}, "Invalid Choice"),
    ],
)
def test_a_refusal_keeps_what_was_typed(sign_in, scene, fields, sentence):
    answer = send(sign_in(scene.cast.max), f"{FLOOD}/words/en", **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{fields["text"]}"' in answer.text


def test_words_are_changed_and_change_their_kind(sign_in, scene):
    client, number = sign_in(scene.cast.max), number_of(scene.flood, "flooding")

    fields = {f"t{number}-text": "inundation", f"t{number}-kind": "preferred"}
    answer = send(client, f"{FLOOD}/words/en/{number}", **fields)

    assert answer.status_code == 303
    assert words(scene.flood)["en:inundation"] == "preferred"
    assert words(scene.flood)["en:flood"] == "alternate"


def test_a_preferred_word_with_others_beside_it_stays(sign_in, scene):
    client, number = sign_in(scene.cast.max), number_of(scene.flood, "flood")

    fields = {f"t{number}-text": "flood", f"t{number}-kind": "alternate"}
    changed = send(client, f"{FLOOD}/words/en/{number}", **fields)
    removed = send(client, f"{FLOOD}/words/en/{number}/remove")

    assert changed.status_code == 422
    assert "Choose another preferred term" in changed.text
    assert removed.status_code == 303
    assert words(scene.flood)["en:flood"] == "preferred"


def test_a_word_is_removed(sign_in, scene):
    client, number = sign_in(scene.cast.max), number_of(scene.flood, "act of God")

    send(client, f"{FLOOD}/words/en/{number}/remove")

    assert "en:act of God" not in words(scene.flood)


def test_words_of_another_language_or_concept_are_out_of_reach(sign_in, scene):
    client = sign_in(scene.cast.tia)
    english, other = number_of(scene.flood, "flood"), number_of(scene.sponge, "sponge city")

    for number in (english, other, 10**6, 2**40):
        assert send(client, f"{ARABIC}/{number}/remove").status_code == 404
        fields = {f"t{number}-text": "x", f"t{number}-kind": "hidden"}
        assert send(client, f"{ARABIC}/{number}", **fields).status_code == 404


def test_words_of_our_vocabularies_may_be_added(sign_in, cast, glossary):
    client = sign_in(cast.tia)

    page = client.get("/en/glossary/topic/coast/words/ar")

    assert page.status_code == 200


def test_the_last_word_of_all_cannot_be_removed(sign_in, scene):
    client, number = sign_in(scene.cast.max), number_of(scene.sponge, "sponge city")
    path = "/en/glossary/glossary/sponge-city/words/en"

    page = client.get(path).text
    send(client, f"{path}/{number}/remove")

    assert "Remove this word" not in page
    assert words(scene.sponge) == {"en:sponge city": "preferred"}


def test_a_definition_is_written_and_taken_back(sign_in, scene):
    client = sign_in(scene.cast.tia)

    send(client, f"{ARABIC}/definition", **{"d-text": "ماء", "d-source": "كتاب"})
    assert "ماء" in client.get(ARABIC).text
    send(client, f"{ARABIC}/definition", **{"d-text": "", "d-source": ""})

    assert [each.locale for each in again(scene.flood).definitions] == ["en"]


def test_a_definition_that_is_too_long_is_kept_in_its_field(sign_in, scene):
    answer = send(sign_in(scene.cast.tia), f"{ARABIC}/definition", **{"d-text": "م" * 2001})

    assert answer.status_code == 422
    assert "م" * 2001 in answer.text


@pytest.mark.parametrize("language", ["xx-nonsense-", "AR", "%00", "ar_EG", "1"])
def test_a_language_that_is_none_is_not_found(sign_in, scene, language):
    assert sign_in(scene.cast.max).get(f"{FLOOD}/words/{language}").status_code == 404


def test_fields_are_written_in_the_direction_of_their_language(sign_in, scene):
    page = sign_in(scene.cast.tia).get(ARABIC).text

    assert 'lang="ar" dir="rtl"' in page or 'dir="rtl"' in page
    assert "“flood” in Arabic" in page


def test_without_the_token_nothing_is_written(sign_in, scene):
    answer = sign_in(scene.cast.tia).post(ARABIC, data={"text": "غمر", "kind": "alternate"})

    assert answer.status_code == 400
    assert "ar:غمر" not in words(scene.flood)


def test_the_audit_remembers_who_wrote(sign_in, scene):
    send(sign_in(scene.cast.tia), ARABIC, text="غمر", kind="alternate")

    last = db.session.scalars(db.select(AuditRecord).order_by(AuditRecord.id.desc())).first()
    assert (last.actor_id, last.verb, last.subject, last.details) == (
        scene.cast.tia.id,
        "add_term",
        "scheme:glossary",
        {"code": "flood"},
    )


def test_who_changed_it_last_stands_on_its_page(sign_in, glossary, cast):
    square = terms.concept({"en": "square"})
    define(square, "en", "A place.", by=cast.tia)

    assert "<bdi>Tia</bdi>" in sign_in(cast.ada).get("/en/glossary/glossary/square").text
