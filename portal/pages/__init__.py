"""Editorial pages: about, help, vision, guidelines and the legal ones."""

from flask import Flask

from portal.content import kinds
from portal.core import access, i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.pages import commands, menus, pictures, policy, views
from portal.pages.kind import KIND
from portal.pages.menus import PageMenu
from portal.pages.models import Menu


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    commands.init_app(app)
    i18n.register_localised(app, views.bp)
    menu.add(60, _l("About"), "pages.show", menus.has_about)
    pictures.init_app(app)
    app.context_processor(
        lambda: {"footer_menu": PageMenu(Menu.FOOTER), "about_menu": PageMenu(Menu.ABOUT)}
    )
