"""The ground floor: what every other package stands on; it knows no word of the domain."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from config import Environment, Settings
from portal.core import (
    access,
    assets,
    db,
    errors,
    formats,
    fragments,
    headers,
    health,
    i18n,
    linking,
    logs,
    mailbox,
    menu,
    outage,
    outbox,
    pseudo,
    timers,
)

csrf = CSRFProtect()


def init_app(app: Flask, settings: Settings) -> None:
    logs.init_app(app)
    db.init_app(app)
    assets.init_app(app)
    i18n.init_app(app)
    formats.init_app(app)
    fragments.init_app(app)
    pseudo.init_app(app, offered=settings.environment is not Environment.PRODUCTION)
    csrf.init_app(app)
    access.init_app(app)
    headers.init_app(app, settings.secure)
    errors.init_app(app)
    outage.init_app(app)
    menu.init_app(app)
    outbox.init_app()
    timers.init_app()
    health.init_app(app)
    linking.init_app(app, settings.base_url)
    mailbox.init_app(app, shown=settings.shows_mail)
