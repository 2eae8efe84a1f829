"""The words of the interface: its languages, and the messages of one."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import LOCALES
from portal.content.translations.policy import locales_of
from portal.core.access import admit, authorise, may
from portal.core.directions import direction
from portal.core.facets import kept, page_url, url_with
from portal.core.forms import tidy
from portal.core.paging import PER_PAGE, Paged, page_number
from portal.translation.catalogues import files, queries
from portal.translation.catalogues.overview import Filter, Overview, overview
from portal.translators import catalogue_showing as showing
from portal.translators.catalogue_policy import Interface

bp = Blueprint(
    "catalogues", __name__, url_prefix="/translations/interface", template_folder="templates"
)

CODE = f"/<any({','.join(LOCALES[1:])}):code>"  # the first language is that of the code
LONGEST_SEARCH = 200


def interface(code: str) -> Interface | None:
    """The interface in a language, if it has a catalogue."""
    return Interface(code) if code in files.locales() else None


@bp.get("/")
def index() -> ResponseReturnValue:
    """The languages, and how far each is; those she translates into first."""
    authorise("open", Interface)
    own = locales_of(current_user)
    codes = sorted(files.locales(), key=lambda code: code not in own)
    return render_template(
        "translators/catalogues.html",
        languages_shown=[(overview(code), queries.current(code)) for code in codes],
        own=own,
        Filter=Filter,
    )


@bp.get(f"{CODE}/")
def show(code: str) -> ResponseReturnValue:
    """The messages of a language."""
    subject = admit(interface(code))
    now, chosen, words = overview(code), asked_filter(), asked_words()
    rows = now.chosen(chosen, words)
    first = (page_number() - 1) * PER_PAGE
    return render_template(
        "translators/catalogue.html",
        now=now,
        page=Paged(rows[first : first + PER_PAGE], len(rows), page_number()),
        page_url=page_url,
        tabs=_tabs(now, chosen),
        words=words,
        kept=kept("q"),
        listed={"show": chosen.value, "q": words or None},
        edits=may(current_user, "edit", subject),
        publishes=may(current_user, "publish", subject),
        target_direction=direction(code),
        source_locale=files.SOURCE_LOCALE,
    )


def asked_filter() -> Filter:
    asked = request.args.get("show", "")
    return Filter(asked) if asked in set(Filter) else Filter.ALL


def asked_words() -> str:
    return tidy(request.args.get("q"))[:LONGEST_SEARCH]


def _tabs(now: Overview, chosen: Filter) -> list[dict[str, Any]]:
    return [
        {
            "label": showing.FILTER_LABELS[each],
            "url": url_with(show=each.value),
            "current": each is chosen,
            "count": now.counts[each],
        }
        for each in Filter
    ]
