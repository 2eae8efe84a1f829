"""Concepts and their terms in each language: the vocabularies now, the glossary on top."""

from flask import Flask

from portal.thesaurus import queries


def init_app(app: Flask) -> None:
    app.jinja_env.globals["label"] = queries.label
    app.jinja_env.globals["vocabulary"] = queries.vocabulary
