"""What the portal says: the shipped words, and over them what was published here.

Every process asks once in a request whether something was published since; only then, and
only for a language that is spoken, it reads words again.
"""

import logging

import sqlalchemy as sa
from babel.support import NullTranslations
from flask import Flask, current_app

from portal.core import fragments, i18n, stamps
from portal.core.db import db
from portal.core.errors import Refused
from portal.translation.catalogues import queries
from portal.translation.catalogues.combining import combined
from portal.translation.catalogues.files import SOURCE_LOCALE, shipped
from portal.translation.catalogues.queries import Mark
from portal.translation.po.binding import bound

log = logging.getLogger(__name__)

STAMP = "catalogues"


class Spoken(dict[str, NullTranslations]):
    """The words as of one stamp; those of a language are put together when it is first spoken."""

    def __init__(self, version: str, publications: dict[str, Mark]) -> None:
        super().__init__()
        self.version = version
        self.publications = publications

    def __missing__(self, code: str) -> NullTranslations:
        mark = self.publications.get(code)
        if mark is None:
            self[code] = i18n.shipped[code]
            return self[code]
        try:
            self[code] = _words(code, mark[0])
        except sa.exc.SQLAlchemyError:
            return i18n.shipped[code]
        return self[code]

    def after(self, version: str, publications: dict[str, Mark]) -> "Spoken":
        """The words as of a newer stamp; a language in which nothing was published stays."""
        newer = Spoken(version, publications)
        same = (code for code in self if self.publications.get(code) == publications.get(code))
        newer.update({code: self[code] for code in same})
        return newer


def _words(code: str, publication_id: int) -> NullTranslations:
    # Words are looked up anywhere, also where an action has begun something it must end first.
    with db.session.no_autoflush:
        wordings = queries.wordings_of(publication_id)
    try:
        # What is wrong with a catalogue cannot be said in its own words.
        with i18n.speaking(SOURCE_LOCALE):
            return bound(combined(shipped(code), wordings))
    except (OSError, Refused) as fault:
        # A catalogue that is broken or gone must not take every page with it.
        log.error("the catalogue of %s cannot be read: %s", code, fault)
        return i18n.shipped[code]


def words() -> Spoken:
    """The newest words; without the database the last ones that this process knew."""
    known: Spoken = current_app.extensions[STAMP]
    try:
        version = stamps.version(STAMP)
        if version == known.version:
            return known
        with db.session.no_autoflush:
            newest = known.after(version, queries.current_marks() if version else {})
    except sa.exc.SQLAlchemyError:
        return known
    current_app.extensions[STAMP] = newest
    return newest


def version() -> str:
    """Something that differs whenever words were published."""
    return words().version


def init_app(app: Flask) -> None:
    app.extensions[STAMP] = Spoken("", {})
    i18n.speak_from(app, words)
    fragments.depends_on(version)
