"""`flask glossary` takes files in and gives them out."""

import gzip
import json

import pytest
import sqlalchemy as sa

from portal.core.db import db
from portal.thesaurus.models import Concept

pytestmark = pytest.mark.usefixtures("glossary")


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["glossary", *map(str, words)])


@pytest.fixture
def packed(tmp_path):
    rows = [
        {"scheme": "x", "id": "1", "labels": {"en": "flood", "fr": "inondation"}},
        {"scheme": "x", "id": "2", "labels": {"en": "levee", "??": "x"}},
        {"scheme": "y", "id": "3", "labels": {"en": "other"}},
    ]
    path = tmp_path / "terms.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def number_of_concepts() -> int:
    counted = sa.select(sa.func.count()).where(Concept.scheme == "sample")
    return db.session.scalar(counted)


def test_a_preview_writes_nothing(run, packed):
    answer = run("import", packed, "--scheme", "sample", "--rows-of", "x", "--preview")

    assert answer.exit_code == 0
    assert "2 concepts new, 0 changed, 0 as before; 3 terms new" in answer.output
    assert number_of_concepts() == 0


def test_an_import_says_what_it_did_and_what_not(run, packed):
    first = run("import", packed, "--scheme", "sample", "--rows-of", "x")
    again = run("import", packed, "--scheme", "sample", "--rows-of", "x")

    assert "line 2: levee: “??” is no language tag." in first.output
    assert "One line of another scheme was left out." in first.output
    assert "0 concepts new, 0 changed, 2 as before" in again.output
    assert number_of_concepts() == 2


def test_an_export_is_read_again(run, packed, tmp_path):
    run("import", packed, "--scheme", "sample", "--rows-of", "x")

    for ending in ("ttl", "tbx", "csv"):
        path = tmp_path / f"sample.{ending}"
        assert run("export", path, "--scheme", "sample").exit_code == 0
        assert "2 as before" in run("import", path, "--scheme", "sample").output


def test_what_cannot_be_read_or_written_is_told(run, tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text("no turtle")

    assert "line 1" in run("import", path).output
    assert run("import", path).exit_code == 1
    assert run("export", tmp_path / "a.docx").exit_code == 1
