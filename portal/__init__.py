"""The portal: one application, assembled here and nowhere else."""

import re
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import Environment, Settings
from portal import (
    accounts,
    api,
    audit,
    briefings,
    case_studies,
    cli,
    content,
    core,
    demo,
    desk,
    events,
    glossary,
    home,
    organisations,
    pages,
    search,
    searches,
    thesaurus,
    translation,
    translators,
)
from portal.core.assets import STATIC

PARTS = (
    accounts,
    thesaurus,
    organisations,
    audit,
    search,
    translation,
    content,
    case_studies,
    events,
    pages,
    briefings,
    home,
    desk,
    translators,
    glossary,
    searches,
    api,
    demo,
)
LARGEST_BODY_BYTES = 1_000_000
HASHED = re.compile(r"-[0-9A-Z]{8}\.")


def create_app(settings: Settings) -> Flask:
    """Build the application: settings, ground floor, then each feature, lowest floor first."""
    app = Flask(__name__, template_folder="ui/templates", static_folder=None)
    app.config.from_mapping(_flask_settings(settings))
    core.init_app(app, settings)
    for part in PARTS:
        part.init_app(app)
    cli.init_app(app)
    _serve(app, settings)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "PORTAL": settings,
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.environment is Environment.TEST,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "MAX_CONTENT_LENGTH": LARGEST_BODY_BYTES,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY_BYTES,
        "TRUSTED_HOSTS": _hosts(settings),
        "SESSION_COOKIE_NAME": "__Host-plaza" if settings.secure else "plaza",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "WTF_CSRF_TIME_LIMIT": None,  # a form that was open for an hour must not lose its text
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
    }


def _hosts(settings: Settings) -> list[str]:
    own = [settings.host]
    return (
        own if settings.environment is Environment.PRODUCTION else [*own, "localhost", "127.0.0.1"]
    )


def _serve(app: Flask, settings: Settings) -> None:
    """Put what every request passes first in front of the application."""
    network = {
        "name": settings.network,
        "contact": settings.contact,
        "is_sample": settings.environment is Environment.DEMO,
    }
    app.context_processor(lambda: {"network": network})
    Compress(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC),
        prefix="static/",
        immutable_file_test=lambda _path, url: bool(HASHED.search(url)),
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops)  # type: ignore[method-assign]
