"""A small catalogue of ours, and the portal that speaks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from portal.accounts.models import Person
from portal.translation.catalogues import actions, publishing
from portal.translation.catalogues.actions import Typed
from portal.translation.catalogues.files import numbering
from portal.translation.catalogues.models import CataloguePublication, CatalogueWording
from portal.translation.catalogues.overview import Row, overview

SIGN_IN = "Sign in"
COUNTED = "%(count)s text"
GREETING = "Good morning, %(name)s."
BARE = "Write to the secretariat today."
FUZZY = "Read the guidelines."
GONE = "Write to the secretariat tomorrow."

ARABIC = """\
# Arabic catalogue.
msgid ""
msgstr ""
"Language: ar\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 "
"&& n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

#: portal/accounts/templates/accounts/sign_in.html
msgid "Sign in"
msgstr "تسجيل الدخول"

#. How many texts a list has.
#: portal/search/templates/search/results.html
#, python-format
msgid "%(count)s text"
msgid_plural "%(count)s texts"
msgstr[0] "لا نصوص %(count)s"
msgstr[1] "نص %(count)s"
msgstr[2] "نصان %(count)s"
msgstr[3] "%(count)s نصوص"
msgstr[4] "%(count)s نصًا"
msgstr[5] "%(count)s نص"

# Kept short.
#: portal/home/views.py
#, python-format
msgctxt "letter"
msgid "Good morning, %(name)s."
msgstr "صباح الخير %(name)s."

msgid "Write to the secretariat today."
msgstr ""

#, fuzzy
#| msgid "Read the rules."
msgid "Read the guidelines."
msgstr "اقرأ القواعد."
"""


@contextmanager
def catalogues(app: Flask, folder: Path, **texts: str) -> Iterator[Path]:
    """Let the portal take these catalogues for the shipped ones."""
    before = app.config["BABEL_TRANSLATION_DIRECTORIES"]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    for locale, text in texts.items():
        path = folder / locale / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    try:
        yield folder
    finally:
        app.config["BABEL_TRANSLATION_DIRECTORIES"] = before


def row(msgid: str, context: str | None = None, locale: str = "ar") -> Row:
    return overview(locale).by_number[numbering((context, msgid))]


def say(
    msgid: str,
    *strings: str,
    by: Person,
    context: str | None = None,
    is_fuzzy: bool = False,
    locale: str = "ar",
) -> CatalogueWording | None:
    """Let somebody save words over the newest ones."""
    now = row(msgid, context, locale)
    typed = Typed(strings, is_fuzzy, "\n".join(now.message.comments), now.version)
    return actions.save(locale, now.message, typed, by)


def publish(by: Person, locale: str = "ar") -> CataloguePublication:
    """Publish what is ready, as somebody who has just looked."""
    return publishing.publish(locale, publishing.preview(overview(locale), by).mark, by)
