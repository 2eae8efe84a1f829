"""The interface's catalogues: complete in every language, faithful to their placeholders."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config import LOCALES
from portal.translation.po import plurals

FOLDER = Path(__file__).parents[2] / "translations"
ROOT = FOLDER.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
COUNT = "count"
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


def allowed(sentence, stands_for_one_number):
    """The placeholders of the sentence; or those of its singular, which may say "One …".

    A form for one number alone, as the Arabic dual, says the number by the word itself.
    """
    found = [set(PLACEHOLDER.findall(form)) for form in sentence]
    return [*found, *(each - {COUNT} for each in found)] if stands_for_one_number else found


def forms_of_one_number(code: str) -> set[int]:
    """The places of the plural forms that are spoken for a single number."""
    rule = plurals.read(dict(catalogue(code).mime_headers)["Plural-Forms"])
    spoken = Counter(rule.index(number) for number in range(1_000))
    return {form for form, times in spoken.items() if times == 1}


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_are_those_of_the_sentence(code):
    alone = forms_of_one_number(code)
    wrong = [
        (message.id, form)
        for message in messages(code)
        for place, form in enumerate(forms(message))
        if set(PLACEHOLDER.findall(form))
        not in allowed(ids(message), len(ids(message)) > 1 and place in alone)
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
