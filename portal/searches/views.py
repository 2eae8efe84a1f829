"""My searches: saving one, coming back to it, changing its letters, removing it, and back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import authorise, fetch
from portal.core.errors import Refused
from portal.core.forms import ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.search.addresses import parameters, query_in
from portal.search.queries import languages_for
from portal.searches import actions, looking, queries
from portal.searches.forms import SavedForm
from portal.searches.models import Alert, SavedSearch
from portal.searches.naming import described, digest, proposed, query_of

bp = Blueprint("searches", __name__, url_prefix="/searches", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """What she saved, with what is new; what she has just removed can be brought back."""
    authorise("keep", SavedSearch)
    removed = queries.removed_lately(current_user)
    return render_template(
        "searches/index.html",
        rows=queries.saved_by(current_user),
        most=actions.MOST_SAVED,
        described=lambda search: described(query_of(search)),
        removed=removed,
        just_removed=next((s for s in removed if str(s.id) == request.args.get("removed")), None),
    )


@bp.route("/new", methods=["GET", "POST"])
def save() -> ResponseReturnValue:
    """Save the search that the address holds, as the results page does."""
    authorise("keep", SavedSearch)
    query = query_in(request.args, languages_for(current_user, locale()))
    if not query.text and not query.filters:
        return redirect(url_for("search.results"), 303)
    known = queries.saved_as(current_user, digest(query, locale()))
    if known is not None and known.removed_at is None:
        flash(_("You have saved this search already."), "info")
        return redirect(url_for(".edit", number=known.id), 303)
    form = SavedForm(name=proposed(query))
    if form.check():
        there = looking.everything(current_user, query)
        said = form.name.data or "", form.alert.data
        try:
            actions.save(query, locale(), *said, there, current_user)
            flash(_("Your search is saved."), "success")
            return redirect(url_for(".index"), 303)
        except Refused as refusal:
            form.name.errors = [refusal.message]
    back_url = url_for("search.results", **parameters(query))
    page = render_template(
        "searches/save.html", form=form, words=query.text, back_url=back_url, said=described(query)
    )
    return page, form.status


@bp.get("/<int:number>")
def open_search(number: int) -> ResponseReturnValue:
    """Lead to its results, in a language in which its words are read; with `?newest=1` by date."""
    search = fetch(SavedSearch, number)
    if search.removed_at is not None:
        return redirect(url_for(".index", removed=search.id), 303)
    spoken = languages_for(current_user, locale())
    where = locale() if search.locale in spoken else search.locale
    address = parameters(query_of(search, spoken))
    if request.args.get("newest") and search.words:
        address["sort"] = "date"
    actions.look(search)
    return redirect(url_for("search.results", locale=where, **address), 303)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    """Give it another name, or other letters."""
    search = fetch(SavedSearch, number, to="change")
    form = SavedForm(obj=search)
    if form.check():
        actions.change(search, form.name.data or "", form.alert.data)
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index"), 303)
    said = described(query_of(search))
    return render_template("searches/edit.html", form=form, search=search, said=said), form.status


@bp.route("/<int:number>/stop", methods=["GET", "POST"])
def stop(number: int) -> ResponseReturnValue:
    """End the letters about a search; its letters lead here."""
    search, form = fetch(SavedSearch, number, to="change"), ActForm()
    if form.check():
        actions.change(search, search.name, Alert.NONE)
        flash(_("You get no more letters about “%(name)s”.", name=search.name), "success")
        return redirect(url_for(".index"), 303)
    return render_template("searches/stop.html", form=form, search=search)


@bp.post("/<int:number>/remove")
def remove(number: int) -> ResponseReturnValue:
    search = fetch(SavedSearch, number, to="change")
    _insist()
    actions.remove(search)
    return redirect(url_for(".index", removed=number), 303)


@bp.post("/<int:number>/bring-back")
def bring_back(number: int) -> ResponseReturnValue:
    search = fetch(SavedSearch, number, to="change")
    _insist()
    try:
        actions.bring_back(search, by=current_user)
        flash(_("“%(name)s” is back.", name=search.name), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".index"), 303)


def _insist() -> None:
    if not ActForm().check():
        abort(400)
