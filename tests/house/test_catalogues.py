"""The interface's catalogues: complete in every language, faithful to their placeholders."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config import LOCALES

FOLDER = Path(__file__).parents[2] / "translations"
ROOT = FOLDER.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
TRANSLATED = LOCALES[1:]  # the first is the language of the code


def catalogue(code: str) -> Catalog:
    with (FOLDER / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def messages(code: str) -> list[Message]:
    return [message for message in catalogue(code) if message.id]


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Catalog:
    """The sentences that stand in the code now."""
    path = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    keywords = ["-k", "_", "-k", "_l", "-k", "lazy_gettext", "-k", "ngettext:1,2"]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract",
         "-F", FOLDER / "babel.cfg", *keywords, "-o", path, "."],
        cwd=ROOT, check=True,
    )  # fmt: skip
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_of_the_code_is_translated(template, code):
    known = {ids(message): message for message in messages(code)}

    missing = [
        ids(message)[0]
        for message in template
        if message.id and (ids(message) not in known or not all(forms(known[ids(message)])))
    ]

    assert missing == [], "run: make translations, and translate"


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_fuzzy(code):
    assert [message.id for message in messages(code) if message.fuzzy] == []


def allowed(sentence):
    """The placeholders of the sentence; or those of its singular, which may say "One …"."""
    return [set(PLACEHOLDER.findall(form)) for form in sentence]


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_are_those_of_the_sentence(code):
    wrong = [
        (message.id, form)
        for message in messages(code)
        for form in forms(message)
        if set(PLACEHOLDER.findall(form)) not in allowed(ids(message))
    ]

    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_brings_no_markup_of_its_own(code):
    wrong = [
        message.id
        for message in messages(code)
        for form in forms(message)
        if "<" in form and "<" not in "".join(ids(message))
    ]

    assert wrong == []
