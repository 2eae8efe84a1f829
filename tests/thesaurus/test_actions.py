"""What is done to concepts and their words, the good way and each refusal."""

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Refused
from portal.thesaurus import actions, keying
from portal.thesaurus.editing import About, canonical, many_lines, one_line
from portal.thesaurus.keying import KEYED
from portal.thesaurus.models import Concept, Kind, Stamp, Term, TermKey
from portal.thesaurus.occurrences import occurrences
from portal.thesaurus.queries import codes, label, version
from tests import build
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


@pytest.fixture
def tia(glossary):
    return build.person(name="Tia")


@pytest.fixture
def flood(glossary) -> Concept:
    return terms.concept({"en": "flood", "fr": "inondation"}, alternate=["en:flooding"])


def kinds(concept: Concept, locale: str = "en") -> dict[str, Kind]:
    db.session.expire_all()
    return {term.text: term.kind for term in concept.terms if term.locale == locale}


def term(concept: Concept, text: str) -> Term:
    return next(each for each in concept.terms if each.text == text)


def test_a_concept_is_entered_with_its_first_term_and_who_did_it(tia):
    before = version(Stamp.THESAURUS)

    made = actions.add_concept(
        "glossary", "EN", "  Sponge\u200b city ", by=tia, about=About(True, "Water", "Say it so.")
    )

    assert (made.code, made.untranslatable, made.domain) == ("sponge-city", True, "Water")
    assert [(each.locale, each.text) for each in made.terms] == [("en", "Sponge city")]
    assert made.changed_by_id == tia.id
    assert version(Stamp.THESAURUS) > before


def test_codes_are_made_of_words_and_never_twice(tia):
    made = [actions.add_concept("glossary", "en", "Flood", by=tia).code for _each in range(3)]
    other = actions.add_concept("glossary", "zh", "洪水", by=tia).code

    assert made == ["flood", "flood-2", "flood-3"]
    assert other == "concept"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"scheme": "topic"}, "fixed"),
        ({"code": "a b"}, "Latin"),
        ({"code": "flood"}, "already"),
        ({"locale": "english!"}, "language tag"),
        ({"text": " \u200b "}, "words"),
        ({"text": "x" * 801}, "longer"),
        ({"text": "水" * 801}, "longer"),
    ],
)
def test_a_concept_is_refused(flood, given, reason):
    usual = {"scheme": "glossary", "locale": "en", "text": "levee", "code": ""}

    with pytest.raises(Refused, match=reason):
        actions.add_concept(**usual | given, by=None)


def test_a_new_preferred_term_makes_the_former_an_alternate(flood, tia):
    actions.add_term(flood, "en", "inundation", by=tia)

    assert kinds(flood) == {
        "inundation": Kind.PREFERRED,
        "flood": Kind.ALTERNATE,
        "flooding": Kind.ALTERNATE,
    }


def test_a_term_is_refused_that_is_there_or_has_no_preferred_one_beside_it(flood, tia):
    with pytest.raises(Refused, match="already"):
        actions.add_term(flood, "en", "flooding", by=tia, kind=Kind.FORBIDDEN)
    with pytest.raises(Refused, match="preferred term"):
        actions.add_term(flood, "de", "Flut", by=tia, kind=Kind.ALTERNATE)


def test_a_forbidden_term_may_stand_alone_in_its_language(flood, tia):
    actions.add_term(flood, "de", "Sintflut", by=tia, kind=Kind.FORBIDDEN)

    assert kinds(flood, "de") == {"Sintflut": Kind.FORBIDDEN}


def test_an_alternate_becomes_preferred_and_the_other_gives_way(flood, tia):
    actions.change_term(term(flood, "flooding"), by=tia, kind=Kind.PREFERRED)

    assert kinds(flood) == {"flooding": Kind.PREFERRED, "flood": Kind.ALTERNATE}


def test_changed_words_are_found_and_the_old_ones_no_more(flood, tia):
    actions.change_term(term(flood, "inondation"), by=tia, text="submersion")

    assert [e.preferred for e in occurrences("submersions", "fr", targets="en")] == ["flood"]
    assert occurrences("inondations", "fr", targets="en", schemes=["glossary"]) == []


