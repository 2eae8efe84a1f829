"""The catalogue of a language as a PO file: out of the portal, and in again."""

from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core.access import admit
from portal.core.directions import direction
from portal.core.errors import Refused, error_page
from portal.core.i18n import gettext as _
from portal.translation.catalogues import files, writing
from portal.translation.catalogues.taking import Outcome, Report, take
from portal.translation.po.reading import read
from portal.translators import catalogue_showing as showing
from portal.translators.catalogue_forms import CatalogueForm
from portal.translators.catalogue_policy import Interface
from portal.translators.catalogue_views import CODE, interface

bp = Blueprint(
    "catalogue_files", __name__, url_prefix="/translations/interface", template_folder="templates"
)

MEDIA_TYPE = "text/x-gettext-translation"
LISTED = (Outcome.REFUSED, Outcome.TAKEN, Outcome.OLDER, Outcome.UNKNOWN)
"""What the report tells message by message; the rest is counted."""


@bp.get(f"{CODE}/file")
def show(code: str) -> ResponseReturnValue:
    """The file to take out, and where it comes back."""
    return _page(admit(interface(code), to="edit"), CatalogueForm(formdata=None))


def _page(
    subject: Interface, form: CatalogueForm, report: Report | None = None
) -> ResponseReturnValue:
    page = render_template(
        "translators/catalogue_file.html",
        code=subject.locale,
        form=form,
        report=report,
        listed=LISTED,
        outcome_labels=showing.OUTCOME_LABELS,
        target_direction=direction(subject.locale),
        source_locale=files.SOURCE_LOCALE,
    )
    return page, form.status


@bp.get(f"{CODE}/download")
def download(code: str) -> ResponseReturnValue:
    """The catalogue with what is published, or with all drafts and proposals."""
    admit(interface(code))
    which = request.args.get("with", writing.Extent.PUBLISHED)
    if which not in set(writing.Extent):
        abort(404)
    return send_file(
        BytesIO(writing.written(code, writing.Extent(which))),
        mimetype=MEDIA_TYPE,
        as_attachment=True,
        download_name=f"plaza-{code}.po",
    )


@bp.post(f"{CODE}/file")
def take_in(code: str) -> ResponseReturnValue:
    """Keep what is new in a file as drafts, and tell what became of the rest."""
    subject, form = admit(interface(code), to="edit"), CatalogueForm()
    if not form.check():
        return _page(subject, form)
    try:
        report = take(code, read(form.file.data.read()), current_user)
    except Refused as refusal:
        form.file.errors = [refusal.message]
        return _page(subject, form)
    return _page(subject, CatalogueForm(formdata=None), report)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    message = _("A file may have at most 1 MB. Send it in several parts.")
    return error_page(413, message, leads_back=True)
