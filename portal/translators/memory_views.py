"""The memory by itself: how words were translated before, and TMX files in and out."""

from tempfile import SpooledTemporaryFile

from flask import Blueprint, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from config import LOCALES
from portal.content.translations.policy import locales_of
from portal.core.access import authorise, may
from portal.core.directions import direction
from portal.core.errors import Refused, error_page
from portal.core.forms import tidy
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.organisations.policy import tokens
from portal.translation.memory.concordance import LONGEST, concordance
from portal.translation.memory.exchange import Report, Selection, count, export_tmx
from portal.translators import actions
from portal.translators.offline_forms import MemoryForm
from portal.translators.policy import Memory

bp = Blueprint(
    "translation_memory", __name__, url_prefix="/translations/memory", template_folder="templates"
)

MOST_FOUND = 50
MOST_FAULTS = 100
MEDIA_TYPE = "application/x-tmx+xml"
SPOOLED_BYTES = 4_000_000  # a larger file lies on the disk while it is sent


def _memory() -> Memory:
    """The languages asked for, else from our first one into that of the translator."""
    own = [code for code in locales_of(current_user) if code != LOCALES[0]]
    into = _asked("to") or next(iter(own), LOCALES[1])
    asked = _asked("from")
    out_of = next(code for code in LOCALES if code != into) if asked in (None, into) else asked
    return Memory(out_of, into)


def _asked(name: str) -> str | None:
    given = request.args.get(name)
    return given if given in LOCALES else None


@bp.get("/")
def index() -> ResponseReturnValue:
    """How some words were translated before, in what she may read."""
    memory = _memory()
    authorise("search", memory)
    return _page(memory, MemoryForm(formdata=None))


def _page(memory: Memory, form: MemoryForm, report: Report | None = None) -> ResponseReturnValue:
    words = tidy(request.args.get("q"))[:LONGEST]
    held = tokens(current_user)
    pair = (memory.source_locale, memory.target_locale)
    found = concordance(words, *pair, MOST_FOUND + 1, tokens=held)
    page = render_template(
        "translators/memory.html",
        memory=memory,
        locales=LOCALES,
        words=words,
        found=found[:MOST_FOUND],
        is_more=len(found) > MOST_FOUND,
        most=MOST_FOUND,
        count=None if words else count(Selection(*pair, tokens=held)),  # 0.5 s for 100,000
        source_direction=direction(memory.source_locale),
        target_direction=direction(memory.target_locale),
        exchanges=may(current_user, "exchange", memory),
        form=form,
        report=report,
        faults=report.faults[:MOST_FAULTS] if report else [],
    )
    return page, form.status


@bp.get("/export")
def export() -> ResponseReturnValue:
    """What the memory knows between two languages and she may read, as TMX."""
    memory = _memory()
    authorise("exchange", memory)
    chosen = Selection(memory.source_locale, memory.target_locale, tokens=tokens(current_user))
    file = SpooledTemporaryFile(max_size=SPOOLED_BYTES)  # noqa: SIM115  (the response closes it)
    file.writelines(export_tmx(chosen))
    file.seek(0)
    name = f"plaza-{memory.source_locale}-{memory.target_locale}.tmx"
    return send_file(file, mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


@bp.post("/import")
def take_in() -> ResponseReturnValue:
    """A TMX file into the memory, and what was left out of it."""
    memory, form = _memory(), MemoryForm()
    authorise("exchange", memory)
    if not form.check():
        return _page(memory, form)
    try:
        report = actions.import_memory(
            memory, form.file.data.stream, form.origin.data or "", current_user
        )
    except Refused as refusal:
        form.file.errors = [refusal.message]
        return _page(memory, form)
    flash(_said(report), "success" if report.new else "warning")
    return _page(memory, MemoryForm(formdata=None), report)


def _said(report: Report) -> str:
    if not report.new:
        return _("There was nothing new for the memory in this file.")
    return ngettext(
        "The memory has learned %(count)s translation.",
        "The memory has learned %(count)s translations.",
        report.new,
    )


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    message = _("A file may have at most 1 MB. Send it in several parts.")
    return error_page(413, message, leads_back=True)
