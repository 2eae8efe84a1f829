"""The secretariat's desk."""

from flask import Flask

from portal.core import access, i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.desk import policy, views
from portal.organisations.policy import is_editor


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    i18n.register_localised(app, views.bp)
    menu.add(50, _l("Desk"), "desk.index", is_editor)
