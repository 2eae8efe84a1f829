"""Links and pictures in people's texts: which may stay, and bare addresses made clickable."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto"})

# White space, controls and backslashes are read by browsers as something else than they look.
_DECEPTIVE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
# Not `//host` (another site under our scheme) and no `name@` before the host (a false sign).
_ACCEPTABLE = re.compile(
    r"https?://[^/?#@]+(?:[/?#]|\Z)|mailto:[^@]+@[^@]+\Z|/(?!/)|#", re.IGNORECASE
)
_OWN_PICTURE = re.compile(r"/files/\d+(?:/[\w.-]+)?\Z", re.ASCII)
# Quotation marks, and the comma and full stop of Chinese and Japanese, end an address.
# The host in plain letters only: a sentence may go on without a space (Chinese, Japanese).
_CLOSING = "\u00ab\u00bb\u2018-\u201f\u3001\u3002\uff0c"
_BARE = re.compile(
    rf"\bhttps?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{{1,5}})?(?:[/?#][^\s<>\"'|{_CLOSING}]*)?",
    re.IGNORECASE,
)
_SENTENCE_END = ".,:;!?…*_~"


def acceptable(url: str) -> bool:
    """Whether a link may stay: to the web, a mail address, a page of ours or this page."""
    return not _DECEPTIVE.search(url) and bool(_ACCEPTABLE.match(url))


def own_picture(url: str) -> bool:
    """Whether a picture is one of our own attachments; no other is shown."""
    return bool(_OWN_PICTURE.match(url))


def link_bare_addresses(state: StateCore) -> None:
    """Core rule of the Markdown parser: make links of web addresses written as plain text."""
    for token in state.tokens:
        if token.type == "inline" and "://" in token.content:
            token.children = _linked(token.children or [])


def _linked(children: list[Token]) -> list[Token]:
    linked: list[Token] = []
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not depth and "://" in child.content:
            linked.extend(_split(child.content))
        else:
            linked.append(child)
    return linked


def _split(text: str) -> list[Token]:
    parts: list[Token] = []
    end = 0
    for found in _BARE.finditer(text):
        url = _without_sentence(found[0])
        parts.append(_text(text[end : found.start()]))
        end = found.start() + len(url)
        # Before an @ it is no host but the name one signs in with.
        linked = acceptable(url) and not text.startswith("@", end)
        parts.extend(_link(url) if linked else [_text(url)])
    return [*parts, _text(text[end:])]


def _without_sentence(url: str) -> str:
    """Leave out the full stop or bracket that closes the sentence around the address."""
    while url and (
        url[-1] in _SENTENCE_END or (url[-1] == ")" and url.count(")") > url.count("("))
    ):
        url = url[:-1]
    return url


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(url: str) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": url}, markup="linkify", info="auto"),
        _text(url),
        Token("link_close", "a", -1, markup="linkify", info="auto"),
    ]
