"""What is remembered of somebody's searches: forgotten one by one, all at once, or never kept."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import open_to_members
from portal.core.forms import ActForm
from portal.core.i18n import gettext as _
from portal.searches import recording
from portal.searches.forms import HabitForm, WordsForm

bp = Blueprint(
    "searches_recent", __name__, url_prefix="/searches/recent", template_folder="templates"
)


@bp.post("/forget")
@open_to_members
def forget() -> ResponseReturnValue:
    form = WordsForm()
    if not form.check():
        abort(400)
    recording.forget(current_user, form.folded.data or "")
    return redirect(url_for("search.results"), 303)


@bp.post("/forget-all")
@open_to_members
def forget_all() -> ResponseReturnValue:
    if not ActForm().check():
        abort(400)
    recording.forget_all(current_user)
    flash(_("Your last searches are forgotten."), "success")
    return redirect(url_for("search.results"), 303)


@bp.post("/habit")
@open_to_members
def habit() -> ResponseReturnValue:
    """Remember her searches or not, as the page of her preferences says."""
    form = HabitForm()
    if not form.check():
        abort(400)
    recording.keep_in_mind(current_user, bool(form.remembers.data))
    flash(_("Your preferences are saved."), "success")
    return redirect(url_for("accounts.preferences"), 303)