@pytest.mark.parametrize("kind", [Kind.ALTERNATE, Kind.FORBIDDEN, Kind.HIDDEN])
def test_the_preferred_term_stays_while_there_are_alternates(flood, tia, kind):
    with pytest.raises(Refused, match="preferred term"):
        actions.change_term(term(flood, "flood"), by=tia, kind=kind)
    with pytest.raises(Refused, match="another preferred"):
        actions.remove_term(term(flood, "flood"), by=tia)

    assert kinds(flood)["flood"] is Kind.PREFERRED


def test_the_only_preferred_term_may_become_forbidden_but_no_alternate(flood, tia):
    with pytest.raises(Refused, match="first"):
        actions.change_term(term(flood, "inondation"), by=tia, kind=Kind.ALTERNATE)

    actions.change_term(term(flood, "inondation"), by=tia, kind=Kind.FORBIDDEN)

    assert kinds(flood, "fr") == {"inondation": Kind.FORBIDDEN}


def test_terms_are_removed_but_the_last_one(flood, tia):
    for text in ("flooding", "inondation"):
        actions.remove_term(term(flood, text), by=tia)

    with pytest.raises(Refused, match="only term"):
        actions.remove_term(term(flood, "flood"), by=tia)
    assert occurrences("inondation", "fr", targets="en", schemes=["glossary"]) == []


def test_a_concept_is_changed_where_something_is_said(flood, tia):
    actions.change_concept(flood, About(note="One\r\n two"), by=tia)
    actions.change_concept(flood, About(untranslatable=True), by=tia)

    assert (flood.note, flood.untranslatable, flood.domain) == ("One\ntwo", True, "")


def test_a_definition_is_written_changed_and_taken_back(flood, tia):
    actions.define(flood, "en", "Water where it should not be.", by=tia, source="A handbook")
    actions.define(flood, "en", "Too much water.", by=tia)
    assert [(each.text, each.source) for each in flood.definitions] == [("Too much water.", "")]

    actions.define(flood, "en", " ", by=tia)
    assert flood.definitions == []
    with pytest.raises(Refused, match="language tag"):
        actions.define(flood, "?", "x", by=tia)


def test_a_concept_is_removed_unless_its_vocabulary_is_closed(flood, tia):
    actions.remove_concept(flood, by=tia)
    assert db.session.get(Concept, ("glossary", "flood")) is None

    topic = db.session.get(Concept, ("topic", codes("topic")[0]))
    with pytest.raises(Refused, match="fixed"):
        actions.remove_concept(topic, by=tia)


def test_a_vocabulary_takes_other_words_and_shows_the_preferred_one(tia, app):
    code = codes("topic")[0]
    topic = db.session.get(Concept, ("topic", code))
    actions.add_term(topic, "sw", "neno", by=tia)
    other = actions.add_term(topic, "sw", "lingine", by=tia, kind=Kind.ALTERNATE)
    try:
        with app.app_context():  # a request of its own
            assert label("topic", code, "sw") == "neno"
    finally:
        actions.remove_term(other, by=tia)
        actions.remove_term(term(topic, "neno"), by=None)
        topic.changed_by_id = None
        db.session.commit()


def test_labels_do_not_hold_the_glossary(flood):
    assert label("glossary", "flood") == "flood"  # its code: nothing of it is remembered
    assert codes("glossary") == []


def test_loading_the_vocabularies_again_changes_nothing(app):
    before = version(Stamp.THESAURUS)

    assert actions.load_vocabularies() == 0
    assert version(Stamp.THESAURUS) == before


def test_terms_keyed_by_an_older_analysis_are_keyed_anew(flood):
    db.session.execute(sa.delete(TermKey))
    db.session.execute(sa.update(Term).values(keyed=0))
    db.session.commit()

    while keying.turn():
        pass

    assert set(db.session.scalars(sa.select(Term.keyed))) == {KEYED}
    assert [e.code for e in occurrences("floods", "en", targets="fr", schemes=["glossary"])] == [
        "flood"
    ]


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("PT_br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("cnr", "cnr"),
        ("es-419", "es-419"),
        ("source", None),
        ("", None),
        ("e", None),
        ("english language", None),
    ],
)
def test_language_tags_are_written_in_one_way(tag, wanted):
    assert canonical(tag) == wanted


def test_words_keep_the_joiners_of_their_script_and_nothing_else_unseen():
    assert one_line(" می\u200cشود \u202e\x00\ufeffx\t") == "می\u200cشود x"
    assert many_lines("a\r\nb\u2028 c") == "a\nb c"
