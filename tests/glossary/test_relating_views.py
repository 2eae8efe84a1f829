"""What concerns a concept in all languages is the administrators'."""

import pytest

from portal.core.db import db
from portal.thesaurus.concepts import whole
from portal.thesaurus.models import Concept
from portal.thesaurus.proposing import propose
from tests.build import CAST
from tests.glossary.conftest import again, send
from tests.thesaurus import terms

FLOOD = "/en/glossary/glossary/flood"
ABOUT = f"{FLOOD}/about"
SPONGE = {"scheme": "glossary", "code": "sponge-city"}


def relatives(concept) -> list[list[str]]:
    told = whole(again(concept))
    return [[each.code for each in side] for side in (told.broader, told.narrower, told.related)]


@pytest.mark.parametrize("name", CAST)
def test_only_administrators_open_and_do_it(sign_in, scene, name):
    client = sign_in(getattr(scene.cast, name))

    answers = [
        client.get(ABOUT).status_code,
        send(client, ABOUT, domain="water").status_code,
        send(client, f"{FLOOD}/relations", other="sponge city", link="related").status_code,
        send(client, f"{FLOOD}/relations/this", link="broader", **SPONGE).status_code,
        send(client, f"{FLOOD}/relations/remove", link="related", **SPONGE).status_code,
        send(client, f"{FLOOD}/remove").status_code,
    ]

    refused = [303] * 6 if name == "visitor" else [403] * 6
    assert answers == ([200] + [303] * 5 if name == "max" else refused)
    found = db.session.get(Concept, ("glossary", "flood"))
    assert (found is None) is (name == "max")


def test_what_is_to_be_known_of_a_concept_is_written(sign_in, scene):
    fields = {"untranslatable": "y", "domain": " water ", "note": "Not for tides."}

    send(sign_in(scene.cast.max), ABOUT, **fields)

    flood = again(scene.flood)
    assert (flood.untranslatable, flood.domain, flood.note) == (True, "water", "Not for tides.")
    page = sign_in(scene.cast.ada).get(FLOOD).text
    assert "Stays as it is in every language" in page
    assert "Not for tides." in page


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("broader", [["sponge-city"], [], []]),
        ("narrower", [[], ["sponge-city"], []]),
        ("related", [[], [], ["sponge-city"]]),
    ],
)
def test_concepts_are_tied_by_a_word_and_untied(sign_in, scene, link, expected):
    client = sign_in(scene.cast.max)

    send(client, f"{FLOOD}/relations", other="SPONGE city", link=link)
    tied = relatives(scene.flood)
    send(client, f"{FLOOD}/relations/remove", link=link, **SPONGE)

    assert tied == expected
    assert relatives(scene.flood) == [[], [], []]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [("lighthouse", "Nothing in the glossary is called so"), ("", "This is needed")],
)
def test_a_word_that_names_nothing_is_told(sign_in, scene, other, sentence):
    answer = send(sign_in(scene.cast.max), f"{FLOOD}/relations", other=other, link="broader")

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_of_several_that_are_called_so_one_is_chosen(sign_in, scene):
    terms.concept({"en": "sponge"})
    terms.concept({"en": "sponge"}, scheme="samples")
    client = sign_in(scene.cast.max)

    asked = send(client, f"{FLOOD}/relations", other="sponge", link="related")
    chosen = {"link": "related", "scheme": "samples", "code": "sponge"}
    send(client, f"{FLOOD}/relations/this", **chosen)

    assert asked.status_code == 422
    assert "Several concepts are called so" in asked.text
    assert asked.text.count('value="sponge"') >= 2
    assert relatives(scene.flood)[2] == ["sponge"]


def test_a_relation_that_is_there_or_would_close_a_circle_is_refused(sign_in, scene):
    client = sign_in(scene.cast.max)
    send(client, f"{FLOOD}/relations", other="sponge city", link="broader")

    twice = send(client, f"{FLOOD}/relations", other="sponge city", link="broader")
    circle = send(client, f"{FLOOD}/relations", other="sponge city", link="narrower")
    chosen = send(client, f"{FLOOD}/relations/this", link="broader", **SPONGE)

    assert (twice.status_code, circle.status_code) == (422, 422)
    assert "known already" in twice.text
    assert chosen.status_code == 303
    assert relatives(scene.flood) == [["sponge-city"], [], []]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"link": "nonsense", **SPONGE}, 422),
        ({"link": "broader", "scheme": "glossary"}, 422),
        ({"link": "broader", "scheme": "glossary", "code": "no-such"}, 404),
    ],
)
def test_a_tie_that_is_no_tie_does_nothing(sign_in, scene, fields, status):
    client = sign_in(scene.cast.max)

    for act in ("this", "remove"):
        assert send(client, f"{FLOOD}/relations/{act}", **fields).status_code == status


def test_removal_says_what_goes_with_it_and_does_it(sign_in, scene):
    propose("pt", "inundação", by=scene.cast.ada, concept=scene.flood)
    client = sign_in(scene.cast.max)

    page = client.get(ABOUT).text
    answer = send(client, f"{FLOOD}/remove")

    assert "7 words in all languages" in page
    assert "1 proposal goes with it." in page
    assert answer.location == "/en/glossary/"
    assert client.get(FLOOD).status_code == 404
    assert 'class="count"' not in client.get("/en/glossary/").text


def test_concepts_of_the_vocabularies_stay(sign_in, cast, glossary):
    client = sign_in(cast.max)

    page = client.get("/en/glossary/topic/coast/about").text

    assert "Remove the concept" not in page
    assert send(client, "/en/glossary/topic/coast/remove").status_code == 403
