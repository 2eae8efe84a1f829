"""How some words were translated before, wherever they stand, on either side."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal.analysis import words as stems
from portal.analysis.scripts import RUN
from portal.core.db import db
from portal.core.words import unspaced
from portal.translation.memory.models import MemorySign, MemoryText, MemoryUnit
from portal.translation.memory.queries import Asked, Taught, counts, reach, taught
from portal.translation.memory.signs import word_signs
from portal.translation.memory.statements import IN_REACH, TEXTS

LONGEST = 200  # letters of a question
_ASKED = 8  # its words that a text must have; beyond, the rarest ones
_LOOKED_AT = 100  # texts of each side, the shortest first
_NEWEST = 15_000  # texts in which parts of words are looked for, some 30 ms
_SOURCE = aliased(MemoryText)
_NEW = (
    sa.select(MemoryText.id, MemoryText.locale, MemoryText.text)
    .order_by(MemoryText.id.desc())
    .limit(_NEWEST)
    .subquery()
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text, marked where it is what was asked for."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A pair of texts that holds the words; the runs of a side give its text."""

    source: tuple[Run, ...]
    target: tuple[Run, ...]
    origin: str
    approved_at: datetime
    made_by_id: int | None


def concordance(
    words: str,
    source_locale: str,
    target_locale: str,
    limit: int = 20,
    *,
    tokens: Collection[str] = (),
) -> list[Occurrence]:
    """Give the pairs of texts in which all the words stand, on one side, at most `limit`.

    Words are found in any of their forms. Where they stand nowhere as words, they are looked
    for as parts of longer ones, as they are written, in the newest texts. First comes where
    they stand exactly so, then what is short.
    """
    question = " ".join(words.split())[:LONGEST]
    if not question or limit < 1:
        return []
    asked = reach(source_locale, target_locale, tokens)
    source = _Side(MemoryUnit.source_id, source_locale, question, asked)
    target = _Side(MemoryUnit.target_id, target_locale, question, asked)
    sources, targets = source.by_signs(limit), target.by_signs(limit)
    if not sources and not targets:
        sources, targets = source.literally(limit), target.literally(limit)
    pairs = taught(asked, 2 * limit, sources=sources, targets=targets)
    pairs.sort(key=lambda pair: min(_rank(pair.source, question), _rank(pair.target, question)))
    locales = source_locale, target_locale
    return [_occurrence(pair, question, *locales) for pair in pairs[:limit]]


def marked(text: str, question: str, locale: str) -> tuple[Run, ...]:
    """Cut a text where the words of the question, or forms of them, begin and end."""
    runs: list[Run] = []
    reached = 0
    for start, end in _joined(_spans(text, question, locale)):
        runs += [Run(text[reached:start], False), Run(text[start:end], True)]
        reached = end
    return tuple(run for run in [*runs, Run(text[reached:], False)] if run.text)


class _Side:
    """The texts on one side of the units, among which the words are looked for."""

    def __init__(
        self, side: InstrumentedAttribute[int], locale: str, question: str, asked: Asked
    ) -> None:
        self.side = side
        self.locale = locale
        self.question = question
        self.asked = asked

    def by_signs(self, limit: int) -> list[int]:
        """The numbers of the texts that hold all the words in some form, the best first."""
        counted = counts(word_signs(self.question, self.locale))
        if not counted or not all(counted.values()):
            return []
        rarest, *others = sorted(counted, key=lambda sign: (counted[sign], sign))[:_ASKED]
        found = db.session.scalars(
            sa.select(MemorySign.text_id)
            .where(MemorySign.sign == rarest, *[_also(sign) for sign in others])
            .where(self._in_use(MemorySign.text_id.expression))
            .order_by(MemorySign.size, MemorySign.text_id)
            .limit(_LOOKED_AT),
            self.asked,
        )
        return self._best(db.session.execute(TEXTS, {"numbers": found.all()}), limit)

    def literally(self, limit: int) -> list[int]:
        """The same for the words as they are written, among the newest texts."""
        rows = db.session.execute(
            sa.select(_NEW.c.id, _NEW.c.text)
            .where(
                _NEW.c.locale == self.locale,
                _NEW.c.text.contains(self.question, autoescape=True),
                self._in_use(_NEW.c.id),
            )
            .limit(_LOOKED_AT),
            self.asked,
        )
        return self._best(rows, limit)

    def _best(self, rows: Iterable[sa.Row[int, str]], limit: int) -> list[int]:
        ranked = sorted((_rank(row[1], self.question), row[0]) for row in rows)
        return [number for _rank_of_it, number in ranked[:limit]]

    def _in_use(self, text_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
        """Whether a unit between the two languages, which may be seen, has the text."""
        return sa.exists().where(
            self.side == text_id,
            IN_REACH,
            _SOURCE.id == MemoryUnit.source_id,
            _SOURCE.locale == sa.bindparam("source_locale"),
        )


def _also(sign: int) -> sa.ColumnElement[bool]:
    """Whether the text has this sign too."""
    other = aliased(MemorySign)
    return sa.exists().where(
        other.sign == sign, other.size == MemorySign.size, other.text_id == MemorySign.text_id
    )


def _rank(text: str, question: str) -> tuple[bool, int]:
    return question.casefold() not in text.casefold(), len(text)


def _occurrence(pair: Taught, question: str, source_locale: str, target_locale: str) -> Occurrence:
    return Occurrence(
        marked(pair.source, question, source_locale),
        marked(pair.target, question, target_locale),
        pair.origin,
        pair.approved_at,
        pair.made_by_id,
    )


def _spans(text: str, question: str, locale: str) -> list[Span]:
    """Where forms of the words stand; where there are none, the words as parts of others."""
    asked = frozenset(stems(question, locale))
    spans = [
        match.span()
        for match in RUN.finditer(text)
        if not unspaced(match[0]) and asked.intersection(stems(match[0], locale))
    ]
    parts = question.split()
    spans += _literal(text, [part for part in parts if unspaced(part)])
    return spans or _literal(text, parts)


def _literal(text: str, parts: Sequence[str]) -> list[Span]:
    if not parts:
        return []
    longest_first = sorted(parts, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
