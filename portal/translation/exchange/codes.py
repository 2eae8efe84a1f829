"""The marks of Markdown within a text, as codes that a translation tool keeps whole.

A text is cut into words, single codes and pairs of codes around more of the same. Put
together again it is the text, letter by letter, whatever was taken for a code: reading
less than a Markdown parser would costs protection, never words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

DEEPEST = 12  # pairs within each other; more is left as words


class Role(StrEnum):
    """What a code does, in the words of XLIFF's `type` and `subType`."""

    BOLD = "fmt xlf:b"
    ITALIC = "fmt xlf:i"
    BREAK = "fmt xlf:lb"
    CODE = "other plaza:code"
    LINK = "link"
    IMAGE = "image"
    FOOTNOTE = "other plaza:footnote"
    PLACEHOLDER = "ui xlf:var"


@dataclass(frozen=True, slots=True)
class Mark:
    """A code that stands alone."""

    written: str
    role: Role


@dataclass(frozen=True, slots=True)
class Pair:
    """Codes before and behind what they are about."""

    opening: str
    closing: str
    role: Role
    inner: "tuple[Piece, ...]"


Piece = str | Mark | Pair

_LINK_END = (
    r"\]\((?:[^()\s\\<>]|\\.|\([^()\s]*\))*(?:[ \n]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s?\)"
    r"|\]\(<[^<>\n]*>\)|\]\[[^\[\]\n]*\]"
)
_SIGN = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!(?P=ticks)).|(?<=`)`)*?(?<!`)(?P=ticks)(?!`))
    | (?P<link><[a-z][a-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>
        |\b(?:https?://|www\.)[^\s<>()\[\]*`"']*[\w/])
    | (?P<footnote>\[\^[^\]\s]+\])
    | (?P<placeholder>%\(\w+\)[sd]|\{\{\ ?\w+\ ?\}\}|\{\w*\})
    | (?P<break>(?:\\|(?<!\ )\ {2,})\n)
    | (?P<closing>LINK_END)
    | (?P<image>!\[)
    | (?P<opening>\[)
    | (?P<run>\*{1,3}|_{1,3})
    """.replace("LINK_END", _LINK_END),
    re.VERBOSE | re.DOTALL,
)
_ALONE = {
    "code": Role.CODE,
    "link": Role.LINK,
    "footnote": Role.FOOTNOTE,
    "placeholder": Role.PLACEHOLDER,
    "break": Role.BREAK,
}


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into words and codes."""
    return _Stack(text).cut()


def joined(parts: Sequence[Piece]) -> str:
    """Put the pieces together: the text they were cut from."""
    return "".join(_written(parts))


def _written(parts: Sequence[Piece]) -> Iterator[str]:
    for part in parts:
        match part:
            case str():
                yield part
            case Mark():
                yield part.written
            case Pair():
                yield part.opening
                yield from _written(part.inner)
                yield part.closing


@dataclass
class _Open:
    """A pair that may still be closed; if it is not, its opening is words."""

    sign: str
    parts: list[Piece]


def _no_bracket(opened: _Open) -> bool:
    return opened.sign not in ("[", "![")


class _Stack:
    """Walks through the signs of a text and closes what was opened last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opened = [_Open("", [])]

    def cut(self) -> tuple[Piece, ...]:
        position = 0
        for found in _SIGN.finditer(self.text):
            self._add(self.text[position : found.start()])
            self._take(found)
            position = found.end()
        self._add(self.text[position:])
        while len(self.opened) > 1:
            self._give_up()
        return _merged(self.opened[0].parts)

    def _take(self, found: re.Match[str]) -> None:
        kind, sign = str(found.lastgroup), found[0]
        if kind in _ALONE:
            self._add(Mark(sign, _ALONE[kind]))
        elif kind in ("image", "opening"):
            self._open(sign)
        elif kind == "closing":
            self._close_link(sign)
        elif kind == "run":
            self._emphasis(sign, found)
        else:
            self._add(sign)

    def _open(self, sign: str) -> None:
        if len(self.opened) > DEEPEST:
            self._add(sign)
        else:
            self.opened.append(_Open(sign, []))

    def _close_link(self, sign: str) -> None:
        if all(map(_no_bracket, self.opened)):
            self._add(sign)
            return
        while _no_bracket(self.opened[-1]):
            self._give_up()
        role = Role.LINK if self.opened[-1].sign == "[" else Role.IMAGE
        self._close(sign, role)

    def _emphasis(self, sign: str, found: re.Match[str]) -> None:
        before = self.text[found.start() - 1 : found.start()] or " "
        behind = self.text[found.end() : found.end() + 1] or " "
        within_word = "_" in sign and before.isalnum() and behind.isalnum()
        if not before.isspace() and not within_word:
            while sign and (known := self._opened_here(sign)):
                while self.opened[-1].sign != known:
                    self._give_up()
                self._close(known, Role.BOLD if len(known) > 1 else Role.ITALIC)
                sign = sign[len(known) :]
        if sign and not behind.isspace() and not within_word:
            self._open(sign)
        else:
            self._add(sign)

    def _opened_here(self, sign: str) -> str | None:
        """The sign that this one closes within the innermost bracket: its like, or a part of it."""
        here = [each.sign for each in takewhile(_no_bracket, reversed(self.opened)) if each.sign]
        if sign in here:
            return sign
        return next((each for each in here if sign.startswith(each)), None)

    def _close(self, sign: str, role: Role) -> None:
        pair = self.opened.pop()
        if pair.parts:
            self._add(Pair(pair.sign, sign, role, _merged(pair.parts)))
        else:
            self._add(pair.sign + sign)

    def _give_up(self) -> None:
        pair = self.opened.pop()
        self.opened[-1].parts += [pair.sign, *pair.parts]

    def _add(self, part: Piece) -> None:
        if part:
            self.opened[-1].parts.append(part)


def _merged(parts: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbouring words in one."""
    merged: list[Piece] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return tuple(merged)
