"""Concepts and their terms in each language: the vocabularies, the glossary, and thesauri."""

from flask import Flask

from portal.core import jobs
from portal.core.fragments import depends_on
from portal.thesaurus import commands, keying, queries


def init_app(app: Flask) -> None:
    depends_on(queries.vocabularies)
    app.jinja_env.globals["label"] = queries.label
    app.jinja_env.globals["vocabulary"] = queries.vocabulary
    app.cli.add_command(commands.glossary)
    jobs.register("keys of terms", keying.turn)
