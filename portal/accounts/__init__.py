"""People: who they are, how they sign in, what they prefer."""

from typing import Any

from flask import Flask, make_response
from flask.typing import ResponseReturnValue

from config import Settings
from portal.accounts import (
    account_views,  # noqa: F401  (adds its pages to the blueprint)
    commands,
    letters,
    passwords,
    policy,
    sessions,
    views,
)
from portal.core import access, i18n, menu
from portal.core.errors import error_page
from portal.core.i18n import lazy_gettext as _l


def init_app(app: Flask) -> None:
    settings: Settings = app.config["PORTAL"]
    access.register(policy.RULES)
    passwords.init_app(app, settings.password_hashes_at_once)
    sessions.init_app(app)
    letters.init_app()
    commands.init_app(app)
    i18n.register_localised(app, views.bp)
    app.register_error_handler(passwords.Busy, _busy)
    menu.add_to_account(10, _l("Sign in"), "accounts.sign_in", shown=_is_visitor)
    menu.add_to_account(80, _l("Preferences"), "accounts.preferences")
    menu.add_to_account(90, _l("Sign out"), "accounts.sign_out", sends=True)


def _is_visitor(person: Any) -> bool:
    return not person.is_authenticated


def _busy(busy: passwords.Busy) -> ResponseReturnValue:
    answer = make_response(error_page(503))
    answer.headers["Retry-After"] = str(busy.retry_after)
    return answer
