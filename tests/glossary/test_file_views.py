"""Thesauri as files: looked at before they are taken in, given out with whose work they are."""

import re
from datetime import timedelta

import pytest

from portal.audit.models import AuditRecord
from portal.core.db import db, now
from portal.glossary import file_views, previewing
from portal.glossary.models import GlossaryFile
from portal.organisations.models import StaffRole
from portal.thesaurus.actions import add_term
from portal.thesaurus.crediting import Credit, credit_of
from portal.thesaurus.models import Concept, Kind
from tests import build
from tests.build import CAST
from tests.glossary.conftest import again, bring, send, words
from tests.thesaurus import terms
from tests.thesaurus.exchange.samples import RDF_XML, TURTLE
from tests.translators.test_file_views import BOMB, DEEP, THIEF

FILES = "/en/glossary/files/"
CSV = "concept,locale,term,kind\nwell,en,well,\nwell,fr,puits,\nwell,fr,forage,alternate\n"
TBX = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dca" type="TBX-Basic"><text><body>
<conceptEntry id="well"><langSec xml:lang="en"><termSec><term>well</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
LINES = '{"scheme": "samples", "id": "well", "labels": {"en": "well", "fr": "puits"}}\n'
CREDITED = (
    TURTLE
    + """
@prefix dct: <http://purl.org/dc/terms/> .
<scheme> dct:title "Sample terms of a city"@en ; dct:license <http://example.org/cc-by> ;
    dct:publisher "A sample agency" .
"""
)
EVERY = [
    ("a.csv", CSV, {"well"}),
    ("a.tbx", TBX, {"well"}),
    ("a.jsonl", LINES, {"well"}),
    ("a.ttl", TURTLE, {"F1", "hazard", "storm"}),
    ("a.rdf", RDF_XML, None),
]


def codes(scheme: str = "samples") -> set[str]:
    db.session.expire_all()
    return set(db.session.scalars(db.select(Concept.code).where(Concept.scheme == scheme)))


def mark_in(page: str) -> str:
    return re.search(r'name="mark" value="([0-9a-f]{64})"', page).group(1)


def taken(client, answer):
    """Press the button of the preview to which an upload led."""
    page = client.get(answer.location).text
    return send(client, f"{answer.location}/take", mark=mark_in(page))


@pytest.mark.parametrize("name", CAST)
def test_files_are_the_administrators(sign_in, scene, name):
    client = sign_in(getattr(scene.cast, name))

    answers = [
        client.get(FILES).status_code,
        client.get(f"{FILES}export?scheme=glossary&form=csv", buffered=True).status_code,
        bring(client, CSV.encode(), "a.csv").status_code,
    ]

    refused = [303] * 3 if name == "visitor" else [403] * 3
    assert answers == ([200, 200, 303] if name == "max" else refused)


@pytest.mark.parametrize("name", CAST)
def test_a_file_is_out_of_reach_for_all_others(sign_in, scene, name):
    shown = bring(sign_in(scene.cast.max), CSV.encode(), "a.csv").location
    client = sign_in(getattr(scene.cast, name))

    answers = [
        client.get(shown).status_code,
        send(client, f"{shown}/take", mark="0" * 64).status_code,
        send(client, f"{shown}/drop").status_code,
    ]

    refused = [303] * 3 if name == "visitor" else [404] * 3
    assert answers == ([200, 409, 303] if name == "max" else refused)
    assert codes() == set()


@pytest.mark.parametrize(("name", "content", "expected"), EVERY)
def test_every_format_is_shown_and_then_taken_in(sign_in, scene, name, content, expected):
    client = sign_in(scene.cast.max)

    answer = bring(client, content.encode(), name)
    before = codes()
    done = taken(client, answer)

    assert (answer.status_code, before) == (303, set())
    assert done.location == "/en/glossary/?scheme=samples"
    assert codes() == expected or (expected is None and codes())
    assert client.get(answer.location).status_code == 404  # it is kept no longer


