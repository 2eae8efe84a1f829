"""Editorial pages: read by address, listed, written and arranged by the secretariat's editors."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.edit_pages import add_edit_pages
from portal.content.queries import Card, cards_numbered
from portal.content.showing import fetch_or_gone, showing
from portal.core.access import authorise, fetch, open_to_public
from portal.core.facets import page_url
from portal.core.forms import ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.paging import paged
from portal.pages import actions, arranging, menus, queries
from portal.pages.forms import AddForm, BeginForm, PageForm
from portal.pages.kind import KIND
from portal.pages.laying_out import laid_out
from portal.pages.models import Menu, Page

bp = Blueprint("pages", __name__, url_prefix="/pages", template_folder="templates")

NOBODY = 0  # no entry has this number
MENUS = f"any({','.join(menu.value for menu in Menu)})"


@bp.get("/<slug>")
@bp.get("/<int:key>")
@bp.get("/start")
@open_to_public
def show(slug: str = "", key: int = NOBODY) -> ResponseReturnValue:
    """One page, by its address; by its number (as cards link to it) the way leads to that.

    Without either it leads to the first page behind “About”.
    """
    wanted = slug if slug or key else _first_behind_about()
    if wanted:
        named = queries.by_slug(wanted)
        key = named.id if named else NOBODY
    page = fetch_or_gone(Page, key)
    if not slug:
        query = urlencode(list(request.args.items(multi=True)))
        return redirect(url_for(".show", slug=page.slug) + (f"?{query}" if query else ""))
    shown = showing(page)
    return render_template(
        "pages/show.html", page=page, kind=KIND, **shown, **laid_out(shown["words"].html["body"])
    )


def _first_behind_about() -> str:
    about = menus.listed_in(Menu.ABOUT, menus.pages(current_user, locale()))
    return about[0].slug if about else ""


@bp.get("/")
def index() -> ResponseReturnValue:
    authorise("create", Page)
    page = paged(queries.listed(current_user))
    return render_template(
        "pages/index.html",
        page=page,
        cards=cards_numbered(page.items),
        slugs=queries.slugs(page.items),
        page_url=page_url,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    authorise("create", Page)
    form = BeginForm()
    if form.check():
        page = actions.begin(
            current_user, form.slug.data or "", form.title.data or "", form.locale.data
        )
        return redirect(url_for(".edit", key=page.id))
    return render_template("pages/new.html", form=form), form.status


@bp.get("/menu")
def menu() -> ResponseReturnValue:
    authorise("create", Page)
    return _menu_page(_add_forms())


def _add_forms() -> dict[Menu, AddForm]:
    return {each: AddForm(each, _cards(queries.pages_beside(each))) for each in Menu}


def _cards(pages: list[Page]) -> list[Card]:
    return cards_numbered([page.id for page in pages])


def _menu_page(forms: dict[Menu, AddForm]) -> ResponseReturnValue:
    page = render_template(
        "pages/menu.html",
        menus=[(each, _cards(queries.pages_in(each)), forms[each]) for each in Menu],
    )
    return page, max(form.status for form in forms.values())


@bp.post(f"/menu/<{MENUS}:name>")
def put_in(name: str) -> ResponseReturnValue:
    authorise("create", Page)
    forms = _add_forms()
    chosen = forms[Menu(name)]
    if not chosen.check():
        return _menu_page(forms)
    arranging.put_in(Menu(name), fetch(Page, chosen.page.data, to="arrange"), current_user)
    flash(_("It stands in the menu, last."), "success")
    return redirect(url_for(".menu", _anchor=f"{name}-{chosen.page.data}"))


@bp.post(f"/<int:key>/menu/<{MENUS}:name>/<any(up,down,out):step>")
def arrange(key: int, name: str, step: str) -> ResponseReturnValue:
    """Move a page in a menu, or take it out; the way leads back to where it stands then."""
    page = fetch(Page, key, to="arrange")
    if not ActForm().check():
        abort(400)
    if step == "out":
        arranging.take_out(Menu(name), page, current_user)
        flash(_("It stands in the menu no longer. Its address still leads to it."), "success")
        return redirect(url_for(".menu", _anchor=name))
    arranging.move(Menu(name), page, current_user, up=step == "up")
    return redirect(url_for(".menu", _anchor=f"{name}-{key}"))


add_edit_pages(bp, Page, PageForm)
