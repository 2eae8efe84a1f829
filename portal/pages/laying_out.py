"""How the text of a page is laid out: its pictures and links, and a list of its parts."""

import re
from typing import Any, NamedTuple

from markupsafe import Markup

from portal.core.i18n import locale
from portal.pages.pictures import in_language

FEWEST_PARTS = 3  # a shorter text is seen at a glance

_HEADING = re.compile(r"<h2([^>]*)>(.*?)</h2>", re.DOTALL)
_LABEL = re.compile(r' ?<span class="fragment__label"[^>]*>.*?</span>', re.DOTALL)


class Part(NamedTuple):
    """A heading of the text, and the anchor it can be reached by."""

    key: str
    title: str


def laid_out(html: Markup) -> dict[str, Any]:
    """The text with its pictures, and its parts where there are enough to choose among."""
    body = _linked(in_language(html, locale()))
    parts = [
        Part(f"part-{number}", Markup(_LABEL.sub("", found[2])).striptags())  # noqa: S704
        for number, found in enumerate(_HEADING.finditer(body), 1)
    ]
    if len(parts) < FEWEST_PARTS:
        return {"body": body, "sections": []}
    anchors = iter(parts)
    anchored = _HEADING.sub(lambda found: _anchored(found, next(anchors)), body)
    return {"body": Markup(anchored), "sections": parts}  # noqa: S704  (it was sanitised)


def _linked(html: Markup) -> Markup:
    """Let links to other pages stay in the language of this one; the text names none."""
    return Markup(html.replace('href="/pages/', f'href="/{locale()}/pages/'))  # noqa: S704


def _anchored(found: re.Match[str], part: Part) -> str:
    return f'<h2 id="{part.key}"{found[1]}>{found[2]}</h2>'
