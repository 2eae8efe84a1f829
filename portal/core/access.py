"""Who may do what. Every rule is registered here; every view passes through here."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, has_request_context, request
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from portal.core.db import db

Rule = Callable[[Any, Any], bool]
Rules = Mapping[tuple[type, str], Rule]
View = TypeVar("View", bound=Callable[..., Any])
Thing = TypeVar("Thing")
LARGEST_KEY = 2**31 - 1  # of an integer column; the driver refuses larger ones
_rules: dict[tuple[type, str], Rule] = {}


def register(rules: Rules) -> None:
    _rules.update(rules)


def may(person: Any, verb: str, subject: object) -> bool:
    """Whether `person` may do `verb` to `subject`, an object or (to create one) its class.

    A verb without a rule is a programming error, never a yes: it raises LookupError.
    """
    kind = subject if isinstance(subject, type) else type(subject)
    for ancestor in kind.__mro__:
        if rule := _rules.get((ancestor, verb)):
            return bool(rule(person, subject))
    raise LookupError(f"no rule for {verb} on {kind.__name__}")


def authorise(verb: str, subject: object) -> None:
    """Stop the request with 403 unless the current person may do this."""
    g.decided = True
    if not may(current_user, verb, subject):
        abort(403)


def fetch(model: type[Thing], key: object, *, to: str = "read") -> Thing:
    """Load one object for the current person: 404 if unseen, 403 if seen but refused."""
    return admit(find(model, key), to=to)


def find(model: type[Thing], key: object) -> Thing | None:
    """Look an object up by its number, without asking who may see it; no number is too large."""
    numbers = key if isinstance(key, tuple) else (key,)
    if any(isinstance(number, int) and number > LARGEST_KEY for number in numbers):
        return None
    return db.session.get(model, key)


def admit(found: Thing | None, *, to: str = "read") -> Thing:
    """Let an object that was looked up reach its view, by the rule of `fetch`."""
    if found is None or not may(current_user, "read", found):
        g.decided = True
        abort(404)
    if to != "read":
        authorise(to, found)
    g.decided = True
    return found


def open_to_public(view: View) -> View:
    view.open_to = "public"  # type: ignore[attr-defined]  # read by the first gate
    return view


def open_to_members(view: View) -> View:
    view.open_to = "members"  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.before_request(_members_only)
    app.after_request(_decided_before_answering)
    app.jinja_env.globals["may"] = lambda verb, subject: may(current_user, verb, subject)


def _members_only() -> AnyResponse | None:
    if open_to() == "public" or current_user.is_authenticated:
        return None
    g.decided = True
    unauthorised: AnyResponse = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return unauthorised


def _decided_before_answering(response: Response) -> Response:
    if response.status_code < 400 and request.method != "OPTIONS":  # which Flask answers itself
        insist_decided()
    return response


def insist_decided() -> None:
    """Fail loudly in a request for which no rule was asked. Guards answers and actions."""
    if has_request_context() and not open_to() and not g.get("decided"):
        raise RuntimeError(f"{request.endpoint}: nobody asked who may do this")


def open_to() -> str | None:
    """Who this endpoint serves without further question: "public", "members" or nobody."""
    if request.endpoint in (None, "static"):
        return "public"
    return getattr(current_app.view_functions[request.endpoint], "open_to", None)
