"""Looking words up: the list in every language and direction, and one concept with all it is."""

import re

import pytest

from portal.glossary import queries, views
from portal.glossary.queries import Wish
from portal.thesaurus.crediting import Credit, credit
from portal.thesaurus.editing import About
from portal.thesaurus.models import Kind, Link
from portal.thesaurus.proposing import propose
from portal.thesaurus.relating import relate
from portal.thesaurus.schemes import closed
from tests import build
from tests.build import CAST
from tests.statements import statement_count
from tests.thesaurus import terms

LIST = "/en/glossary/"
OWN = f"{LIST}?scheme=glossary"
TERM = re.compile(r'class="lexicon__term"><a href="[^"]*"><span[^>]*>([^<]+)')


def listed(page: str) -> list[str]:
    return TERM.findall(page)


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", [LIST, "/en/glossary/glossary/flood"])
def test_members_read_and_visitors_are_asked_in(sign_in, scene, name, path):
    answer = sign_in(getattr(scene.cast, name)).get(path)

    assert answer.status_code == (303 if name == "visitor" else 200)


@pytest.mark.parametrize("name", CAST)
def test_the_menu_shows_it_to_members(sign_in, cast, name):
    page = sign_in(getattr(cast, name)).get("/en/case-studies/").text

    assert (f'href="{LIST}"' in page) is (name != "visitor")


def test_who_has_left_finds_no_glossary(sign_in, scene):
    client = sign_in(build.person())

    assert client.get(LIST).status_code == 403
    assert client.get("/en/glossary/glossary/flood").status_code == 404


@pytest.mark.parametrize(
    "words", ["Überschwemmung", "uberschwemmung", "INONDATION", "فيضان", "floo"]
)
def test_words_of_any_language_find_the_concept(sign_in, scene, words):
    asked = {"q": words, "scheme": "glossary"}

    page = sign_in(scene.cast.ada).get(LIST, query_string=asked).text

    assert listed(page) == ["flood"]
    assert "1 concept" in page


def test_the_list_says_by_which_word_it_found_something(sign_in, scene):
    page = sign_in(scene.cast.ada).get(f"{LIST}?q=floood").text

    assert re.search(r"Found by\s*<strong lang=\"en\" dir=\"ltr\">floood", page)


def test_what_is_called_so_exactly_comes_first(sign_in, scene):
    terms.concept({"en": "a flood of mail"})

    page = sign_in(scene.cast.ada).get(f"{OWN}&q=flood").text

    assert listed(page) == ["flood", "a flood of mail"]


def test_ours_comes_before_the_vocabularies_and_these_before_thesauri(glossary):
    terms.concept({"en": "coast of ours"})
    terms.concept({"en": "a coast of others"}, scheme="samples")

    chosen = queries.listed(Wish(words="coast"))
    found = [each.scheme for each in queries.db.session.scalars(chosen)]

    ranks = ["glossary" if each == "glossary" else each in closed() for each in found]
    assert ranks[0] is True  # “Coast” is called so exactly
    assert found[ranks.index("glossary") :][0] == "glossary"
    assert found[-1] == "samples"


def test_terms_stand_in_the_readers_language_and_others_say_which_they_are(sign_in, scene):
    page = sign_in(scene.cast.ada).get("/ar/glossary/?scheme=glossary").text

    assert re.search(r"<span>فيضان</span>", page)
    assert re.search(r'<span lang="en" dir="ltr">sponge city</span>', page)
    assert 'dir="rtl"' in page


def test_a_word_of_neither_language_is_shown_all_the_same(sign_in, glossary, cast):
    terms.concept({"fr": "îlot de fraîcheur"})

    page = sign_in(cast.ada).get(OWN).text

    assert '<span lang="fr" dir="ltr">îlot de fraîcheur</span>' in page
    assert "French" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("scheme=glossary", ["flood", "sponge city"]),
        ("scheme=glossary&lacks=ar", ["sponge city"]),
        ("scheme=glossary&lacks=ar&lacks=pt", ["sponge city"]),
        ("scheme=glossary&kind=forbidden", ["flood"]),
        ("scheme=glossary&kind=untranslated", []),
        ("scheme=glossary&letter=s", ["sponge city"]),
        ("scheme=glossary&letter=F", []),
        ("scheme=no-such", []),
        ("scheme=glossary&kind=nonsense&lacks=xx&letter=", ["flood", "sponge city"]),
        ("scheme=../../etc&scheme=glossary&q=flood", ["flood"]),
    ],
)
def test_the_list_is_narrowed(sign_in, scene, query, found):
    answer = sign_in(scene.cast.ada).get(f"{LIST}?{query}")

    assert (answer.status_code, listed(answer.text)) == (200, found)


