"""The translators' board, and the page where a text is translated paragraph by paragraph."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import LOCALES
from portal.content.kinds import all_kinds, kind_of
from portal.content.models import Entry
from portal.content.policy import readable_parts
from portal.content.queries import cards_numbered
from portal.content.rendering import assemble
from portal.content.translations.policy import Target, locales_of
from portal.content.translations.progress import tally
from portal.content.translations.units import Unit, readable_units
from portal.core.access import admit, authorise, find, may
from portal.core.directions import direction
from portal.core.facets import page_url, url_with
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import locale
from portal.core.paging import Paged, page_number
from portal.translators import queries
from portal.translators.helping import machine
from portal.translators.policy import Board
from portal.translators.readership import readership
from portal.translators.showing import FILTERS, PER_PAGE, counted, passes, shown

bp = Blueprint("translators", __name__, url_prefix="/translations", template_folder="templates")

STATE_LABELS = {
    queries.TO_TRANSLATE: _l("To translate"),
    queries.OUTDATED: _l("Outdated"),
    queries.TO_REVIEW: _l("To review"),
    queries.SUGGESTED: _l("With suggestions"),
    queries.DONE: _l("Complete"),
}
FILTER_LABELS = {
    "all": _l("All paragraphs"),
    "open": _l("To do"),
    "outdated": _l("Outdated"),
    "review": _l("To review"),
    "suggested": _l("With suggestions"),
}


@bp.get("/")
def index() -> ResponseReturnValue:
    authorise("open", Board)
    locales = _chosen_locales()
    kinds = [name for name in request.args.getlist("kind") if name in _kind_names()]
    state = request.args.get("state")
    members = readership()
    page = queries.board(current_user, locales, kinds, state, members)
    return render_template(
        "translators/index.html",
        page=page,
        page_url=page_url,
        locales=locales,
        readers=members.in_language,
        own=locales_of(current_user),
        all_locales=LOCALES,
        totals=queries.totals(current_user, locales, kinds),
        tabs=_tabs(state),
        kinds=_kind_options(kinds),
        is_filtered=bool(kinds or state or request.args.getlist("language")),
    )


def _chosen_locales() -> list[str]:
    """The languages asked for, else those she translates into, else all."""
    asked = [code for code in dict.fromkeys(request.args.getlist("language")) if code in LOCALES]
    return asked or locales_of(current_user) or list(LOCALES)


def _kind_names() -> list[str]:
    return [kind.name for kind in all_kinds()]


def _kind_options(chosen: list[str]) -> list[dict[str, Any]]:
    return [
        {"value": kind.name, "label": kind.plural, "chosen": kind.name in chosen, "count": None}
        for kind in all_kinds()
    ]


def _tabs(state: str | None) -> list[dict[str, Any]]:
    every = {"label": _("Everything"), "url": url_with(state=""), "current": not state}
    return [every] + [
        {"label": label, "url": url_with(state=name), "current": name == state}
        for name, label in STATE_LABELS.items()
    ]


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    authorise("open", Board)
    rows, own = queries.mine(current_user), locales_of(current_user)
    small = queries.small_changes(current_user, own)
    cards = cards_numbered(
        list(dict.fromkeys([row.entry_id for row in rows] + [each.entry_id for each in small]))
    )
    return render_template(
        "translators/mine.html",
        rows=rows,
        cards={card.id: card for card in cards},
        small=small,
        questions=queries.open_questions(current_user, own),
    )


def may_suggest(entry: Entry) -> bool:
    """Whether the reader may see how the page before her is translated, and propose words."""
    return entry.locale != locale() and may(current_user, "suggest", Target(entry, locale()))


def target_of(key: int, target: str, *, to: str) -> Target:
    """The entry in a language of the portal, for somebody who may do this: 404, 403 else."""
    entry = find(Entry, key)
    if entry is None or entry.published is None or target not in LOCALES or target == entry.locale:
        abort(404)
    return admit(Target(entry, target), to=to)


@bp.get("/<int:key>/<target>")
def edit(key: int, target: str) -> ResponseReturnValue:
    """The text with its translation; members who are no translators may suggest."""
    wanted = target_of(key, target, to="read")
    every = readable_units(current_user, wanted)
    chosen = request.args.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    listed = [unit for unit in every if passes(unit, chosen)]
    first = (page_number() - 1) * PER_PAGE
    return render_template(
        "translators/edit.html",
        target=wanted,
        entry=wanted.entry,
        kind=kind_of(wanted.entry),
        target_direction=direction(target),
        source_direction=direction(wanted.entry.locale),
        shown=shown(wanted, listed[first : first + PER_PAGE]),
        page=Paged(listed[first : first + PER_PAGE], len(listed), page_number(), PER_PAGE),
        page_url=page_url,
        tabs=_unit_tabs(every, chosen),
        tally=tally(every),
        has_machine=machine() is not None and any(not unit.wordings.rows for unit in every),
        translates=may(current_user, "translate", wanted),
        reviews=may(current_user, "review", wanted),
        suggests=may(current_user, "suggest", wanted),
        places={unit.paragraph_id: place for place, unit in enumerate(every, 1)},
    )


def _unit_tabs(every: list[Unit], chosen: str) -> list[dict[str, Any]]:
    numbers = counted(every)
    return [
        {
            "label": FILTER_LABELS[name],
            "url": url_with(show=name),
            "current": name == chosen,
            "count": numbers[name],
        }
        for name in FILTERS
    ]


@bp.get("/<int:key>/<target>/preview")
def preview(key: int, target: str) -> ResponseReturnValue:
    """The text as readers of the language will see it, drafts and all."""
    wanted = target_of(key, target, to="translate")
    if wanted.entry.published is None:
        abort(404)
    template = "_preview.html" if "fragment" in request.args else "preview.html"
    return render_template(
        f"translators/{template}",
        target=wanted,
        entry=wanted.entry,
        kind=kind_of(wanted.entry),
        parts=readable_parts(current_user, wanted.entry),
        words=assemble(wanted.entry, wanted.entry.published, [target]),
        target_direction=direction(target),
        back_url=url_for(".edit", key=key, target=target),
    )
