"""Who sends this request: by the session cookie for pages, by an access token for the API."""

import logging
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response as AnyResponse

from config import Settings
from portal.accounts import actions, authentication, queries
from portal.accounts.devices import device_name
from portal.accounts.keys import new_key
from portal.accounts.models import Person, SignIn
from portal.accounts.throttle import network_of
from portal.core.db import db, now
from portal.core.errors import problem
from portal.core.i18n import gettext as _

log = logging.getLogger(__name__)

NOTED_EVERY = timedelta(minutes=3)  # so that reading a page does not write each time
BROWSER_KNOWN_FOR = timedelta(days=365)
LONGEST_PATH = 2000

login = LoginManager()
# Our own rows tell who is signed in: they can be ended. Flask-Login's protection trusts a
# header that anybody can send, and its remember cookie, never used here, cannot be ended.
login.session_protection = None


@login.user_loader
def by_cookie(key: str) -> Person | None:
    if is_api():
        return None
    found = queries.sign_in_by(key)
    if found is None:
        return None
    g.sign_in_id = found.id
    if now() - found.seen_at > NOTED_EVERY:
        g.note = partial(actions.note_seen, found.id)
    found.person.sign_in_key = key
    return found.person


@login.request_loader
def by_token(request: Request) -> Person | None:
    given = request.authorization
    if not is_api() or given is None or given.type != "bearer" or not given.token:
        return None
    found = queries.access_token_by(given.token)
    if found is None:
        return None
    if found.used_at is None or now() - found.used_at > NOTED_EVERY:
        g.note = partial(actions.note_used, found.id)
    return found.person


@login.unauthorized_handler
def ask_to_sign_in() -> AnyResponse:
    if is_api():
        refusal = problem(401, _("Send a valid access token as “Authorization: Bearer …”."))
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    return redirect(url_for("accounts.sign_in", next=_this_page()), 303)


def is_api() -> bool:
    return request.path.startswith("/api/")


def current_sign_in() -> int | None:
    """The number of the sign-in that this request came by."""
    number: int | None = g.get("sign_in_id")
    return number


def network() -> str:
    """Where the request comes from, for counting tries."""
    return network_of(request.remote_addr)


def identified(email: str, password: str) -> Person | None:
    """The person this request shows itself to be. Raises TooManyTries and Busy."""
    browser = request.cookies.get(_browser_cookie(), "")
    return authentication.authenticate(email, password, network=network(), browser=browser)


def sign_in(person: Person) -> None:
    """Let `person` in on this device, in a session of its own; answer with a redirect."""
    g.browser = new_key()
    key = actions.open_sign_in(
        person,
        device=device_name(request.headers.get("User-Agent", "")),
        browser=g.browser,
        instead_of=current_sign_in(),
    )
    session.clear()
    session.permanent = True
    person.sign_in_key = key
    login_user(person)
    g.chosen_locale, g.time_zone = person.locale, person.time_zone


def sign_out() -> None:
    """End this device's sign-in, so that a copy of the cookie opens nothing any more."""
    number = current_sign_in()
    if number is not None:
        actions.sign_out(db.session.get_one(SignIn, number))
    logout_user()
    session.clear()


def own_path(text: str) -> str | None:
    """The address to go on to, if it is a path of ours; whatever browsers may read as elsewhere
    (`//host`, `/\\host`, control characters, a scheme) is not."""
    if not text.startswith("/") or text[1:2] in ("/", "\\") or len(text) > LONGEST_PATH:
        return None
    return text if all(sign.isprintable() and sign not in "\\ " for sign in text) else None


def _this_page() -> str | None:
    """Where to come back to: the page asked for, or that of the form that was sent."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    pages = current_app.create_url_adapter(request)
    return request.path if pages and pages.test(request.path, method="GET") else None


def _browser_cookie() -> str:
    settings: Settings = current_app.config["PORTAL"]
    return "__Host-plaza-browser" if settings.secure else "plaza-browser"


def _identify() -> None:
    if is_api() or "_user_id" in session:
        g.chosen_locale = getattr(current_user, "locale", None)
        g.time_zone = getattr(current_user, "time_zone", None)


def _person_of_page() -> Person | None:
    """Who looks at the page; nobody where a letter is being written."""
    known: Person | None = current_user if request and current_user.is_authenticated else None
    return known


def _give_browser_cookie(response: Response) -> Response:
    if "browser" in g:
        response.set_cookie(
            _browser_cookie(),
            g.browser,
            max_age=BROWSER_KNOWN_FOR,
            secure=_browser_cookie().startswith("__Host-"),
            httponly=True,
            samesite="Lax",
        )
    return response


def _note(response: Response) -> Response:
    """Write down that the device or token was used; reading goes on where that fails."""
    if response.status_code < 400 and "note" in g:
        try:
            g.note()
        except (sa.exc.OperationalError, sa.exc.InternalError) as fault:
            log.warning("the use of a sign-in could not be noted: %s", fault.orig)
    return response


def init_app(app: Flask) -> None:
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # thirty days are thirty days
    login.init_app(app)
    # Before anything speaks: the person's own language comes before the browser's.
    app.before_request_funcs.setdefault(None, []).insert(0, _identify)
    app.after_request(_give_browser_cookie)
    app.after_request(_note)
    app.context_processor(lambda: {"person": _person_of_page()})
