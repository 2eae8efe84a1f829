"""The public JSON contract: search, case studies and oneself, for programs that hold a token."""

from flask import Flask

from portal.api import allowance, views


def init_app(app: Flask) -> None:
    allowance.init_app(app)
    app.register_blueprint(views.bp)
