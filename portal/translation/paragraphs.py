"""Cutting a text into what is translated by itself: paragraphs, headings, items, cells."""

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from markdown_it.token import Token

from portal.core.blocks import blocks, normalised, span
from portal.core.markup import word_count


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Piece:
    """One translatable stretch, `source[start:end]`, without the marks of its block.

    `text` is what a translator reads: where the stretch runs over several lines of a list
    or quote, without the indentation and `>` that begin the later lines; in a table cell
    without the backslash before a bar. `margin` is what such a later line begins with;
    None where the block has room for one line only.
    """

    start: int
    end: int
    kind: Kind
    text: str
    margin: str | None


_CONTAINERS = {
    "list_item_open": Kind.ITEM,
    "blockquote_open": Kind.QUOTE,
    "footnote_reference_open": Kind.FOOTNOTE,
}
_OWN_BLOCKS = {"heading_open": Kind.HEADING, "th_open": Kind.CELL, "td_open": Kind.CELL}
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]]+\]:")


@lru_cache(maxsize=512)
def cut(text: str) -> tuple[Piece, ...]:
    """Cut a Markdown text; piece number n is the n-th block with text in the rendering too.

    Code blocks and definitions of links are no pieces. The innermost container names the
    kind: a paragraph in a quote in a list is a quote.
    """
    source = normalised(text)
    original = _Offsets(text)
    return tuple(
        Piece(original.at(start), original.at(end), kind, _readable(content), margin)
        for kind, content, start, end, margin in _translatable(source)
    )


def cut_field(text: str) -> tuple[Piece, ...]:
    """Cut a short field, which is one piece without the white space around; none if empty."""
    start = len(text) - len(text.lstrip())
    words = text.strip()
    return (Piece(start, start + len(words), Kind.FIELD, words, None),) if words else ()


@lru_cache(maxsize=4096)
def weight(text: str) -> int:
    """How many words a piece has; remembered, for to count them takes as long as to render them."""
    return word_count(text)


def digest(text: str) -> str:
    """Say which words a text holds: half a SHA-256 of its NFC form, white space folded."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    # Lone surrogates, which JSON may carry, have no UTF-8 of their own.
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _translatable(source: str) -> Iterator[tuple[Kind, str, int, int, str | None]]:
    opened: list[Token] = []
    for token in blocks(source):
        place = span(token)
        if place and token.content.strip():  # Unicode knows more blanks than Markdown does
            block = opened[-1]
            kind = _OWN_BLOCKS.get(block.type) or _container(opened)
            single = kind is Kind.CELL or block.markup.startswith("#")
            yield kind, token.content, *place, None if single else _margin(source, place[0])
        if token.nesting > 0:
            opened.append(token)
        elif token.nesting < 0:
            opened.pop()


def _container(opened: list[Token]) -> Kind:
    kinds = (_CONTAINERS.get(token.type) for token in reversed(opened))
    return next((kind for kind in kinds if kind), Kind.PARAGRAPH)


def _margin(source: str, start: int) -> str:
    """What a further line of the block must begin with: quote marks, and blanks for the rest."""
    before = source[source.rfind("\n", 0, start) + 1 : start]
    before = _FOOTNOTE_MARK.sub(lambda mark: " " * len(mark[0]), before)
    return re.sub(r"[^>\t]", " ", before)


def _readable(content: str) -> str:
    return "\n".join(line.lstrip(" \t") for line in content.split("\n"))


class _Offsets:
    """Where a place of the normalised text lies in the original, whose breaks may be longer."""

    def __init__(self, text: str) -> None:
        self.longer = [
            found.start() - number for number, found in enumerate(re.finditer("\r\n", text))
        ]

    def at(self, offset: int) -> int:
        return offset + bisect_left(self.longer, offset)
