"""The one search engine of the application."""

from flask import Flask, current_app

from config import Settings
from portal.search.port import SearchBackend
from portal.search.whoosh_backend import WhooshBackend

_NAME = "search"


def engine() -> SearchBackend:
    backend: SearchBackend = current_app.extensions[_NAME]
    return backend


def init_app(app: Flask) -> None:
    settings: Settings = app.config["PORTAL"]
    app.extensions[_NAME] = WhooshBackend(settings.index_folder)


def flaw() -> str:
    """For the health page: what is wrong with the index, as a sentence, or nothing."""
    if engine().health().flaw:
        return "The search index is rebuilt; until then only titles are searched."
    return ""
