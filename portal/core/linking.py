"""Plain text with its addresses as links."""

import re
from functools import partial

from flask import Flask
from markupsafe import Markup, escape

ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+")
ENDS = ".,;:!?)]}'’،؛؟。"  # signs that end a sentence around an address rather than the address


def linked(text: str, within: str) -> Markup:
    """Escape `text` and make its own addresses links, line ends kept as breaks.

    Addresses that do not lie `within` the portal stay text: whoever can put a name or a title
    into a letter must not thereby put a link to elsewhere into it.
    """
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        address = found.group().rstrip(ENDS)
        if not f"{address}/".startswith(f"{within}/"):
            continue
        parts += [_lines(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return Markup("").join([*parts, _lines(text[end:])])


def _link(address: str) -> Markup:
    return Markup('<a href="{0}" dir="ltr">{0}</a>').format(address)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def init_app(app: Flask, base_url: str) -> None:
    app.jinja_env.filters["own_links"] = partial(linked, within=base_url)
