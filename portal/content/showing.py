"""What the pages of all kinds share when they show one entry."""

from typing import Any, TypeVar

from flask import abort, current_app, g, request
from flask_login import current_user

from portal.content.models import Entry
from portal.content.policy import readable_parts, was_readable
from portal.content.queries import last_message
from portal.content.rendering import Reading, reading, reading_languages
from portal.core.access import fetch, find, may
from portal.core.facets import url_with
from portal.core.i18n import locale

Kind = TypeVar("Kind", bound=Entry)


def fetch_or_gone(model: type[Kind], key: int) -> Kind:
    """Load an entry to be read.

    410 where it was retired and the reader could see it before. A visitor is asked to
    sign in for whatever she may not read, also for what does not exist.
    """
    found = find(model, key)
    if found is None or not may(current_user, "read", found):
        g.decided = True
        if found is not None and was_readable(current_user, found):
            abort(410)
        if not current_user.is_authenticated:
            abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    return fetch(model, key)


def showing(entry: Entry) -> dict[str, Any]:
    """The words of an entry for the current reader, and what she may do with it.

    `?newest` shows those who work on it the newest words instead of the published ones,
    `?original` shows everybody the words in the language they were written in.
    """
    works_on_it = may(current_user, "see_history", entry)
    newest = entry.published is None or (works_on_it and "newest" in request.args)
    return {
        "words": _words(entry, newest=newest),
        "parts": readable_parts(current_user, entry),
        "works_on_it": works_on_it,
        "showing_newest": newest,
        "message": last_message(entry) if works_on_it else None,
        "original_url": url_with(original=1) if "original" not in request.args else None,
    }


def _words(entry: Entry, *, newest: bool) -> Reading:
    revision = entry.newest if newest or entry.published is None else entry.published
    original = "original" in request.args
    languages = (entry.locale,) if original else reading_languages(locale())
    return reading(entry, revision, languages)
