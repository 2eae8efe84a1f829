"""The sample network: invented cities and people, to try the portal and to test it."""

from flask import Flask

from portal.demo import commands


def init_app(app: Flask) -> None:
    app.cli.add_command(commands.demo)
