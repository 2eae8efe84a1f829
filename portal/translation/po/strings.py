"""The quoted strings of a PO file: their escapes, and where a long one is broken."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')

_SIMPLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}
_ESCAPE = re.compile(r'\\(?:([ntrabfv"\\])|((?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2})))')
_BYTES = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_WRITTEN = {value: "\\" + letter for letter, value in _SIMPLE.items()}

# A line may end after blanks, after a hyphen or slash before a letter, and between ideographs
# (Unicode Standard Annex 14, the part that catalogues need); it never begins with what closes
# a clause there.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_NARROW = rf"(?:\\.[0-7]{{0,2}}|[^\\ {_WIDE}])"
_CLOSING = r"[\u3001\u3002\u300d\u300f\uff01\uff0c\uff1a\uff1b\uff1f\uff09)\]]*"
_PIECES = re.compile(
    rf"{_NARROW}+?(?:[ ]+|(?<=[\w</])[-/](?=[^\W\d]))|{_NARROW}+|[{_WIDE}]{_CLOSING}[ ]*|[ ]+|.",
    re.DOTALL,
)


def unquote(literal: str, charset: str) -> str:
    """Read what stands between the quotation marks.

    Octal and hexadecimal escapes name bytes of the file's character set. Raises ValueError
    for an escape that gettext does not know, and for bytes that make no character.
    """
    if "\\" not in literal:
        return literal
    if re.search(r"\\(?![ntrabfv\"\\0-7]|x[0-9A-Fa-f])", literal.replace(r"\\", "")):
        raise ValueError(literal)
    return _simple(literal, charset)


def _simple(literal: str, charset: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(literal):
        numbered = _BYTES.match(literal, position)
        found = numbered or _ESCAPE.match(literal, position)
        if numbered:
            parts.append(_bytes(numbered[0]).decode(charset))
        elif found:
            parts.append(_SIMPLE[found[1]])
        else:
            end = literal.find("\\", position)
            parts.append(literal[position : end if end >= 0 else len(literal)])
        position = found.end() if found else position + len(parts[-1])
    return "".join(parts)


def _bytes(escapes: str) -> bytes:
    numbers = (
        int(number[1:], 16) if number.startswith("x") else int(number, 8)
        for number in escapes.split("\\")[1:]
    )
    return bytes(number & 0xFF for number in numbers)


def escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _WRITTEN.get(found[0]) or f"\\{ord(found[0]):03o}", text)


def quoted(keyword: str, text: str, width: int | None, kept: Mapping[str, str]) -> list[str]:
    """Write a keyword and its string as lines without their breaks, as gettext's tools do.

    `width` counts columns, wide letters as two; None breaks at line breaks of the text
    only. `kept` says how some lines of the text were written before: they stay so.
    """
    lines = _LINE.findall(text)
    single = f'{keyword} "{escaped(text)}"'
    if len(lines) < 2 and (width is None or columns(single) <= width):
        return [single]
    broken = chain.from_iterable(
        kept[line].split("\n") if line in kept else _broken(escaped(line), width) for line in lines
    )
    return [f'{keyword} ""', *broken]


def _broken(written: str, width: int | None) -> Iterator[str]:
    line = ""
    room = (width or 0) - 2
    for piece in _PIECES.findall(written) if width else [written]:
        if line and width and columns(line) + columns(piece) > room:
            yield f'"{line}"'
            line = ""
        line += piece
    yield f'"{line}"'


def columns(text: str) -> int:
    """How wide a terminal shows it: two columns for a wide letter, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