def test_the_preview_tells_what_would_become_of_each_line(sign_in, scene):
    old = terms.concept({"en": "well"}, scheme="samples")
    client = sign_in(scene.cast.max)
    content = CSV + "drought,en,drought,\ndrought,en,dry spell,\n,en,lost,\nstorm,zz-!,storm,\n"

    shown = bring(client, content.encode(), "<b>.csv").location
    pages = {pile: client.get(f"{shown}?show={pile}").text for pile in previewing.Pile}

    assert old.code == "well"
    assert "&lt;b&gt;.csv" in pages["new"]
    assert "drought" in pages["new"]
    assert "puits" in pages["changed"]
    assert 'href="/en/glossary/samples/well"' in pages["changed"]
    assert "second preferred term" in pages["conflict"]
    assert "line 6" in pages["conflict"]
    assert "The row names no concept." in pages["refused"]
    assert "no language tag" in pages["refused"]
    assert "3 new words." in pages["new"]
    assert words(old) == {"en:well": "preferred"}


def test_a_long_preview_has_pages(sign_in, scene, monkeypatch):
    monkeypatch.setattr(file_views, "PER_PAGE", 10)
    client = sign_in(scene.cast.max)
    rows = "".join(f"c{number},en,concept {number},\n" for number in range(25))
    shown = bring(client, f"concept,locale,term,kind\n{rows}".encode(), "a.csv").location

    first, last = client.get(shown).text, client.get(f"{shown}?page=3").text

    assert first.count('class="lexicon__line"') == 10
    assert last.count('class="lexicon__line"') == 5
    assert "page=3" in first


def test_what_changed_meanwhile_is_shown_again(sign_in, scene):
    client = sign_in(scene.cast.max)
    shown = bring(client, CSV.encode(), "a.csv").location
    mark = mark_in(client.get(shown).text)
    well = terms.concept({"en": "well"}, scheme="samples")
    add_term(well, "fr", "source", by=None, kind=Kind.PREFERRED)

    answer = send(client, f"{shown}/take", mark=mark)
    again_sent = send(client, f"{shown}/take", mark=mark_in(answer.text))

    assert answer.status_code == 409
    assert "has changed since you looked" in answer.text
    assert again_sent.status_code == 303
    assert words(well)["fr:source"] == "preferred"
    assert words(well)["fr:forage"] == "alternate"


def test_a_second_time_there_is_nothing_to_take(sign_in, scene):
    client = sign_in(scene.cast.max)
    taken(client, bring(client, CSV.encode(), "a.csv"))

    page = client.get(bring(client, CSV.encode(), "a.csv").location).text

    assert "1 concept is as before." in page
    assert 'name="mark"' not in page


def test_a_file_is_put_away(sign_in, scene):
    client = sign_in(scene.cast.max)
    shown = bring(client, CSV.encode(), "a.csv").location

    send(client, f"{shown}/drop")

    assert client.get(shown).status_code == 404
    assert codes() == set()


