"""For whoever watches the portal: whether a process answers, and whether it can do its work.

`/healthz` says that the process answers. `/readyz` asks what the pages stand on; other
packages add their own questions with `register`. Strangers may ask both, so the sentences
tell what to do and neither paths nor versions.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, jsonify
from sqlalchemy.orm import Mapped, mapped_column

from config import Settings
from portal.core import jobs, schema
from portal.core.access import open_to_public
from portal.core.actions import action
from portal.core.db import Model, db, now

WORKER = "worker"
BEATS_EVERY_S = 20.0
MISSED_AFTER = timedelta(minutes=2)

NOT_WRITABLE = "The data folder cannot be written. Make room, or give it to the portal's user."
NO_WORKER = "No worker was seen lately: mails and search wait. Start: flask --app wsgi worker"


class Heartbeat(Model):
    """When something that runs beside the web server was seen last."""

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` returns what is wrong, as a sentence, or nothing; without a `needed` thing the portal
    sends its visitors away."""

    ask: Callable[[], str]
    needed: bool


_questions: dict[str, Question] = {}


def register(name: str, ask: Callable[[], str], *, needed: bool = False) -> None:
    _questions[name] = Question(ask, needed)


@open_to_public
def alive() -> Response:
    return _unstored(jsonify(alive=True))


@open_to_public
def ready() -> Response:
    """200 when visitors may be sent here, 503 otherwise; `flaws` names what needs a look."""
    flaws: dict[str, str] = {}
    for name, question in _questions.items():
        # Without the database no further question about it could be answered.
        if "database" not in flaws or question.needed:
            flaws |= {name: said} if (said := question.ask()) else {}
    serves = not any(_questions[name].needed for name in flaws)
    answer = jsonify(ready=serves, flaws=flaws)
    answer.status_code = 200 if serves else 503
    return _unstored(answer)


def _unstored(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _folder_flaw() -> str:
    settings: Settings = current_app.config["PORTAL"]
    probe = settings.folder / f".probe-{secrets.token_hex(4)}"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        return NOT_WRITABLE
    return ""


def _worker_flaw() -> str:
    seen = db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.name == WORKER))
    return "" if seen is not None and now() - seen < MISSED_AFTER else NO_WORKER


@action
def beat() -> None:
    """Note that a worker runs."""
    heartbeat = db.session.get(Heartbeat, WORKER)
    if heartbeat is None:
        db.session.add(Heartbeat(name=WORKER, at=now()))
    else:
        heartbeat.at = now()


def _pacemaker() -> Callable[[], int]:
    """A duty of the worker that beats now and then, and never counts as work."""
    due_s = 0.0

    def duty() -> int:
        nonlocal due_s
        if time.monotonic() >= due_s:
            beat()
            due_s = time.monotonic() + BEATS_EVERY_S
        return 0

    return duty


def init_app(app: Flask) -> None:
    register("database", schema.flaw, needed=True)
    register("folder", _folder_flaw, needed=True)
    register(WORKER, _worker_flaw)
    jobs.register("heartbeat", _pacemaker())
    app.add_url_rule("/healthz", "healthz", alive)
    app.add_url_rule("/readyz", "readyz", ready)