def test_what_stays_untranslated_lacks_no_word(sign_in, glossary, cast):
    terms.concept({"en": "Plaza"}, about=About(untranslatable=True))
    client = sign_in(cast.ada)

    assert listed(client.get(f"{OWN}&lacks=ar").text) == []
    assert listed(client.get(f"{OWN}&kind=untranslated").text) == ["Plaza"]


def test_our_vocabularies_are_one_collection(sign_in, cast, glossary):
    page = sign_in(cast.ada).get(f"{LIST}?scheme=portal&q=coast").text

    assert "Coast" in listed(page)
    assert "Vocabularies of the portal" in page


def test_letters_are_those_there_are(glossary):
    for text in ("Ångström", "zoo", "(a) goal", "2030", "Éclair", "水", "فيضان"):
        terms.concept({"en": text})

    assert queries.letters(Wish(schemes=["glossary"])) == ["a", "e", "z", "ف"]


def test_letters_follow_changes(glossary):
    terms.concept({"en": "zoo"})
    before = queries.letters(Wish(schemes=["glossary"]))
    terms.concept({"en": "coast"})

    assert (before, queries.letters(Wish(schemes=["glossary"]))) == (["z"], ["c", "z"])


def test_numbers_and_signs_stand_behind_words(sign_in, glossary, cast):
    for text in ("04 politics", "(a) goal", "zoo"):
        terms.concept({"en": text})

    assert listed(sign_in(cast.ada).get(OWN).text)[0] == "zoo"


@pytest.mark.parametrize(
    ("query", "sentence", "way"),
    [
        ("scheme=glossary", "Our glossary has no words yet", "/en/glossary/propose"),
        ("q=lighthouse", "Nothing is called so", "/en/glossary/propose?text=lighthouse"),
        ("scheme=glossary&kind=hidden&q=", "Our glossary has no words yet", "/en/glossary/propose"),
        ("kind=hidden", "Nothing is left with these filters", LIST),
        ("page=400", "The list is shorter", "page=1"),
    ],
)
def test_an_empty_list_says_what_to_do(sign_in, glossary, cast, query, sentence, way):
    page = sign_in(cast.ada).get(f"{LIST}?{query}").text

    assert sentence in page
    assert way in page


def test_a_long_list_has_pages_and_no_more_statements_than_a_short_one(
    sign_in, glossary, cast, monkeypatch
):
    client = sign_in(cast.ada)
    terms.concept({"en": "concept 00", "fr": "notion 00"})
    few = statement_count(client, OWN)
    for number in range(1, 30):
        terms.concept({"en": f"concept {number:02}", "fr": f"notion {number:02}"})
    many = statement_count(client, OWN)
    monkeypatch.setattr(views, "PER_PAGE", 10)

    pages = [listed(client.get(f"{OWN}&page={number}").text) for number in (1, 2, 3)]

    assert many == few <= 12
    assert [text for page in pages for text in page] == [
        f"concept {number:02}" for number in range(30)
    ]


def test_who_may_write_is_offered_to(sign_in, scene):
    new = 'href="/en/glossary/new"'
    words = "/en/glossary/glossary/flood/words/ar"
    about = "/en/glossary/glossary/flood/about"
    seen = {}
    for name in ("ada", "di", "tia", "max"):
        client = sign_in(getattr(scene.cast, name))
        page = client.get("/en/glossary/glossary/flood").text
        seen[name] = (new in client.get(LIST).text, words in page, about in page)

    assert seen == {
        "ada": (False, False, False),
        "di": (False, False, False),
        "tia": (True, True, False),
        "max": (True, True, True),
    }


