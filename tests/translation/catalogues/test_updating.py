"""`make translations`: the catalogues follow the code, and no translation is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.translation.catalogues.updating import updated
from portal.translation.po.reading import read
from portal.translation.po.writing import write
from tests.translation.catalogues.samples import ARABIC, BARE, SIGN_IN
from tests.translation.po.samples import real_catalogues

ROOT = Path(__file__).parents[3]
TEMPLATE = read(
    ARABIC.replace('msgstr "تسجيل الدخول"', 'msgstr ""')
    .replace('msgstr "صباح الخير %(name)s."', 'msgstr ""')
    .replace("# Kept short.\n", "")
    .encode()
)


def with_template(old, new):
    return read(write(TEMPLATE).replace(old.encode(), new.encode()))


def test_where_nothing_changed_no_byte_does():
    assert write(updated(read(ARABIC.encode()), TEMPLATE)).decode() == ARABIC


def test_a_sentence_that_changed_keeps_its_translation_as_fuzzy_beside_the_old_sentence():
    template = with_template("Good morning, %(name)s.", "Good morning, dear %(name)s.")

    message = updated(read(ARABIC.encode()), template).live[
        "letter", "Good morning, dear %(name)s."
    ]

    assert message.fuzzy
    assert message.strings == ("صباح الخير %(name)s.",)
    assert message.previous.msgid == "Good morning, %(name)s."


def test_a_new_sentence_is_not_guessed_from_one_that_is_still_there():
    template = with_template(BARE, "Sign in!")

    result = updated(read(ARABIC.encode()), template)

    assert result.live[None, "Sign in!"].strings == ("",)
    assert result.live[None, SIGN_IN].translated


def test_a_sentence_that_is_gone_stays_as_obsolete_and_comes_back():
    old = read(ARABIC.encode())
    gone = updated(old, with_template(SIGN_IN, "Quite another thing"))
    assert [message.strings for message in gone.obsolete] == [("تسجيل الدخول",)]

    again = updated(read(write(gone)), TEMPLATE)

    assert write(again).decode() == ARABIC


@real_catalogues
def test_a_real_catalogue_updated_to_itself_keeps_its_words(path):
    catalogue = read(path.read_bytes())

    result = updated(catalogue, catalogue)

    assert list(result.live) == list(catalogue.live)
    assert {key: message.strings for key, message in result.live.items()} == {
        key: message.strings for key, message in catalogue.live.items()
    }


@pytest.mark.parametrize(("words", "status"), [("صباح الخير %(name)s.", 0), ("صباح الخير.", 1)])
def test_the_command_updates_files_and_fails_for_words_that_break_a_page(tmp_path, words, status):
    template, catalogue = tmp_path / "messages.pot", tmp_path / "ar" / "x" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    template.write_bytes(write(with_template(SIGN_IN, "Sign in now")))
    catalogue.write_text(ARABIC.replace("صباح الخير %(name)s.", words), encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "-m", "portal.translation", template, catalogue],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode == status, answer.stderr
    assert "5 sentences, 1 not translated, 2 fuzzy" in answer.stdout
    assert '#| msgid "Sign in"' in catalogue.read_text(encoding="utf-8")
