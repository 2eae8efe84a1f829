"""What the memory suggests for a paragraph."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from portal.core.db import db, is_postgresql
from portal.core.differences import Change, compare
from portal.translation.memory import statements
from portal.translation.memory.matching import EXACT, LONGEST, THRESHOLD, Question
from portal.translation.memory.models import NOWHERE
from portal.translation.memory.policy import TOKENS
from portal.translation.memory.signs import signs, size
from portal.translation.paragraphs import digest

CONTEXT = 101

# Bounds of the work for one question, whatever the memory has grown to.
_ASKED = 64  # signs of which it is counted how many texts have them
_POSTINGS = 4_000  # of the rarest signs, which together name the candidates
_AT_LEAST = 3  # signs, also where all are frequent
_SLACK = 3  # words, for what costs less than a word
_ENDLESS = 2**31 - 1  # words
_NONE = (0,)  # numbers of texts

Asked = dict[str, Any]
"""The parameters of a question."""


@dataclass(frozen=True, slots=True)
class Match:
    """A translation from the memory, and how well its source fits the question.

    `percent` is 101 where the neighbours are the same too, 100 where the source is equal
    (white space aside), else 60 to 99. The `old` of all `differences` give the question,
    the `new` the source of the unit.
    """

    percent: int
    source: str
    target: str
    differences: tuple[Change, ...]
    origin: str
    approved_at: datetime
    made_by_id: int | None

    @property
    def is_context(self) -> bool:
        return self.percent == CONTEXT


class Taught(NamedTuple):
    """What the memory knows of a pair of texts, by whoever taught it best or last."""

    source_id: int
    target_id: int
    source: str
    target: str
    origin: str
    approved_at: datetime
    made_by_id: int | None
    is_context: int


def suggestions(
    source_text: str,
    source_locale: str,
    target_locale: str,
    *,
    before: str | None = None,
    after: str | None = None,
    limit: int = 5,
    tokens: Collection[str] = (),
) -> list[Match]:
    """Give the best translations of what is equal or alike, best first, at most `limit`.

    `before` and `after` are the digests of the source paragraph's neighbours, `tokens`
    what the person who asks holds; without any she sees open units only.
    """
    asked = reach(source_locale, target_locale, tokens)
    context = {"before": before or NOWHERE, "after": after or NOWHERE}
    own_id = db.session.scalar(statements.OWN, asked | {"digest": digest(source_text)})
    known = taught(asked | context, limit, sources=[own_id]) if own_id else []
    percents: dict[int, int] = {}
    if len(known) < limit:
        percents = _alike(source_text, own_id, asked, limit - len(known))
        known += taught(asked, limit * limit, sources=list(percents))
    matches = [_match(source_text, unit, percents.get(unit.source_id, EXACT)) for unit in known]
    matches.sort(key=lambda match: (-match.percent, -match.approved_at.timestamp()))
    return matches[:limit]


def reach(source_locale: str, target_locale: str, tokens: Collection[str]) -> Asked:
    """Ask for the units between two languages that somebody who holds `tokens` may see."""
    return {"source_locale": source_locale, "target_locale": target_locale, TOKENS: sorted(tokens)}


def taught(
    asked: Asked, limit: int, *, sources: Sequence[int] = (), targets: Sequence[int] = ()
) -> list[Taught]:
    """Give each pair that one of these texts belongs to once, the newest first.

    Those that stand between the neighbours `before` and `after` come before all others.
    """
    if not sources and not targets:
        return []
    among = {"sources": sources or _NONE, "targets": targets or _NONE, "limit": limit}
    rows = db.session.execute(
        statements.TAUGHT, {"before": NOWHERE, "after": NOWHERE} | asked | among
    )
    return [Taught(*row) for row in rows]


def _match(question: str, unit: Taught, percent: int) -> Match:
    return Match(
        percent=CONTEXT if unit.is_context else percent,
        source=unit.source,
        target=unit.target,
        differences=tuple(compare(question, unit.source)),
        origin=unit.origin,
        approved_at=unit.approved_at,
        made_by_id=unit.made_by_id,
    )


def _alike(text: str, own_id: int | None, asked: Asked, limit: int) -> dict[int, int]:
    """Find the source texts that are most alike, with their per cent."""
    if len(text) > LONGEST:
        return {}
    numbers = _candidates(text, asked)
    rows = db.session.execute(
        statements.TEXTS, {"numbers": [each for each in numbers if each != own_id]}
    )
    question = Question(text, asked["source_locale"])
    best = question.best([(row.id, row.text) for row in rows], limit)
    return {found.number: found.percent for found in best}


def _candidates(text: str, asked: Asked) -> Sequence[int]:
    """Find the texts of about this length that share most of its rarest signs."""
    words = size(text)
    lengths = {
        "least": words * THRESHOLD // 100 - _SLACK,
        "most": words * EXACT // THRESHOLD + _SLACK,
    }
    rarest = _rarest(counts(signs(text, asked["source_locale"])[:_ASKED], **lengths))
    return db.session.scalars(
        statements.CANDIDATES, asked | lengths | {"words": words, "signs": rarest}
    ).all()


def counts(asked: Sequence[int], least: int = 0, most: int = _ENDLESS) -> Mapping[int, int]:
    """Count for each sign how many texts of `least` to `most` words have it, up to COUNTED.

    Counting a little is quick, and needs no table of frequencies that all writers change.
    """
    lengths = {"least": least, "most": most}
    rows = db.session.execute(
        statements.counts(postgresql=is_postgresql()), lengths | {"signs": list(asked)}
    )
    return {sign: number for sign, number in rows}


def _rarest(counted: Mapping[int, int]) -> list[int]:
    chosen: list[int] = []
    postings = 0
    for sign in sorted(filter(counted.get, counted), key=lambda sign: (counted[sign], sign)):
        postings += counted[sign]
        if postings > _POSTINGS and len(chosen) >= _AT_LEAST:
            break
        chosen.append(sign)
    return chosen
