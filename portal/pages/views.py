"""Editorial pages: read by address, listed and written by the secretariat's editors."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content import editing, writing
from portal.content.queries import cards_numbered
from portal.content.showing import fetch_or_gone, showing
from portal.core import markup
from portal.core.access import authorise, fetch, open_to_public
from portal.core.facets import page_url
from portal.core.i18n import locale
from portal.core.paging import paged
from portal.pages import actions, queries
from portal.pages.forms import BeginForm, form_of
from portal.pages.kind import KIND
from portal.pages.models import Page

bp = Blueprint("pages", __name__, url_prefix="/pages", template_folder="templates")

NOBODY = 0  # no entry has this number


@bp.get("/<slug>")
@bp.get("/<int:key>")
@open_to_public
def show(slug: str = "", key: int = NOBODY) -> ResponseReturnValue:
    """One page, by its address; by its number (as cards link to it) the way leads to that."""
    if slug:
        named = queries.by_slug(slug)
        key = named.id if named else NOBODY
    page = fetch_or_gone(Page, key)
    if not slug:
        query = urlencode(list(request.args.items(multi=True)))
        return redirect(url_for(".show", slug=page.slug) + (f"?{query}" if query else ""))
    return render_template("pages/show.html", page=page, kind=KIND, **showing(page))


@bp.get("/")
def index() -> ResponseReturnValue:
    authorise("create", Page)
    page = paged(queries.listed(current_user))
    return render_template(
        "pages/index.html",
        page=page,
        cards=cards_numbered(page.items),
        places=queries.places(page.items),
        page_url=page_url,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    authorise("create", Page)
    form = BeginForm()
    form.offer(locale())
    if form.check():
        page = actions.begin(
            current_user, form.slug.data or "", form.title.data or "", form.locale.data
        )
        return redirect(url_for(".edit", key=page.id))
    return render_template("pages/new.html", form=form), form.status


@bp.route("/<int:key>/edit", methods=["GET", "POST"])
def edit(key: int) -> ResponseReturnValue:
    page = fetch(Page, key, to="edit")
    if "preview" in request.form:
        return _preview(page)
    return editing.edit_page(page, form_of(page), "pages/edit.html")


def _preview(page: Page) -> ResponseReturnValue:
    """The form again, with the text as readers would see it; what was typed is kept."""
    form = form_of(page)()
    form.check()
    writing.keep_working_copy(page, current_user, form.base_number, form.typed())
    return render_template(
        "pages/edit.html",
        form=form,
        entry=page,
        kind=KIND,
        preview=markup.render(form.body.data or ""),
    ), form.status


@bp.post("/<int:key>/autosave")
def autosave(key: int) -> ResponseReturnValue:
    page = fetch(Page, key, to="edit")
    return editing.autosave_answer(page, form_of(page))
