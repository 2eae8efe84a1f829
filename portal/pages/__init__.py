"""Editorial pages: about, help and the legal ones."""

from flask import Flask

from portal.content import kinds
from portal.core import access, i18n
from portal.pages import commands, policy, views
from portal.pages.footer import FooterMenu
from portal.pages.kind import KIND


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    commands.init_app(app)
    i18n.register_localised(app, views.bp)
    app.context_processor(lambda: {"footer_menu": FooterMenu()})
