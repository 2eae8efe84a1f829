"""Taking in texts from elsewhere."""

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.content import importing
from portal.content.documents import documents
from portal.content.importing import BadRow, Report, Target
from portal.content.kinds import kind_named
from portal.content.models import Entry, Origin, Revision, Visibility
from portal.content.rendering import assemble
from portal.content.translations.models import Translation
from portal.core.db import db
from tests import build

DATA = Path(__file__).parents[3] / "shared" / "data" / "documents.jsonl.gz"


def row(key: str, locale: str = "en", **given) -> dict:
    usual = {
        "id": key,
        "title": f"Title {key}",
        "text": "First paragraph of the text.\n\nSecond paragraph of the text.",
        "language": locale,
        "group": key.partition("-")[0],
        "topics": ["water"],
        "origin": "human",
    }
    return usual | given


def written(folder: Path, *rows: object) -> Path:
    path = folder / "texts.jsonl"
    lines = [each if isinstance(each, str) else json.dumps(each) for each in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def take_in(path: Path, kind: str = "case_study", field: str = "action") -> Report:
    found = db.session.scalar(sa.select(importing.Organisation.id).limit(1))
    city = found or build.organisation().id
    report = Report()
    facts = (lambda each: {"slug": each.id.lower()}) if kind == "page" else (lambda _each: {})
    target = Target(city, kind_named(kind), Visibility.MEMBERS, field, facts)
    for _number in importing.take_in(importing.read(path, report), target, report):
        pass
    return report


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_the_versions_of_a_text_become_one_entry(app, tmp_path):
    french = "Premier paragraphe du texte.\n\nDeuxième paragraphe du texte."
    path = written(
        tmp_path, row("a-fr", "fr", text=french, origin="human-translation"), row("a-en")
    )

    report = take_in(path)

    entry = db.session.scalar(sa.select(Entry))
    assert (report.new, count(Entry), entry.locale) == (2, 1, "en")
    words = assemble(entry, entry.published, ["fr"])
    assert words.title == "Title a-fr"
    assert "Deuxième paragraphe" in words.html["action"]
    assert words.completeness == 1


def test_versions_that_do_not_line_up_are_kept_whole(app, tmp_path):
    path = written(tmp_path, row("a-en"), row("a-fr", "fr", text="Tout en un.", origin="human"))

    take_in(path)

    entry = db.session.scalar(sa.select(Entry))
    assert "Tout en un." in assemble(entry, entry.published, ["fr"]).html["action"]


def test_a_second_run_changes_nothing(app, tmp_path):
    path = written(tmp_path, row("a-en"), row("a-fr", "fr"), row("b-en"))
    take_in(path)
    before = (count(Entry), count(Revision), count(Translation))

    report = take_in(path)

    assert (report.new, report.changed, report.same) == (0, 0, 3)
    assert (count(Entry), count(Revision), count(Translation)) == before


def test_a_changed_row_makes_a_new_revision_and_no_new_entry(app, tmp_path):
    take_in(written(tmp_path, row("a-en")))

    report = take_in(written(tmp_path, row("a-en", title="Another title")))

    assert (report.changed, count(Entry), count(Revision)) == (1, 1, 2)


def test_a_version_that_comes_later_joins_its_group(app, tmp_path):
    take_in(written(tmp_path, row("a-en")))

    report = take_in(written(tmp_path, row("a-en"), row("a-fr", "fr")))

    assert (report.new, report.same, count(Entry)) == (1, 1, 1)


def test_what_was_cut_off_goes_on_without_duplicates(app, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "GROUPS_AT_ONCE", 2)
    path = written(tmp_path, *(row(f"{letter}-en") for letter in "abcdefg"))
    report = Report()
    target = Target(
        build.organisation().id, kind_named("case_study"), Visibility.MEMBERS, "action",
        lambda _each: {},
    )  # fmt: skip
    batches = importing.take_in(importing.read(path, report), target, report)
    next(batches)
    next(batches)  # and the power fails here
    assert count(Entry) == 4

    take_in(path)

    assert (count(Entry), count(Origin)) == (7, 7)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        (row("a-en", title=""), "“title” is missing"),
        (row("a-en", title="x" * 300), "longer than 200"),
        (row("a-en", text=None), "“text” is missing"),
        (row("a-en", language=7), "“language” is missing"),
        (row("a-en", language="klingon"), "no language we know"),
        (row("a-en", topics="water"), "not a list"),
        (row("a-en", id=None), "“id” is missing"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_rest_goes_on(app, tmp_path, line, reason):
    report = take_in(written(tmp_path, row("b-en"), line, row("c-en")))

    assert count(Entry) == 2
    ((number, fault),) = report.faults
    assert number == 2
    assert reason in fault


def test_an_id_that_stands_twice_is_told(app, tmp_path):
    report = take_in(written(tmp_path, row("a-en"), row("a-en")))

    assert [number for number, _fault in report.faults] == [2]


def test_parsing_never_raises_but_to_refuse():
    for text in ("null", '"x"', "1e999", '{"id": "\\ud800", "title": "x"}'):
        with pytest.raises(BadRow):
            importing.parse(text)


def test_an_imported_text_can_be_found_and_knows_its_group(app, tmp_path):
    take_in(written(tmp_path, row("a-en"), row("a-de", "de")), kind="page", field="body")

    entry = db.session.scalar(sa.select(Entry))
    made = {each.key: each for each in documents([entry.id])}

    assert set(made) == {f"entry:{entry.id}:en", f"entry:{entry.id}:de"}
    assert {each.group for each in made.values()} == {"a"}
    assert made[f"entry:{entry.id}:en"].facets["topic"] == ("water-sanitation",)


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Short text.", "Short text."),
        (f"{'One sentence here. ' * 30}", "One sentence here."),
        ("word " * 100, "word"),
        ("这是一个句子。" * 60, "这是一个句子。"),
    ],
)
def test_the_beginning_of_a_text_ends_with_a_sentence(text, beginning):
    summary = importing.first_sentences(text)

    assert summary.startswith(beginning)
    assert len(summary) <= importing.LONGEST_SUMMARY + 1


@pytest.mark.slow
def test_the_reference_texts_are_taken_in_and_again(app, tmp_path):
    if not DATA.exists():
        pytest.skip("The reference texts (../shared/data/documents.jsonl.gz) are not here.")
    every = 1 if db.engine.dialect.name == "postgresql" else 8  # one large one is enough
    chosen = tmp_path / "texts.jsonl.gz"
    with gzip.open(DATA, "rt", encoding="utf-8") as lines, gzip.open(chosen, "wt") as file:
        rows = sum(file.write(line) > 0 for line in islice(lines, 0, None, every))

    first, second = take_in(chosen, "page", "body"), take_in(chosen, "page", "body")

    assert (first.new, first.faults) == (rows, [])
    assert (second.new, second.changed, second.same) == (0, 0, rows)