def test_a_concept_tells_all_it_is_called(sign_in, scene):
    page = sign_in(scene.cast.ada).get("/en/glossary/glossary/flood").text

    assert "<h1><span>flood</span></h1>" in page
    assert re.search(r'lang="ar" dir="rtl">فيضان', page)
    assert re.search(r"Not <del[^>]*>act of God</del>, say <strong[^>]*>flood</strong>", page)
    assert "Water on dry land." in page
    assert "A handbook" in page
    assert "floood" in page
    assert 'href="/en/search?q=flood"' in page


def test_the_readers_languages_stand_first(sign_in, scene):
    client = sign_in(build.member(scene.cast.home, reading_locales=["de", "fr"]))

    page = client.get("/ar/glossary/glossary/flood").text

    spoken = re.findall(r'class="sheet__word" lang="(\w+)"', page)
    assert spoken == ["ar", "de", "fr", "en"]


def test_a_language_without_a_word_leads_to_suggesting_one(sign_in, scene):
    ada = sign_in(scene.cast.ada).get("/en/glossary/glossary/sponge-city").text
    tia = sign_in(scene.cast.tia).get("/en/glossary/glossary/sponge-city").text

    assert "/en/glossary/glossary/sponge-city/propose?language=ar" in ada
    assert "/en/glossary/glossary/sponge-city/words/ar" in tia
    assert "/en/glossary/glossary/sponge-city/propose?language=pt" in tia


def test_what_stands_around_a_concept_are_links(sign_in, scene):
    water = terms.concept({"en": "water", "fr": "eau"})
    flash = terms.concept({"fr": "crue éclair"})
    relate(scene.flood, Link.BROADER, water, by=None)
    relate(flash, Link.BROADER, scene.flood, by=None)
    relate(scene.flood, Link.RELATED, scene.sponge, by=None)

    page = sign_in(scene.cast.ada).get("/en/glossary/glossary/flood").text

    sides = re.findall(r'kinship__side--(\w+)".*?kinship__link" href="([^"]+)"', page, re.DOTALL)
    assert sides == [
        ("above", "/en/glossary/glossary/water"),
        ("beside", "/en/glossary/glossary/sponge-city"),
        ("below", f"/en/glossary/glossary/{flash.code}"),
    ]
    assert '<span lang="fr" dir="ltr">crue éclair</span>' in page


def test_many_relatives_ask_no_more_statements(sign_in, scene):
    client = sign_in(scene.cast.ada)
    path = "/en/glossary/glossary/flood"
    for number in range(2):
        relate(terms.concept({"en": f"kind {number}"}), Link.BROADER, scene.flood, by=None)
    few = statement_count(client, path)
    for number in range(2, 40):
        relate(terms.concept({"en": f"kind {number}"}), Link.BROADER, scene.flood, by=None)

    assert statement_count(client, path) == few
    assert "16 more" in client.get(path).text


def test_whose_work_a_concept_is_stands_beside_it(sign_in, scene):
    terms.concept({"en": "drought"}, scheme="samples")
    credit("samples", Credit("Sample <thesaurus>", "CC BY 4.0", "A sample agency"), by=None)

    page = sign_in(scene.cast.ada).get("/en/glossary/samples/drought").text

    assert "Sample &lt;thesaurus&gt;" in page
    assert "CC BY 4.0" in page
    assert "A sample agency" in page


def test_what_waits_is_shown_so_that_nobody_suggests_it_twice(sign_in, scene):
    propose("pt", "inundação", by=scene.cast.cy, concept=scene.flood, reason="between us")

    page = sign_in(scene.cast.ada).get("/en/glossary/glossary/flood").text

    assert "inundação" in page
    assert "Cy" in page
    assert "between us" not in page


@pytest.mark.parametrize(
    "path",
    ["glossary/no-such", "no-such/flood", "glossary/%00", "%F0%9F%8C%8A/flood", "glossary/a'--"],
)
def test_what_is_not_there_is_not_found(sign_in, scene, path):
    assert sign_in(scene.cast.max).get(f"/en/glossary/{path}").status_code == 404


def test_every_vocabulary_has_a_name(sign_in, cast):
    client = sign_in(cast.ada)

    for scheme in closed():
        page = client.get(f"{LIST}?scheme={scheme}").text
        assert f">{scheme}<" not in page


def test_kinds_have_labels_in_every_page(sign_in, scene):
    page = sign_in(scene.cast.ada).get("/en/glossary/glossary/flood/propose").text

    assert all(f'value="{kind}"' in page for kind in Kind)
