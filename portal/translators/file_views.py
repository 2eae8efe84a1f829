"""A text out as a file for a translator's own tools, and in again."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from portal.content.kinds import kind_of
from portal.content.translations import returning
from portal.content.translations.offline import address_of, bundle_of
from portal.content.translations.policy import Target
from portal.content.translations.returning import Arrival
from portal.content.translations.units import readable_units
from portal.core.directions import direction
from portal.core.errors import Refused, error_page
from portal.core.forms import UNPROCESSABLE
from portal.core.i18n import gettext as _
from portal.translation.exchange import files
from portal.translation.exchange.bundle import Problem, Returned
from portal.translators.offline import (
    FATE_LABELS,
    FORM_LABELS,
    FORM_USES,
    file_name,
    report_on,
    undecided_in,
)
from portal.translators.offline_forms import RestForm, ReturnForm
from portal.translators.showing import passes
from portal.translators.views import target_of

bp = Blueprint(
    "translation_files", __name__, url_prefix="/translations", template_folder="templates"
)

FILE = "/<int:key>/<target>/file"
OPEN = "open"  # the filter of the editor that shows what is to do


def _published(target: Target) -> Target:
    """The text, of which readers see something: what they do not see is not translated."""
    if target.entry.published is None:
        abort(404)
    return target


@bp.get(FILE)
def show(key: int, target: str) -> ResponseReturnValue:
    """The text as a file in three forms, and where the translated file goes."""
    return _page(_published(target_of(key, target, to="translate")), ReturnForm())


def _page(target: Target, form: ReturnForm) -> ResponseReturnValue:
    every = readable_units(current_user, target)
    page = render_template(
        "translators/files.html",
        form=form,
        forms=[(each, FORM_LABELS[each], FORM_USES[each]) for each in files.Form],
        paragraphs=len(every),
        to_do=sum(passes(unit, OPEN) for unit in every),
        **_about(target),
    )
    return page, form.status


def _about(target: Target) -> dict[str, object]:
    return {
        "target": target,
        "entry": target.entry,
        "kind": kind_of(target.entry),
        "source_direction": direction(target.entry.locale),
        "target_direction": direction(target.locale),
        "editor_url": url_for("translators.edit", key=target.entry.id, target=target.locale),
    }


@bp.get(f"{FILE}/download")
def download(key: int, target: str) -> ResponseReturnValue:
    """The text with what is translated so far, all of it or only what is to do."""
    wanted = _published(target_of(key, target, to="translate"))
    asked = request.args.get("form", "")
    if asked not in list(files.Form):
        abort(404)
    form, filtered = files.Form(asked), OPEN if request.args.get("which") == OPEN else "all"
    chosen = [unit for unit in readable_units(current_user, wanted) if passes(unit, filtered)]
    try:
        content = files.write(bundle_of(wanted, chosen), form)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for(".show", key=key, target=target), 303)
    return send_file(
        BytesIO(content),
        mimetype=files.media_type(form),
        as_attachment=True,
        download_name=file_name(wanted, form),
    )


@bp.post(FILE)
def take(key: int, target: str) -> ResponseReturnValue:
    """Take what is safe of a returned file as drafts, and tell what became of the rest."""
    wanted, form = _published(target_of(key, target, to="translate")), ReturnForm()
    if not form.check():
        return _page(wanted, form)
    try:
        returned = _read(wanted, form)
    except Refused as refusal:
        form.file.errors = [refusal.message]
        return _page(wanted, form)
    arrivals = returning.take(wanted, returned.units, current_user)
    return _report(wanted, arrivals, returned.problems)


def _read(target: Target, form: ReturnForm) -> Returned:
    """Raises Refused for a file that cannot be read, or that belongs elsewhere."""
    returned = files.read(form.file.data.read(), form.file.data.filename or "")
    returned.expect(address_of(target.entry), target.locale)
    return returned


def _report(
    target: Target, arrivals: list[Arrival], problems: tuple[Problem, ...] = ()
) -> ResponseReturnValue:
    return render_template(
        "translators/returned.html",
        report=report_on(target, arrivals, problems),
        fate_labels=FATE_LABELS,
        **_about(target),
    )


@bp.post(f"{FILE}/rest")
def keep(key: int, target: str) -> ResponseReturnValue:
    """Put refused wordings into their fields all the same; the others stay on the page."""
    wanted, form = _published(target_of(key, target, to="translate")), RestForm()
    if not form.check():
        abort(UNPROCESSABLE)
    rest = undecided_in(form)
    chosen = [(each.returned, each.seen) for each in rest if each.is_kept]
    kept = iter(returning.keep(wanted, chosen, current_user))
    others = [each.returned for each in rest if not each.is_kept]
    left = iter(returning.judged(wanted, others, current_user))
    return _report(wanted, [next(kept) if each.is_kept else next(left) for each in rest])


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    message = _("A file may have at most 1 MB. Send it in several parts.")
    return error_page(413, message, leads_back=True)