def test_one_file_of_each_person_is_kept_and_none_for_long(sign_in, scene):
    client, other = sign_in(scene.cast.max), sign_in(build.staff(StaffRole.ADMINISTRATOR))
    first = bring(other, CSV.encode(), "a.csv").location
    bring(client, CSV.encode(), "a.csv")
    second = bring(client, CSV.encode(), "b.csv").location
    kept = db.session.scalars(db.select(GlossaryFile.name).order_by(GlossaryFile.name)).all()
    old = db.session.scalars(db.select(GlossaryFile).where(GlossaryFile.name == "a.csv")).one()
    old.sent_at = now() - timedelta(days=2)
    db.session.commit()

    third = bring(client, CSV.encode(), "c.csv").location

    assert kept == ["a.csv", "b.csv"]
    assert [client.get(each).status_code for each in (second, third)] == [404, 200]
    assert other.get(first).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.rdf", BOMB),
        ("a.tbx", BOMB),
        ("a.xml", THIEF),
        ("a.rdf", DEEP),
        ("a.rdf", b""),
        ("a.tbx", b"<tbx"),
        ("a.rdf", b'<?xml version="1.0" encoding="utf-99"?><a/>'),
        ("a.rdf", b'<?xml version="1.0" encoding="utf-16"?><a/>'),
        ("a.ttl", b"\xff\xfe"),
        ("a.ttl", b'<a> <b> "unfinished'),
        ("a.ttl", b"[" * 5_000),
        ("a.csv", b""),
        ("a.csv", b"a,b\n1,2\n"),
        ("a.csv", b'concept,locale,term\n"open,en,x'),
        ("a.jsonl", b"\xff"),
        ("a.exe", b"MZ"),
        ("", b"x"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00"),
        ("a.ttl", b"\x1f\x8b\x08\x00"),
        ("a.ttl", b"#" * 300_001),
    ],
)
def test_a_broken_or_hostile_file_gets_a_sentence(sign_in, scene, name, content):
    answer = bring(sign_in(scene.cast.max), content, name)

    assert answer.status_code == 422
    assert re.search(r'id="file-errors".*?<span>[^<]+\.</span>', answer.text, re.DOTALL)
    assert codes() == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"labels": {"en": "\\ud800x"}, "id": "\\ud800", "definition": "\\ud800"}\n'),
        ("a.jsonl", b'{"labels": {"en": ""}, "id": "http://x/\\ud800"}\n'),
        ("a.jsonl", b'{"labels": {"en": "a"}, "id": "http://x/\\u0000"}\n'),
        ("a.jsonl", b'[]\n1\n"x"\n{"labels": {"\\ud800": "x"}}\n' + b"[" * 3_000),
        ("a.csv", b"concept,locale,term,uri,domain\n\0,en,a\0b,http://x\0,\0\n"),
        ("a.csv", "concept,locale,term,uri\nx,en,\u202eabc,not an address\n".encode()),
        ("a.csv", ("concept,locale,term\n" + ",".join("ab" * 2) + "\n" + "x,en,y\n").encode()),
    ],
)
def test_strange_signs_harm_no_page(sign_in, scene, name, content):
    client = sign_in(scene.cast.max)

    answer = bring(client, content, name)

    assert answer.status_code == 303
    for pile in previewing.Pile:
        assert client.get(f"{answer.location}?show={pile}").status_code == 200
    page = client.get(answer.location).text
    if 'name="mark"' in page:
        assert taken(client, answer).status_code == 303
        assert client.get("/en/glossary/?scheme=samples").status_code == 200


@pytest.mark.parametrize(
    "scheme", ["", "x" * 33, "ünïcode", "../x", "files", "proposals", "new", "propose", "a b"]
)
def test_a_collection_needs_a_right_name(sign_in, scene, scheme):
    answer = bring(sign_in(scene.cast.max), CSV.encode(), "a.csv", scheme)

    assert (answer.status_code, codes()) == (422, set())


def test_a_closed_vocabulary_takes_no_concepts(sign_in, scene):
    client = sign_in(scene.cast.max)

    shown = bring(client, b"concept,locale,term\nmoon,en,Moon\n", "a.csv", "topic").location

    assert "closed: it takes no new concepts" in client.get(shown).text


def test_one_collection_of_several_in_a_file_is_chosen(sign_in, scene):
    client = sign_in(scene.cast.max)
    content = (LINES + LINES.replace("samples", "other").replace("well", "moon")).encode()

    taken(client, bring(client, content, "a.jsonl", "mine", rows_of="other"))

    assert codes("mine") == {"moon"}


def test_without_a_file_the_form_asks_for_one(sign_in, scene):
    answer = send(sign_in(scene.cast.max), FILES, scheme="samples")

    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)


