"""The Markdown of one paragraph, counted: links, emphasis, code, and blocks where none belong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from portal.core.blocks import normalised, parse


@dataclass(slots=True)
class Marks:
    links: list[str] = field(default_factory=list)  # [words](address), not bare addresses
    pictures: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # [words][name]
    strong: int = 0
    emphasis: int = 0
    literal: str = ""  # the words, with whatever marks did not become marks
    blocks: tuple[str, ...] = ()


_REFERENCE = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
# What a paragraph turns into when its lines begin with the wrong sign.
_BLOCKS = {
    "heading_open",
    "bullet_list_open",
    "ordered_list_open",
    "blockquote_open",
    "fence",
    "table_open",
    "hr",
}


def marks(text: str) -> Marks:
    tokens = parse(normalised(text))
    found = Marks(blocks=tuple(_blocks(tokens)))
    words: list[str] = []
    for token in _inside(tokens):
        _count(token, found)
        if token.type == "text":
            words.append(token.content)
    found.literal = "".join(words)
    found.references = _REFERENCE.findall(found.literal)
    return found


def _count(token: Token, found: Marks) -> None:
    match token.type:
        case "link_open" if token.info != "auto":
            found.links.append(str(token.attrGet("href")))
        case "image":
            found.pictures.append(str(token.attrGet("src")))
        case "code_inline":
            found.codes.append(token.content)
        case "strong_open":
            found.strong += 1
        case "em_open":
            found.emphasis += 1


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _blocks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        # «1. Mai» begins like a list; one item alone is more likely a date or a number.
        if token.type in _BLOCKS and not (token.type == "ordered_list_open" and _single(tokens)):
            yield token.type.removesuffix("_open")


def _single(tokens: list[Token]) -> bool:
    return sum(token.type == "list_item_open" for token in tokens) == 1
