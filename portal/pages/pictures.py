"""The pictures of the help: screens of the sample network, one of each for every language.

`docs/pictures.py` makes them. A text names one as `/files/0/NAME.webp`, where attachments are
looked for; 0 is the number of no attachment, and stands for what comes with the portal. Which
language's picture is shown is decided when the page is: the address in the text is the same in
all languages, so that a translator has only the description to translate.
"""

import re
from functools import cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "pictures"
PREFIX = "/files/0/"
WIDTH, HEIGHT = 1000, 625  # of the screen they show, and of the file
SOURCE = "en"  # stands in for a language that has no picture of its own
DAY_S = 86_400

_PICTURE = re.compile(rf'<p><img src="{PREFIX}([a-z-]+)\.webp" alt="([^"]*)"([^>]*)></p>')


@cache
def names() -> frozenset[str]:
    """The files that are there: `board-fr.webp`, one for each screen and language."""
    return frozenset(path.name for path in FOLDER.glob("*.webp"))


def in_language(html: Markup, code: str) -> Markup:
    """Show each picture in this language; one that was never made gives way to nothing."""

    def shown(found: re.Match[str]) -> str:
        wanted = (f"{found[1]}-{each}.webp" for each in (code, SOURCE))
        name = next((each for each in wanted if each in names()), None)
        if name is None:
            return ""
        size = f'width="{WIDTH}" height="{HEIGHT}"'
        picture = f'<img src="{PREFIX}{name}" alt="{found[2]}" {size}{found[3]}>'
        return f'<p class="panel">{picture}</p>'  # a screen on a screen needs a frame

    return Markup(_PICTURE.sub(shown, html))  # noqa: S704  (it was sanitised, and is so still)


def init_app(app: Flask) -> None:
    """Serve them as style sheets are served: without asking who looks, or the database."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(FOLDER), prefix=PREFIX, max_age=DAY_S
    )