def test_a_file_that_is_too_large_is_told_so(sign_in, scene):
    body = b"--x\r\n\r\n" + b" " * 1_100_000

    answer = sign_in(scene.cast.max).post(
        FILES, data=body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "flask glossary import" in answer.text


@pytest.mark.parametrize("form", ["ttl", "tbx", "csv"])
def test_what_goes_out_comes_in_again_as_the_same(sign_in, scene, form):
    client = sign_in(scene.cast.max)

    out = client.get(f"{FILES}export?scheme=glossary&form={form}", buffered=True)
    page = client.get(bring(client, out.data, f"a.{form}", "glossary").location).text

    assert out.headers["Content-Disposition"] == f"attachment; filename=plaza-glossary.{form}"
    assert "2 concepts are as before." in page
    assert 'name="mark"' not in page


def test_only_some_languages_go_out(sign_in, scene):
    client = sign_in(scene.cast.max)

    out = client.get(
        f"{FILES}export?scheme=glossary&form=csv&language=ar&language=fr", buffered=True
    ).text

    assert "فيضان" in out
    assert "inondation" in out
    assert "Überschwemmung" not in out
    assert "sponge" not in out


@pytest.mark.parametrize(
    "query", ["", "scheme=no-such&form=csv", "scheme=glossary&form=exe", "language=zz&form=csv"]
)
def test_an_export_of_nonsense_shows_the_form_again(sign_in, scene, query):
    answer = sign_in(scene.cast.max).get(f"{FILES}export?{query}")

    assert answer.status_code == 422


def test_whose_work_it_is_is_read_kept_and_given_out(sign_in, scene):
    client = sign_in(scene.cast.max)

    answer = bring(client, CREDITED.encode(), "a.ttl")
    shown = client.get(answer.location).text
    taken(client, answer)
    out = {
        form: client.get(f"{FILES}export?scheme=samples&form={form}", buffered=True).text
        for form in ("ttl", "tbx", "csv")
    }

    told = Credit("Sample terms of a city", "http://example.org/cc-by", "A sample agency")
    assert told.title in shown
    assert credit_of("samples") == told
    assert all(told.licence in each and told.source in each for each in out.values())
    assert told.source in client.get("/en/glossary/samples/F1").text


@pytest.mark.parametrize("scheme", ["glossary", "known"])
def test_our_own_and_what_has_a_maker_keep_theirs(sign_in, scene, scheme):
    client = sign_in(scene.cast.max)
    terms.concept({"en": "old"}, scheme="known")
    send(client, f"{FILES}credits/known", title="Known", licence="CC0", source="Somebody")

    answer = bring(client, CREDITED.encode(), "a.ttl", scheme)
    page = client.get(answer.location).text
    taken(client, answer)

    assert "This is not kept" in page
    assert credit_of(scheme).title == ("Known" if scheme == "known" else "")


@pytest.mark.parametrize("name", CAST)
def test_administrators_write_down_whose_work_a_collection_is(sign_in, scene, name):
    terms.concept({"en": "old"}, scheme="samples")
    client = sign_in(getattr(scene.cast, name))

    shown = client.get(f"{FILES}credits/samples").status_code
    sent = send(client, f"{FILES}credits/samples", title="T", licence="L", source="S")

    if name == "max":
        assert (shown, sent.status_code) == (200, 303)
        assert credit_of("samples") == Credit("T", "L", "S")
    else:
        assert (shown, sent.status_code) == ((303, 303) if name == "visitor" else (403, 403))


@pytest.mark.parametrize(("scheme", "status"), [("glossary", 403), ("topic", 403), ("moon", 404)])
def test_our_own_collections_have_no_other_maker(sign_in, scene, scheme, status):
    assert sign_in(scene.cast.max).get(f"{FILES}credits/{scheme}").status_code == status


def test_a_collection_without_a_maker_is_pointed_out(sign_in, scene):
    client = sign_in(scene.cast.max)
    answer = bring(client, CSV.encode(), "a.csv")
    assert "does not say whose work it is" in client.get(answer.location).text
    taken(client, answer)

    assert "Say whose work it is" in client.get(FILES).text


def test_the_audit_remembers_what_was_taken_in(sign_in, scene):
    client = sign_in(scene.cast.max)

    taken(client, bring(client, CSV.encode(), "a.csv"))

    chosen = db.select(AuditRecord).where(AuditRecord.verb == "import_glossary")
    told = db.session.scalars(chosen).one()
    assert (told.actor_id, told.subject) == (scene.cast.max.id, "scheme:samples")
    assert told.details == {"new": 1, "changed": 0, "terms": 3}


def test_words_taken_in_are_found_at_once(sign_in, scene):
    client = sign_in(scene.cast.max)
    taken(client, bring(client, CSV.encode(), "a.csv"))

    page = sign_in(scene.cast.ada).get("/en/glossary/?q=puits&scheme=samples").text

    assert "well" in page
    assert again(scene.flood).code == "flood"
