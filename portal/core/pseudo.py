"""Pseudo-translated words, to see what is not marked for translation and what has too little room.

`?pseudo=1` at any address makes this browser see every message of the interface longer, in
letters that no language uses, and in brackets: what stands outside of them comes from data, or
was forgotten. `?pseudo=0` ends it. Production does not offer it.
"""

import re
from functools import lru_cache

from babel.support import NullTranslations
from flask import Flask, Response, g, request

from config import LOCALES
from portal.core import fragments, i18n

NAME = "pseudo"  # of the argument and of the cookie
OPEN, CLOSE = "⟦", "⟧"
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|https?://\S+|</?\w[^>]*>|&#?\w+;)")
_LETTERS = str.maketrans(
    {
        **dict(zip("bcdfghjklmnpqrstvwxyz", "ƀçđƒğħĵķłɱñþɋřšŧṽŵẋŷž", strict=True)),
        **dict(zip("BCDFGHJKLMNPQRSTVWXYZ", "ƁÇĐƑĞĦĴĶŁṀÑÞɊŘŠŦṼŴẊŶŽ", strict=True)),
        # Vowels twice: as much longer as German is than English.
        **dict(zip("aeiou", ("áâ", "éê", "íî", "óô", "úû"), strict=True)),
        **dict(zip("AEIOU", ("Áâ", "Éê", "Íî", "Óô", "Úû"), strict=True)),
    }
)


@lru_cache(maxsize=4096)
def stretched(message: str) -> str:
    """The message in pseudo-letters; placeholders, addresses and marks stay as they are."""
    pieces = _KEPT.split(message)
    pieces[::2] = [piece.translate(_LETTERS) for piece in pieces[::2]]
    return f"{OPEN}{''.join(pieces)}{CLOSE}"


class Pseudo(NullTranslations):
    def ugettext(self, message: str) -> str:
        return stretched(message)

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        return stretched(singular if number == 1 else plural)


_everywhere: i18n.Words = {code: Pseudo() for code in LOCALES}


def _is_on() -> bool:
    return bool(g.get("is_pseudo", False))


def _begin() -> None:
    asked = request.args.get(NAME) or request.cookies.get(NAME)
    if asked == "1":
        g.is_pseudo = True
        i18n.speak(_everywhere)


def _remember(response: Response) -> Response:
    if NAME in request.args:
        response.set_cookie(NAME, request.args[NAME][:1], samesite="Lax", httponly=True)
    return response


def init_app(app: Flask, *, offered: bool) -> None:
    if offered:
        fragments.depends_on(_is_on)
        app.before_request(_begin)
        app.after_request(_remember)
