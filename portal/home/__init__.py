"""The front page, and the ways from every page to it and to the search."""

from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from portal.core import i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.home import views

SEARCH = "search.results"


def init_app(app: Flask) -> None:
    app.register_blueprint(views.root)
    i18n.register_localised(app, views.bp)
    menu.add(0, _l("Home"), "home.index")
    app.context_processor(_ways)


def _ways() -> dict[str, Any]:
    """The addresses that the frame of every page needs."""
    if not request:
        return {}
    return {"home_url": url_for("home.index"), "search_url": _search_url()}


def _search_url() -> str | None:
    """Where the search is, for those who may use it."""
    view = current_app.view_functions.get(SEARCH)
    if view is None:
        return None
    everybody = getattr(view, "open_to", None) == "public"
    return url_for(SEARCH) if everybody or current_user.is_authenticated else None
