"""The catalogue as a file again: what a developer commits."""

import difflib

import pytest

from portal.translation.catalogues.files import path_of
from tests.translation.catalogues.samples import ARABIC, SIGN_IN, publish, row, say

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def flask(app):
    return lambda *words: app.test_cli_runner().invoke(args=["catalogues", *words])


def now():
    return path_of("ar").read_text(encoding="utf-8")


def test_only_what_is_published_is_written_and_only_its_line_changes(cast, flask):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    say(SIGN_IN, "دخول", by=cast.tia)

    answer = flask("write", "ar")

    lines = [
        line for line in difflib.ndiff(ARABIC.split("\n"), now().split("\n")) if line[0] != " "
    ]
    assert answer.exit_code == 0, answer.output
    assert [line for line in lines if line[0] in "+-"] == [
        '- msgstr "تسجيل الدخول"',
        '+ msgstr "ادخل"',
    ]


def test_a_second_time_there_is_nothing_to_write(cast, flask):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    flask("write", "ar")
    written = now()

    answer = flask("write", "ar")

    assert "already" in answer.output
    assert now() == written
    assert not row(SIGN_IN).is_ours


def test_without_a_publication_the_file_stays_as_it_is(app, flask):
    assert flask("write", "ar").exit_code == 0
    assert now() == ARABIC


def test_a_language_without_a_catalogue_is_named_with_those_there_are(app, flask):
    answer = flask("write", "tlh")

    assert answer.exit_code != 0
    assert "there are: ar" in answer.output


def test_a_check_passes_with_warnings_and_fails_with_an_error(app, flask):
    assert flask("check").exit_code == 0

    path_of("ar").write_text(ARABIC.replace("الخير %(name)s", "الخير"), encoding="utf-8")

    answer = flask("check", "ar")
    assert answer.exit_code == 1
    assert "1 errors" in answer.output
