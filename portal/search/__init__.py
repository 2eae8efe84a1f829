"""Search: documents in, results out. It knows documents, not entries.

What stands in it registers itself (`sources`), the index follows the change log
(`follower`), the engine is behind a port (`port`, `whoosh_backend`).
"""

from flask import Flask, request, url_for
from flask_login import current_user

from portal.core import health, i18n, jobs
from portal.search import commands, engine, follower, views


def init_app(app: Flask) -> None:
    engine.init_app(app)
    jobs.register("search index", follower.catch_up)
    health.register("search", engine.flaw)
    commands.init_app(app)
    i18n.register_localised(app, views.bp)
    app.context_processor(_box)


def _box() -> dict[str, str]:
    """Where the search box in the head of each page leads; visitors have none."""
    if not request or not current_user or not current_user.is_authenticated:
        return {}
    return {"search_url": url_for("search.results")}
