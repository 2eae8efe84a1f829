"""Marks, links and placeholders behind code words that a machine leaves alone, and back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.blocks import Span
from portal.translation.checks.stretches import kept, masked

# A code word: letters that no language has in a row, the number of the mark, letters again.
_LETTERS = ("XQ", "ZX", "QZ", "XJ", "ZJ", "QX")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~")
_LINK_OPEN = re.compile(r"!?\[")
_LINK_CLOSE = re.compile(r"\](?:\([^()]*+\)|\[[^\[\]]*+\])")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]|\\$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A text as it is sent, and what its code words stand for.

    Code words are sent as words of their own; `tight` says for each whether it stood
    against what was before and after it.
    """

    sent: str
    letters: str
    marks: tuple[str, ...]
    tight: tuple[tuple[bool, bool], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but marks would be sent."""
        words = _coded(self.letters).sub("", self.sent)
        return not any(sign.isalpha() for sign in words)

    def restored(self, answer: str) -> str | None:
        """The answer with its marks again; None if one is lost, doubled or unknown."""
        found = list(_coded(self.letters).finditer(answer))
        if sorted(int(each["number"]) for each in found) != list(range(len(self.marks))):
            return None
        parts: list[str] = []
        end, tight = 0, False
        for each in found:
            number = int(each["number"])
            before, after = self.tight[number]
            words = answer[end : each.start()]
            words = words.lstrip(" ") if tight else words
            parts += [words.rstrip(" ") if before else words, self.marks[number]]
            end, tight = each.end(), after
        rest = answer[end:]
        return "".join([*parts, rest.lstrip(" ") if tight else rest])


def protect(text: str, *, markdown: bool) -> Protected:
    letters = next((each for each in _LETTERS if each not in text.upper()), _LETTERS[0])
    marks = tuple(_marks(text, markdown=markdown))
    parts: list[str] = []
    end = 0
    for number, mark in enumerate(marks):
        parts += [text[end : mark.start], f" {letters}{number}{letters[::-1]} "]
        end = mark.end
    return Protected(
        re.sub(" {2,}", " ", "".join([*parts, text[end:]])).strip(),
        letters,
        tuple(mark.text for mark in marks),
        tuple((_touches(text, mark.start - 1), _touches(text, mark.end)) for mark in marks),
    )


def _touches(text: str, place: int) -> bool:
    """Whether a sign other than a space stands at the place."""
    return 0 <= place < len(text) and not text[place].isspace()


def _coded(letters: str) -> re.Pattern[str]:
    """A code word, also where a machine changed its case or put spaces into it."""
    first, last = r"\s?".join(letters), r"\s?".join(letters[::-1])
    return re.compile(rf"{first}\s?(?P<number>\d{{1,4}})\s?{last}", re.IGNORECASE | re.ASCII)


def _marks(text: str, *, markdown: bool) -> Iterator[_Mark]:
    fixed = [_Mark(each.start, each.end, each.text) for each in kept(text, markdown=markdown)]
    if markdown:
        fixed = list(_merged([*_inline(text), *fixed]))
    yield from fixed


def _inline(text: str) -> Iterator[_Mark]:
    """The signs of links, emphasis and escapes, outside code."""
    codes = [each for each in kept(text, markdown=True) if each.text.startswith("`")]
    plain = masked(text, codes)
    escaped = list(_spans(_ESCAPED, plain))
    plain = _blanked(plain, escaped)
    for start, end in escaped:
        yield _Mark(start, end, text[start:end])
    closed = list(_spans(_LINK_CLOSE, plain))
    plain = _blanked(plain, closed)
    opened = list(_spans(_LINK_OPEN, plain)) if closed else []
    for start, end in (*closed, *opened, *_spans(_EMPHASIS, plain)):
        yield _Mark(start, end, text[start:end])


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (found.span() for found in pattern.finditer(text))


def _blanked(text: str, spans: list[Span]) -> str:
    parts = []
    end = 0
    for start, stop in spans:
        parts += [text[end:start], "\ufffc" * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _merged(marks: list[_Mark]) -> Iterator[_Mark]:
    """In order, the longer of two that overlap."""
    end = 0
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if mark.start >= end:
            yield mark
            end = mark.end
