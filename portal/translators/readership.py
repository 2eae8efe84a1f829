"""How many members a translation is for: those who read it sooner than the original."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from portal.accounts.models import Person, PersonState
from portal.core.db import db


@dataclass(frozen=True, slots=True)
class Readership:
    """Active members by the languages they read.

    `in_language` is how many read it at all; `rather` how many read the second language
    sooner than the first, which they may not read at all.
    """

    in_language: Mapping[str, int]
    rather: Mapping[tuple[str, str], int]

    def waiting(self, original: str, language: str) -> int:
        """Who would read a text in `language` and not in the language it was written in."""
        return self.rather.get((original, language), self.in_language.get(language, 0))


def readership() -> Readership:
    """As it is now; members with the same languages are counted by the database."""
    languages = sa.cast(Person.reading_locales, sa.Text)
    chosen = (
        sa.select(Person.locale, languages, sa.func.count())
        .where(Person.state == PersonState.ACTIVE)
        .group_by(Person.locale, languages)
    )
    in_language: Counter[str] = Counter()
    sooner: Counter[tuple[str, str]] = Counter()
    for own, listed, number in db.session.execute(chosen):
        preferred = list(dict.fromkeys([*json.loads(listed), own]))
        in_language.update(dict.fromkeys(preferred, number))
        sooner.update(dict.fromkeys(_behind(preferred), number))
    return Readership(
        in_language,
        {(first, then): in_language[then] - number for (first, then), number in sooner.items()},
    )


def _behind(preferred: list[str]) -> Iterator[tuple[str, str]]:
    """Each language with those that she reads only where there is nothing in it."""
    for place, first in enumerate(preferred):
        for then in preferred[place + 1 :]:
            yield first, then
