"""`flask memory`: what whoever runs the portal sees."""

import gzip

import pytest

from portal.translation import memory
from portal.translation.memory.queries import suggestions
from tests.translation.memory.lessons import taught
from tests.translation.memory.test_tmx import document, unit


@pytest.fixture
def run(app):
    if "memory" not in app.cli.commands:
        memory.init_app(app)
    return lambda *words: app.test_cli_runner().invoke(args=["memory", *map(str, words)])


def test_a_file_is_imported_and_known_the_second_time(run, tmp_path):
    file = tmp_path / "news.tmx.gz"
    file.write_bytes(gzip.compress(document(unit(EN_us="Tree", fr="Arbre"), unit(en="Sun"))))

    first, second = run("import", file), run("import", file, "--origin", "again")

    assert first.exit_code == second.exit_code == 0
    assert "line 3, unit 2: It has no translation" in first.output
    assert "2 units read: 1 pairs new, 0 known; 1 texts left out." in first.output
    assert "0 pairs new, 1 known" in second.output
    assert [match.origin for match in suggestions("Tree", "en", "fr")] == ["news"]


def test_languages_are_chosen_and_renamed(run, tmp_path):
    file = tmp_path / "news.tmx"
    file.write_bytes(document(unit(en="Tree", zh_CN="树", fr="Arbre"), srclang="*all*"))

    done = run("import", file, "--from", "EN", "--to", "zh", "--as", "zh-CN", "zh")

    assert done.exit_code == 0, done.output
    assert [match.target for match in suggestions("Tree", "en", "zh")] == ["树"]
    assert suggestions("Tree", "en", "fr") == []


@pytest.mark.parametrize("written", [b"no xml", b"<html/>"])
def test_what_is_no_tmx_is_refused_with_a_sentence(run, tmp_path, written):
    file = tmp_path / "news.tmx"
    file.write_bytes(written)

    done = run("import", file)

    assert done.exit_code == 1
    assert "Error: " in done.output
    assert "0 pairs new" in done.output


def test_a_file_that_is_not_packed_as_it_says_is_refused(run, tmp_path):
    file = tmp_path / "news.tmx.gz"
    file.write_bytes(b"<tmx/>")

    assert "cannot be read" in run("import", file).output


def test_a_wrong_language_is_said(run, tmp_path):
    file = tmp_path / "news.tmx"
    file.write_bytes(document())

    assert "no language tag" in run("import", file, "--from", "english").output


@pytest.mark.parametrize("name", ["out.tmx", "out.tmx.gz"])
def test_what_is_exported_can_be_imported(run, tmp_path, name):
    taught("Tree", "Arbre")
    file = tmp_path / name

    done = run("export", file, "--from", "en", "--to", "fr", "--origin", "portal")

    assert "1 units written." in done.output
    assert "0 pairs new, 1 known" in run("import", file).output


def test_the_index_is_rebuilt(run):
    taught("Shade for the market street.", "De l’ombre.")

    assert run("rebuild").exit_code == 0
    assert suggestions("Shade for the old market street.", "en", "fr")
