"""Publishing the words of the interface, and going back to earlier ones."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import admit
from portal.core.directions import direction
from portal.core.errors import Refused
from portal.core.forms import UNPROCESSABLE, ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.translation.catalogues import files, publishing, queries
from portal.translation.catalogues.overview import overview
from portal.translators import catalogue_showing as showing
from portal.translators.catalogue_forms import PublishForm
from portal.translators.catalogue_policy import Interface
from portal.translators.catalogue_views import CODE, interface

bp = Blueprint(
    "catalogue_publications",
    __name__,
    url_prefix="/translations/interface",
    template_folder="templates",
)

PUBLISH = f"{CODE}/publish"


@bp.get(PUBLISH)
def show(code: str) -> ResponseReturnValue:
    """What publishing would change, what waits and why, and what was published before."""
    return _page(admit(interface(code), to="publish"))


def _page(subject: Interface, refusal: str = "") -> ResponseReturnValue:
    code = subject.locale
    preview = publishing.preview(overview(code), current_user)
    page = render_template(
        "translators/catalogue_publish.html",
        code=code,
        preview=preview,
        change=showing.change,
        form=PublishForm(formdata=None, mark=preview.mark),
        refusal=refusal,
        publications=queries.publications(code),
        as_shipped=publishing.AS_SHIPPED,
        target_direction=direction(code),
        source_locale=files.SOURCE_LOCALE,
    )
    return page, UNPROCESSABLE if refusal else 200


@bp.post(PUBLISH)
def publish(code: str) -> ResponseReturnValue:
    subject, form = admit(interface(code), to="publish"), PublishForm()
    if not form.check():
        return _page(subject, _("Look at the changes again, then publish."))
    try:
        added = publishing.publish(code, form.mark.data or "", current_user)
    except Refused as refusal:
        return _page(subject, refusal.message)
    flash(
        ngettext(
            "%(count)s message is published. Every reader sees it now.",
            "%(count)s messages are published. Every reader sees them now.",
            added.changes,
        ),
        "success",
    )
    return redirect(url_for(".show", code=code), 303)


@bp.post(f"{CODE}/publications/<int:number>/again")
def restore(code: str, number: int) -> ResponseReturnValue:
    """Say again what an earlier publication said; 0 stands for the words of the file."""
    subject = admit(interface(code), to="publish")
    if not ActForm().check():
        return _page(subject, _("Look at the changes again, then publish."))
    try:
        publishing.restore(code, number, current_user)
        flash(_("The earlier words count again. Every reader sees them now."), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".show", code=code), 303)
