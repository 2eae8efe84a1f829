"""A file is compared with what is there, taken in, and given out again the same."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Refused
from portal.thesaurus.actions import change_concept, change_term, define
from portal.thesaurus.concepts import concept, whole
from portal.thesaurus.editing import About
from portal.thesaurus.exchange.comparing import Preview, preview
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.known import records
from portal.thesaurus.exchange.records import ordered
from portal.thesaurus.exchange.taking import give_out, take
from portal.thesaurus.models import Concept, Kind, Link, Stamp, Term
from portal.thesaurus.occurrences import occurrences
from portal.thesaurus.queries import version
from portal.thesaurus.relating import relate
from tests import build
from tests.thesaurus import terms
from tests.thesaurus.exchange.samples import RDF_XML, TBX_DCT, TURTLE

pytestmark = pytest.mark.usefixtures("glossary")
HEAD = "concept,locale,term,kind,definition,broader,related\n"


def look(written: str, name: str = "a.csv", scheme: str = "sample") -> Preview:
    return preview(BytesIO(written.encode()), name, scheme)


def told(shown: Preview) -> tuple[int, int, int, int]:
    return len(shown.new), len(shown.changed), shown.same, len(shown.conflicts)


@pytest.mark.parametrize(
    ("written", "name", "number"),
    [(TURTLE, "a.ttl", 3), (RDF_XML, "a.rdf", 3), (TBX_DCT, "a.tbx", 2)],
)
def test_taking_in_twice_changes_nothing(written, name, number):
    someone = build.person()
    shown = look(written, name)
    assert told(shown)[:3] == (number, 0, 0)
    assert db.session.scalars(sa.select(Concept).where(Concept.scheme == "sample")).all() == []

    taken = take(shown, by=someone)
    before = version(Stamp.THESAURUS)
    again = take(shown, by=someone)

    assert told(taken)[:3] == (number, 0, 0)
    assert told(again)[:3] == (0, 0, number)
    assert version(Stamp.THESAURUS) == before


def test_what_was_taken_in_is_found_in_texts_and_related():
    take(look(TURTLE, "a.ttl"), by=None)

    (one,) = occurrences("des inondations", "fr", targets="en", schemes=["sample"])
    assert (one.preferred, one.definition) == ("flood", "Water where it should not be.")
    hazard = whole(concept("sample", "hazard"))
    assert [each.code for each in hazard.narrower] == ["F1", "storm"]


def test_additions_and_changes_are_shown_before_they_are_made():
    take(look(HEAD + "flood,en,flood,,Water.\nflood,fr,crue,\nlevee,en,levee,\n"), by=None)

    shown = look(
        HEAD
        + "flood,en,flood,,Too much water.\nflood,fr,crue,alternate\nflood,fr,inondation,\n"
        + "flood,de,Flut,\nlevee,en,levee,,,,flood\ndam,en,dam,\n"
    )

    assert told(shown) == (1, 2, 0, 0)
    flood = next(each for each in shown.changed if each.code == "flood")
    assert [word.text for word in flood.words] == ["inondation", "Flut"]
    assert [word.kind for _number, word in flood.kinds] == [Kind.ALTERNATE]
    assert flood.definitions["en"].text == "Too much water."
    take(shown, by=None)
    kinds = {term.text: term.kind for term in concept("sample", "flood").terms}
    assert (kinds["inondation"], kinds["crue"]) == (Kind.PREFERRED, Kind.ALTERNATE)
    assert [each.code for each in whole(concept("sample", "levee")).related] == ["flood"]


def test_two_terms_may_change_places():
    take(look(HEAD + "flood,en,flood,\nflood,en,deluge,alternate\n"), by=None)

    take(look(HEAD + "flood,en,deluge,\nflood,en,flood,alternate\n"), by=None)

    kinds = {term.text: term.kind for term in concept("sample", "flood").terms}
    assert kinds == {"flood": Kind.ALTERNATE, "deluge": Kind.PREFERRED}


def test_a_second_preferred_term_is_a_conflict_and_left_as_it_is():
    take(look(HEAD + "flood,en,flood,\n"), by=None)

    shown = look(HEAD + "flood,en,deluge,\nflood,de,Flut,\n")
    take(shown, by=None)

    assert [(fault.line, fault.concept) for fault in shown.conflicts] == [(2, "deluge")]
    kinds = {(term.locale, term.text) for term in concept("sample", "flood").terms}
    assert kinds == {("en", "flood"), ("de", "Flut")}


def test_what_was_forbidden_here_stays_so():
    take(look(HEAD + "flood,en,flood,\nflood,en,deluge,alternate\n"), by=None)
    deluge = db.session.scalar(sa.select(Term).where(Term.text == "deluge"))
    change_term(deluge, by=None, kind=Kind.FORBIDDEN)

    shown = look(HEAD + "flood,en,flood,\nflood,en,deluge,alternate\n")

    assert told(shown) == (0, 0, 1, 1)


def test_marks_made_here_survive_a_file_that_says_nothing_of_them():
    take(look(HEAD + "flood,en,flood,\n"), by=None)
    change_concept(concept("sample", "flood"), About(untranslatable=True, note="x"), by=None)

    assert told(look(HEAD + "flood,en,flood,\n")) == (0, 0, 1, 0)


def test_a_closed_vocabulary_takes_words_but_no_concepts(app):
    known = db.session.scalar(sa.select(Concept.code).where(Concept.scheme == "topic"))
    try:
        shown = look(HEAD + f"{known},sw,neno,\nunheard-of,en,x,\n", scheme="topic")
        assert told(shown) == (0, 1, 0, 0)
        assert [fault.concept for fault in shown.refused] == ["x"]
        take(shown, by=None)
        assert told(look(HEAD + f"{known},sw,neno,\n", scheme="topic")) == (0, 0, 1, 0)
    finally:
        db.session.execute(sa.delete(Term).where(Term.locale == "sw"))
        db.session.commit()


def test_circles_and_lost_relations_are_told():
    shown = look(HEAD + "a,en,a,,,b,\nb,en,b,,,c nowhere,\nc,en,c,,,a,\nd,en,d,,,a,a\n")
    take(shown, by=None)

    assert [fault.concept for fault in shown.conflicts] == ["c", "d"]
    assert shown.notices == ["One relation leads to a concept that is not here."]
    assert [each.code for each in whole(concept("sample", "b")).broader] == ["c"]


def test_two_addresses_with_one_code_are_two_concepts():
    first = '<http://one/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "one"@en .'
    other = '<http://two/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "two"@en .'
    take(look(first, "a.ttl"), by=None)
    take(look(other, "a.ttl"), by=None)

    assert told(look(f"{first}\n{other}", "a.ttl")) == (0, 0, 2, 0)
    codes = db.session.scalars(sa.select(Concept.code).where(Concept.scheme == "sample")).all()
    assert len(codes) == 2
    assert "x" in codes


@pytest.mark.parametrize("scheme", ["", "a b", "x" * 33, "../x"])
def test_a_scheme_needs_a_right_name(scheme):
    with pytest.raises(Refused, match="scheme"):
        look(HEAD, scheme=scheme)


@pytest.fixture
def rich(glossary):
    """A glossary that uses all there is."""
    flood = terms.concept(
        {"en": "=flood", "fr": "l’inondation", "zh-Hant": "洪水"},
        about=About(True, "Wasser & <Luft>", 'Line one\n"two" \\ three'),
        alternate=["en:-deluge", "en:'@x"],
        hidden=["en:floood"],
        forbidden=["en:act of God"],
    )
    define(flood, "en", 'A "flood"\nis <water>.', by=None, source="A handbook; p. 3")
    define(flood, "pt", "Água.", by=None)
    hazard, levee = terms.concept({"en": "hazard"}), terms.concept({"ar": "سد"})
    relate(flood, Link.BROADER, hazard, by=None)
    relate(levee, Link.RELATED, flood, by=None)
    return flood


@pytest.mark.parametrize("into", list(Format))
def test_what_is_given_out_is_taken_for_the_same(rich, into):
    file = give_out("glossary", into)

    shown = preview(BytesIO(file), f"a.{into}", "glossary")

    assert told(shown) == (0, 0, 3, 0)
    assert (shown.refused, shown.notices) == ([], [])


@pytest.mark.parametrize("into", list(Format))
def test_a_file_brings_everything_to_another_portal(rich, into):
    before = ordered(records("glossary", by_address=False))
    file = give_out("glossary", into)
    db.session.execute(sa.delete(Concept).where(Concept.scheme == "glossary"))
    db.session.commit()

    take(preview(BytesIO(file), f"a.{into}", "glossary"), by=None)

    assert ordered(records("glossary", by_address=False)) == before
