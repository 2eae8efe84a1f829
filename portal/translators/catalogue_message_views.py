"""One message of the interface: its words, what is remarked on them, and who wrote them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import admit, may
from portal.core.directions import direction
from portal.core.errors import Refused
from portal.core.forms import UNPROCESSABLE, Form
from portal.core.i18n import gettext as _
from portal.translation.catalogues import actions, files, queries
from portal.translation.catalogues.actions import Faulty, Overtaken, Typed
from portal.translation.catalogues.checking import Remark
from portal.translation.catalogues.combining import comment_of
from portal.translation.catalogues.models import CatalogueWording
from portal.translation.catalogues.overview import Overview, Row, overview
from portal.translators import catalogue_showing as showing
from portal.translators.catalogue_forms import MessageForm, RemarkForm, VersionForm
from portal.translators.catalogue_policy import Interface
from portal.translators.catalogue_views import CODE, asked_filter, asked_words, interface
from portal.translators.places import where

bp = Blueprint(
    "catalogue_messages",
    __name__,
    url_prefix="/translations/interface",
    template_folder="templates",
)

MESSAGE = f"{CODE}/<int:number>"
CONFLICT = 409


@bp.get(MESSAGE)
def show(code: str, number: int) -> ResponseReturnValue:
    """One message, with all that helps to translate it."""
    subject = admit(interface(code))
    now = overview(code)
    row = _row(now, number)
    form = MessageForm(
        formdata=None,
        texts=list(row.message.strings),
        is_fuzzy=row.message.fuzzy and row.drafted is not None and row.drafted.fuzzy,
        comment=comment_of(row.message),
        version=row.version,
    )
    return _page(subject, now, row, form)


def _row(now: Overview, number: int) -> Row:
    row = now.by_number.get(number)
    if row is None:
        abort(404)
    return row


def _page(
    subject: Interface,
    now: Overview,
    row: Row,
    form: MessageForm,
    *,
    faults: list[Remark] | None = None,
    theirs: CatalogueWording | None = None,
) -> ResponseReturnValue:
    code, listed = subject.locale, _listed(now)
    shown = row.message
    page = render_template(
        "translators/catalogue_message.html",
        now=now,
        row=row,
        form=form,
        labels=showing.field_labels(shown, now.forms),
        remarks=showing.answerable(shown, shown.strings, now, queries.answers(code), row.number),
        faults=faults or [],
        theirs=theirs,
        previous=showing.previous_source(shown),
        file_change=showing.file_change(row),
        history=showing.history(row, code),
        where=where(shown.references, code),
        edits=may(current_user, "edit", subject) and not shown.obsolete,
        back=now.before(row, listed),
        on=now.after(row, listed),
        place=sum(each.number in listed for each in now.rows[: now.rows.index(row) + 1]),
        listed_count=len(listed),
        list_args=_list_args(),
        target_direction=direction(code),
        source_locale=files.SOURCE_LOCALE,
        is_open=not form.errors and theirs is None,
    )
    status = CONFLICT if theirs else UNPROCESSABLE if faults else form.status
    return page, status


def _listed(now: Overview) -> set[int]:
    """The numbers of the messages in the list that she came from."""
    return {row.number for row in now.chosen(asked_filter(), asked_words())}


def _list_args() -> dict[str, Any]:
    """What leads back to that list."""
    return {name: request.args[name] for name in ("show", "q") if request.args.get(name)}


@bp.post(MESSAGE)
def save(code: str, number: int) -> ResponseReturnValue:
    subject = admit(interface(code), to="edit")
    now, form = overview(code), MessageForm()
    row = _row(now, number)
    if not form.check():
        return _page(subject, now, row, form)
    on = now.after(row, _listed(now)) if "next" in request.form else row
    try:
        kept_wording = actions.save(code, row.message, _typed(form), current_user)
    except Overtaken as overtaken:
        form.version.data = overtaken.theirs.version
        form.version.raw_data = None
        return _page(subject, overview(code), row, form, theirs=overtaken.theirs)
    except Faulty as faulty:
        return _page(subject, now, row, form, faults=faulty.found)
    except Refused as refusal:
        form.form_errors.append(refusal.message)
        return _page(subject, now, row, form)
    return _saved(code, row, on, kept_wording)


def _saved(
    code: str, row: Row, on: Row | None, kept_wording: CatalogueWording | None
) -> ResponseReturnValue:
    """Say what came of saving, and go on; back to the list behind its last message."""
    flash(*_said(kept_wording))
    if kept_wording and overview(code).by_number[row.number].open_remarks:
        on = row  # she reads them before she goes on; saving once more leads there
        flash(_("The checks have remarks on it. They stand below the words."), "warning")
    if on is None:
        return redirect(url_for("catalogues.show", code=code, **_list_args()), 303)
    return _to(code, on.number)


def _typed(form: MessageForm) -> Typed:
    return Typed(
        tuple(field.data or "" for field in form.texts),
        bool(form.is_fuzzy.data),
        (form.comment.data or "").strip(),
        form.version.data or 0,
    )


def _said(kept_wording: CatalogueWording | None) -> tuple[str, str]:
    """What came of saving, and how it is shown."""
    if kept_wording is None:
        return _("Nothing was changed."), "info"
    if kept_wording.is_fuzzy:
        return _(
            "Saved as not finished. It is not published until somebody finishes it."
        ), "success"
    return _("Saved. Readers see it when an administrator publishes it."), "success"


@bp.post(f"{MESSAGE}/as-shipped")
def withdraw(code: str, number: int) -> ResponseReturnValue:
    """Go back to the words of the file."""
    admit(interface(code), to="edit")
    row, form = _row(overview(code), number), VersionForm()
    _insist(form)
    try:
        actions.withdraw(code, row.message, form.version.data or 0, current_user)
        flash(_("The shipped words count again when this is published."), "success")
    except Overtaken:
        flash(_("Somebody has saved another wording meanwhile. Look at it first."), "error")
    return _to(code, number)


@bp.post(f"{MESSAGE}/remarks")
def answer(code: str, number: int) -> ResponseReturnValue:
    """Say why what a check remarked is right as it is."""
    admit(interface(code), to="edit")
    row, form = _row(overview(code), number), RemarkForm()
    _insist(form)
    try:
        actions.answer(code, row, form.key.data or "", form.text.data or "", current_user)
        flash(_("Your answer is kept beside the remark."), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return _to(code, number)


def _insist(form: Form) -> None:
    if not form.check():
        abort(UNPROCESSABLE)


def _to(code: str, number: int) -> ResponseReturnValue:
    return redirect(url_for(".show", code=code, number=number, **_list_args()), 303)
