"""The ways the portal says no, in the person's language and look, or as problem JSON."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    SecurityError,
)
from werkzeug.routing import RequestRedirect

from portal.core import i18n
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

# RFC 9457; `type` stays about:blank, because the status says all there is to say.
PROBLEM = "application/problem+json"
PLAIN = "text/plain"

WORDS = {
    400: (
        _l("This request could not be understood"),
        _l("Go back, reload the page and try again."),
    ),
    403: (
        _l("You may see this, but not do it"),
        _l("If you should be able to, ask your city coordinator or the secretariat."),
    ),
    404: (
        _l("This page does not exist"),
        _l("The address may be wrong, or the page is not for everybody. Try the search."),
    ),
    405: (
        _l("This request could not be understood"),
        _l("Go back and use the buttons of the page."),
    ),
    410: (_l("This page is gone"), _l("It was withdrawn by those who wrote it.")),
    413: (
        _l("This is too large"),
        _l("Go back and make the text shorter; what you wrote is still in the form."),
    ),
    429: (_l("Too many tries"), _l("Wait a little and try again.")),
    500: (
        _l("Something went wrong on our side"),
        _l("It has been noted. Go back and try again in a few minutes; your text is kept there."),
    ),
    503: (_l("The portal is busy"), _l("Wait a little and try again.")),
}


class Refused(Exception):
    """A rule of the portal says no; `message` is translated and shown to the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def problem(status: int, detail: str, **more: object) -> Response:
    """An error as problem JSON."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    response = jsonify(body | {"detail": detail} | more)
    response.status_code = status
    response.content_type = PROBLEM
    return response


def wants_problem() -> bool:
    return request.path.startswith("/api/")


def error_page(
    status: int, message: str | None = None, *, leads_back: bool = False
) -> tuple[str | Response, int]:
    """The page, or the problem, that says no with this status.

    With `leads_back` it has a link to the page that the form was sent from. What was typed
    there is not in it any more, so this is for forms that are quickly filled in again.
    """
    title, advice = WORDS.get(status, WORDS[400])
    if wants_problem():
        return problem(status, message or str(advice)), status
    back_url = _came_from() if leads_back else None
    return _page(status, title, message or advice, back_url), status


def _page(status: int, heading: object, message: object, back_url: str | None) -> str:
    return render_template(
        "ui/error.html", status=status, heading=heading, message=message, back_url=back_url
    )


def _came_from() -> str | None:
    """Where what was refused was sent from, if that is a page of ours."""
    there = urlsplit(request.referrer or "")
    is_ours = there.netloc == request.host and _leads_somewhere(there.path)
    if request.method == "GET" or not is_ours:
        return None
    return "/" + there.path.lstrip("/") + (f"?{there.query}" if there.query else "")


def _refused(error: Refused) -> ResponseReturnValue:
    if wants_problem():
        return problem(HTTPStatus.CONFLICT, error.message)
    page = _page(409, _("This is not possible"), error.message, _came_from())
    return page, HTTPStatus.CONFLICT


def _not_found(error: NotFound) -> ResponseReturnValue:
    """Send a reader whose address lacks the language to the page in her own."""
    if request.method == "GET" and request.url_rule is None and not wants_problem():
        path = f"/{i18n.preferred()}{request.path}"
        if _leads_somewhere(path):
            query = request.query_string.decode("utf-8", "replace")
            return redirect(path + (f"?{query}" if query else ""))
    return error_page(404)


def _leads_somewhere(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        adapter.match(path, method="GET")
    except RequestRedirect:
        return True
    except (NotFound, MethodNotAllowed):
        return False
    return True


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    return error_page(
        400, _("This form is too old or was opened elsewhere. Go back and reload it.")
    )


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):  # a foreign Host: nothing of ours has an address there
        return Response(_("This portal does not live at this address."), 400, mimetype=PLAIN)
    page, status = error_page(error.code)
    # Allow of a 405 and Retry-After of a 429 belong to the answer, whatever it looks like.
    told = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return page, status, told


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
