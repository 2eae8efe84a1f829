"""Events: COPs, congresses and webinars."""

from flask import Flask

from portal.content import kinds
from portal.core import access, i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.events import facts, policy, times, views
from portal.events.kind import KIND


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    i18n.register_localised(app, views.bp)
    app.jinja_env.globals.update(event_days=times.span, event_place=facts.place_name)
    menu.add(20, _l("Events"), "events.index", shown=menu.everybody)
