"""When the database fails: a sentence for whoever runs the portal, a calm page for readers."""

import logging

import sqlalchemy as sa
from flask import Flask, Response, current_app, make_response

from config import Settings
from portal.core import schema
from portal.core.directions import direction
from portal.core.errors import WORDS, problem, wants_problem
from portal.core.i18n import locale, speak_as_shipped

log = logging.getLogger(__name__)

RETRY_AFTER_S = 30


def _database_failed(error: sa.exc.SQLAlchemyError) -> Response:
    """Tell failures of the database from mistakes of ours; those go on as errors do.

    Tables that do not say their version explain no failure: they may well be the right ones.
    """
    flaw = schema.flaw()
    explains = flaw not in ("", schema.UNMARKED)
    if not explains and _is_ours(error):
        raise error
    log.error("%s", flaw if explains else f"The database fails: {getattr(error, 'orig', error)}")
    return unavailable()


def _is_ours(error: sa.exc.SQLAlchemyError) -> bool:
    """Whether the statement is to blame; SQLite tells of a wrong one as of a lost connection."""
    failed = isinstance(error, (sa.exc.OperationalError, sa.exc.TimeoutError))
    wrong_statement = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
    return not failed or wrong_statement == "SQLITE_ERROR"


def unavailable() -> Response:
    """The page for 503. It is made without the database, of which the usual frame needs some."""
    speak_as_shipped()
    title, advice = WORDS[503]
    if wants_problem():
        response = problem(503, str(advice))
    else:
        settings: Settings = current_app.config["PORTAL"]
        page = current_app.jinja_env.get_template("ui/unavailable.html").render(
            heading=title,
            message=advice,
            locale=locale(),
            direction=direction(locale()),
            network={"name": settings.network},
        )
        response = make_response(page, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    # Said here, because asking who the reader is would need the database again.
    response.headers["Cache-Control"] = "no-store"
    return response


def report(app: Flask) -> None:
    """Say when a server starts what is wrong with its database; readers get 503 meanwhile."""
    with app.app_context():
        if flaw := schema.flaw():
            log.error("%s", flaw)


def init_app(app: Flask) -> None:
    app.register_error_handler(sa.exc.DBAPIError, _database_failed)
    app.register_error_handler(sa.exc.TimeoutError, _database_failed)
