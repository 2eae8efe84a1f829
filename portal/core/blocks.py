"""The Markdown parser: what we read, what it may cost, where each block's text lies.

Rendering and translation cut a text by the same parser, so that paragraph number seven
is the same paragraph in both.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock, blockquote, heading, lheading, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from portal.core.links import acceptable, link_bare_addresses

Rule = Callable[[StateBlock, int, int, bool], bool]
Span = tuple[int, int]

LONGEST = 60_000
"""Characters of one text that are read as Markdown; three times the longest field."""

CELLS = 5_000
"""Cells of one table; markdown-it fills up short rows and makes 650 kB of 2 kB."""

IDLE_LINES = 4_000
"""Lines that the block quotes of one text may look at in vain (see `_thrifty`)."""

_LINE_BREAK = re.compile(r"\r\n?|\n")
_PIPE = re.compile(r"(?<!\\)\|")


def normalised(text: str) -> str:
    """Write each line break as "\\n", and a NUL as the replacement character."""
    return _LINE_BREAK.sub("\n", text).replace("\0", "\ufffd")


def blocks(text: str) -> list[Token]:
    """Read a normalised text into blocks, leaving the text within them unread."""
    tokens: list[Token] = []
    parser = _parser_for(text)
    parser.block.parse(text, parser, {}, tokens)
    return tokens


def parse(text: str, edit: Callable[[list[Token]], None] | None = None) -> list[Token]:
    """Read a text wholly; `edit` may change the blocks before the text in them is read."""
    return _parser_for(text).parse(text, {"edit": edit})


def span(token: Token) -> Span | None:
    """Where the text of an inline token lies in the normalised text; None if it is empty."""
    return token.meta.get("span")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  (markdown-it's name)
        # A picture within the address is taken in only to be dropped like all foreign
        # pictures; refused here, its ten thousand letters would show as text.
        return acceptable(url) or url.startswith("data:image/")


def _parser_for(text: str) -> MarkdownIt:
    return _MARKDOWN if len(text) <= LONGEST else _PARAGRAPHS


def _markdown() -> MarkdownIt:
    # Inline footnotes stay off: they recurse without a limit.
    parser = _Parser("commonmark", {"html": False}).enable("table")
    parser.use(footnote_plugin, inline=False)
    rules = parser.block.ruler
    rules.at("paragraph", _located(paragraph, _lines_span))
    rules.at("lheading", _located(lheading, _lines_span))
    # "alt": which blocks the rule may interrupt, as in markdown_it.parser_block.
    inside = ["paragraph", "reference"]
    quoted = [*inside, "blockquote"]
    rules.at("heading", _located(heading, _heading_span), {"alt": quoted})
    rules.at("table", _frugal(_located_cells(table)), {"alt": inside})
    rules.at("blockquote", _thrifty(blockquote), {"alt": [*quoted, "list"]})
    parser.core.ruler.before("inline", "edit", _edit)
    parser.core.ruler.push("bare_addresses", link_bare_addresses)
    return parser


def _paragraphs() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.block.ruler.at("paragraph", _located(paragraph, _lines_span))
    parser.core.ruler.before("inline", "edit", _edit)
    return parser


def _edit(state: StateCore) -> None:
    if state.env.get("edit"):
        state.env["edit"](state.tokens)


# Where the text lies. markdown-it keeps line numbers only, but while a rule runs the
# state still knows where the markers of quotes and lists end on each line.


def _located(rule: Rule, find: Callable[[StateBlock, Token], Span]) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[first:]:
            if token.type == "inline" and token.content:
                token.meta["span"] = find(state, token)
        return True

    return run


def _line(state: StateBlock, number: int) -> Span:
    """The line without the markers and blanks before and the blanks after it."""
    start, end = state.bMarks[number] + state.tShift[number], state.eMarks[number]
    text = state.src[start:end]
    return start + len(text) - len(text.lstrip(MD_TRIM_CHARS)), start + len(
        text.rstrip(MD_TRIM_CHARS)
    )


def _lines_span(state: StateBlock, token: Token) -> Span:
    first, last = token.map or [0, 0]
    filled = [line for line in (_line(state, n) for n in range(first, last)) if line[0] < line[1]]
    return filled[0][0], filled[-1][1]


def _heading_span(state: StateBlock, token: Token) -> Span:
    start, end = _line(state, (token.map or [0])[0])
    signs = len(state.src[start:end]) - len(state.src[start:end].lstrip("#"))
    start = state.src.index(token.content, start + signs)
    return start, start + len(token.content)


def _located_cells(rule: Rule) -> Rule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        cells = (token for token in state.tokens[first:] if token.type == "inline")
        for line, row in groupby(cells, key=lambda token: (token.map or [0])[0]):
            for token, place in zip(row, _cell_spans(state.src, *_line(state, line)), strict=False):
                if token.content:
                    token.meta["span"] = place
        return True

    return run


def _cell_spans(source: str, start: int, end: int) -> Iterator[Span]:
    bars = [start + found.start() for found in _PIPE.finditer(source[start:end])]
    edges = [start - 1, *bars, end]
    for left, right in pairwise(edges):
        text = source[left + 1 : right]
        outside = not text and (left < start or right == end)
        if not outside:
            blank = len(text) - len(text.lstrip(MD_TRIM_CHARS))
            yield left + 1 + blank, left + 1 + len(text.rstrip(MD_TRIM_CHARS))


# What it may cost.


def _frugal(rule: Rule) -> Rule:
    """Let a table end after CELLS cells; what follows is read as text."""

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if start + 1 >= end:
            return False
        columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
        return rule(state, start, min(end, start + 2 + CELLS // columns), silent)

    return run


def _thrifty(rule: Rule) -> Rule:
    """Bound the lines that block quotes look at in vain.

    A quote looks ahead for lines that continue its last paragraph lazily, then may find
    that the paragraph ended earlier: a text made for it costs quadratic time (20,000
    characters took a hundred seconds). Beyond IDLE_LINES a quote holds one line.
    """

    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        idle = state.env.setdefault("idle_lines", 0)
        if silent or idle > IDLE_LINES:
            return rule(state, start, min(end, start + 1), silent)
        ahead = _contiguous(state, start, end)
        if not rule(state, start, end, silent):
            return False
        state.env["idle_lines"] += max(0, ahead - (state.line - start))
        return True

    return run


def _contiguous(state: StateBlock, start: int, end: int) -> int:
    if not state.src.startswith(">", state.bMarks[start] + state.tShift[start]):
        return 0
    blank = next((line for line in range(start, end) if state.isEmpty(line)), end)
    return blank - start


_MARKDOWN = _markdown()
_PARAGRAPHS = _paragraphs()
