"""Stretches of a text that are kept as they are: placeholders, addresses, code, marks, tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

GAP = "\ufffc"
"""Stands for each character of a kept stretch where only the prose is looked at."""


class Kept(StrEnum):
    PLACEHOLDER = "placeholder"
    DESTINATION = "destination"  # of a Markdown link or picture
    ADDRESS = "address"  # written out: https, www, mail
    CODE = "code"
    FOOTNOTE = "footnote"
    TAG = "tag"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Stretch:
    kind: Kept
    start: int
    end: int
    text: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


# The conversions of Python's and C's printf. Without a name, a sign and a letter also occur in
# prose («a 50%d…»), so the letter must end the word and no digit may stand before the sign.
_NAMED = r"%\(\w+\)[#0\-\x20+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]"
_POSITIONAL = r"(?<![\d%])%(?:\d+\$)?[#0\-+]*\d*(?:\.\d+)?[hlL]?[diouxXeEfFgGcrsa](?![^\W_])"
_BRACES = r"\$?\{\{[^{}\n]{0,200}\}\}|[$#]?\{[\w.!:%-]{0,80}\}"
# Possessive quantifiers: an address without its end must not be tried again and again.
_INNER = r"[^\s()<>]*+"
_DESTINATION = rf"(?<=\]\()(?:<[^<>\n]*+>|{_INNER}(?:\({_INNER}\){_INNER})*+)(?=[\s)])"
_PATH = r"[^\s\u00a0\u202f\u3000<>\"'|\[\]{}«»\u2018-\u201f\u3001\u3002\uff0c\uff1b\uff08\uff09]"
_WEB = rf"(?<![\w@])(?:https?://|www\.)[\w-]++(?:\.[\w-]++)*+(?::\d{{1,5}})?(?:[/?#]{_PATH}*+)?"
_MAIL = r"(?<![\w.+%-])(?:mailto:)?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"

_TAG = r"<(?:/?[A-Za-z](?![A-Za-z]*://)[^<>]*+|!--[^<>]*+)>"
_ENTITY = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_PLAIN = rf"""(?P<placeholder>{_NAMED}|{_POSITIONAL}|{_BRACES})
    |(?P<address>{_WEB}|{_MAIL})|(?P<tag>{_TAG})|(?P<entity>{_ENTITY})"""
_KEPT_PLAIN = re.compile(_PLAIN, re.VERBOSE | re.ASCII)
_KEPT_MARKDOWN = re.compile(
    rf"(?P<destination>{_DESTINATION})|(?P<footnote>\[\^[^\s\]\[]{{1,80}}\])|{_PLAIN}",
    re.VERBOSE | re.ASCII,
)
_TICKS = re.compile(r"`+")
_SENTENCE_END = ".,:;!?…*_~،؛؟。"


def kept(text: str, *, markdown: bool) -> tuple[Stretch, ...]:
    """Find what a translation keeps, in its order; stretches do not overlap."""
    codes = list(_codes(text)) if markdown else []
    # Nested braces of ICU messages are cut out first; each is one placeholder.
    fixed = sorted([*codes, *_icu(masked(text, codes))], key=lambda stretch: stretch.start)
    pattern = _KEPT_MARKDOWN if markdown else _KEPT_PLAIN
    found = (_trimmed(match) for match in pattern.finditer(masked(text, fixed)))
    others = [stretch for stretch in found if stretch.text]
    return tuple(sorted([*fixed, *others], key=lambda stretch: stretch.start))


def masked(text: str, stretches: tuple[Stretch, ...] | list[Stretch]) -> str:
    """The text with gaps in place of the stretches; places stay where they were."""
    parts = []
    end = 0
    for stretch in stretches:
        parts += [text[end : stretch.start], GAP * (stretch.end - stretch.start)]
        end = stretch.end
    return "".join([*parts, text[end:]])


def lowered(text: str) -> str:
    """The text in small letters; every place stays where it was (`"İ".lower()` is two signs)."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _trimmed(match: re.Match[str]) -> Stretch:
    kind = Kept(str(match.lastgroup))
    text = match[0]
    if kind is Kept.ADDRESS:
        text = _without_sentence(text)
    return Stretch(kind, match.start(), match.start() + len(text), text)


def _without_sentence(address: str) -> str:
    closing = address.count(")") - address.count("(")
    while address and (address[-1] in _SENTENCE_END or (address[-1] == ")" and closing > 0)):
        closing -= address[-1] == ")"
        address = address[:-1]
    return address


def _codes(text: str) -> Iterator[Stretch]:
    """Code spans: a run of ticks up to the next run of as many."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    ahead: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        ahead.setdefault(runs[number][1] - runs[number][0], []).append(number)
    last = -1
    for number, (start, end) in enumerate(runs):
        same = ahead[end - start]
        same.pop()
        if number <= last or text[start - 1 : start] == "\\" or not same:
            continue
        last = same[-1]
        yield Stretch(Kept.CODE, start, runs[last][1], text[start : runs[last][1]])


_BRACE = re.compile(r"[{}]")
_ICU_HEAD = re.compile(r"\{\s*(\w+)\s*,\s*(plural|select|selectordinal)\s*,", re.ASCII)


def _icu(text: str) -> Iterator[Stretch]:
    """ICU arguments with branches, whole, by counting braces."""
    end = 0
    for head in _ICU_HEAD.finditer(text):
        if head.start() < end:
            continue
        closed = _closed(text, head.start())
        if closed is None:
            return
        end = closed
        yield Stretch(Kept.PLACEHOLDER, head.start(), end, text[head.start() : end])


def _closed(text: str, start: int) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None
