"""Translation: texts cut into paragraphs, their identities, and texts put together again."""

from flask import Flask

from portal.translation import commands, memory
from portal.translation.catalogues import speaking


def init_app(app: Flask) -> None:
    speaking.init_app(app)
    commands.init_app(app)
    memory.init_app(app)
