"""What is done once the answer has left, so that nobody waits for it.

Only for what may be lost: a process that dies in between has not done it. What must happen is
a row written with the change that causes it (`portal.core.outbox`, `portal.core.changes`).
"""

import logging
from collections.abc import Callable
from functools import partial

from flask import Flask, Response, after_this_request, current_app
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


def afterwards(work: Callable[[], None]) -> None:
    """Call `work` when the answer to this request has left, outside of the request.

    It gets a session of its own, so it takes numbers along and no rows. Where the database
    refuses, that is logged and the reader has her answer anyway.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def remember(response: Response) -> Response:
        response.call_on_close(partial(_do, app, work))
        return response

    after_this_request(remember)


def _do(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context():
        try:
            work()
        except SQLAlchemyError:
            log.exception("what should be done after an answer was not")
