"""The front page, and the way from every page to it."""

from typing import Any

from flask import Flask, request, url_for

from portal.core import i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.home import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.root)
    i18n.register_localised(app, views.bp)
    menu.add(0, _l("Home"), "home.index")
    app.context_processor(_ways)


def _ways() -> dict[str, Any]:
    """The address that the frame of every page needs."""
    return {"home_url": url_for("home.index")} if request else {}
