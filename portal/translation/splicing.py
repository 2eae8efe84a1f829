"""Writing a translated paragraph into the block it belongs to, so that it stays one block.

A translation may begin like a list («1. Mai 2026»), hold a bar within a table or a line
of hyphens. Such signs are escaped, so that a translator cannot change the structure of a
text, by accident or otherwise.
"""

import re

from portal.core.blocks import normalised
from portal.translation.paragraphs import Kind, Piece

# What would begin another block at the start of a line, or make one of the line above.
_BLOCK = re.compile(
    r"""\#{1,6}(?:[ \t]|$) | > | [-+*](?:[ \t]|$) | `{3} | ~{3}  # heading quote list code
    | =+[ \t]*$                                                 # underline of a heading
    | [*][* \t]*$ | -[- \t]*$ | (?:_[ \t]*){3,}$                  # rule, also with the bullet
    | [|:-][|:\s-]*$                                             # second line of a table
    | \[\^[^\s\]]+\]:                                            # footnote
    """,
    re.VERBOSE,
)
_LINE_BREAK = re.compile(r"[\r\n]")
_NUMBER = re.compile(r"(\d{1,9})([.)](?:[ \t]|$))")
_LINK_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]:", re.DOTALL)
_LINE_ABOVE = re.compile(r"[^\s>][^\r\n]*(?:\r\n?|\n)[^\r\n]*\Z")

_HYPHENS_BELOW = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*-+[ \t]*(?:[\r\n]|\Z)")


def splice(piece: Piece, words: str, source: str) -> str:
    """Write `words` as they must stand in place of `source[piece.start:piece.end]`."""
    if piece.kind is Kind.FIELD:
        return words.strip()
    # Two blanks before a line break mean something and stay; an empty line would part the block.
    lines = [line.lstrip() for line in normalised(words).rstrip().split("\n") if line.strip()]
    if piece.margin is None:
        return _one_line(piece, lines, source)
    lines = [_harmless(line) for line in lines]
    first = "\n".join(lines)
    if _LINK_DEFINITION.match(first) or _reads_as_title(first, source, piece.start):
        lines[0] = "\\" + lines[0]
    if _HYPHENS_BELOW.match(source, piece.end):
        # With a bar above it, a line of hyphens makes a table.
        lines[-1] = lines[-1].replace("|", "&#124;")
    # To look for one sign takes a hundredth of the time, and most texts have no such breaks.
    break_ = "\r\n" if "\r" in source and "\r\n" in source else "\n"
    return (break_ + piece.margin).join(lines)


def _one_line(piece: Piece, lines: list[str], source: str) -> str:
    *broken, last = lines
    line = " ".join([*(each.rstrip().removesuffix("\\") for each in broken), last])
    if piece.kind is Kind.HEADING:
        return re.sub(r"(#+)$", r"\\\1", line)
    line = _harmless(line).replace("|", r"\|")
    if "|" not in _rest_of_line(piece, source):
        # The only bar of a table's first line may stand within its only cell.
        return line + " |"
    # A backslash before the bar that closes the cell would open the cell again.
    return line + " " if line.endswith("\\") else line


def _rest_of_line(piece: Piece, source: str) -> str:
    begin = max(source.rfind(break_, 0, piece.start) for break_ in "\r\n") + 1
    end = _LINE_BREAK.search(source, piece.end)
    return source[begin : piece.start] + source[piece.end : end.start() if end else None]


def _harmless(line: str) -> str:
    if _BLOCK.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _reads_as_title(words: str, source: str, start: int) -> bool:
    """Whether the words would become the title of a link defined on the line above."""
    if words[0] not in "\"'(" or source.find("]:", 0, start) < 0:
        return False
    return bool(_LINE_ABOVE.search(source[:start]))
