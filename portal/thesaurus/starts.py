"""How the terms of a language begin, remembered per process: most of a text is no term at all."""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from portal.core.db import db
from portal.thesaurus.models import Stamp, TermKey
from portal.thesaurus.queries import version

MOST_LANGUAGES = 24  # that a process remembers; one of 20,000 terms takes about 2 MB


class Starts:
    """The first one and two units of every key, and how long the longest key of each pair is."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._single: set[str] = set()  # keys of one unit
        self._pairs: dict[str, int] = {}
        for key in keys:
            first, *rest = key.split(" ")
            if rest:
                pair = f"{first} {rest[0]}"
                self._pairs[pair] = max(self._pairs.get(pair, 0), 1 + len(rest))
            else:
                self._single.add(first)

    def has(self, key: str) -> bool:
        """Whether there may be such a key."""
        first, *rest = key.split(" ", 2)
        return f"{first} {rest[0]}" in self._pairs if rest else first in self._single

    def grown(self, tokens: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The keys that may be made of the first tokens, each with their number."""
        if tokens[0] in self._single:
            yield tokens[0], 1
        longest = self._pairs.get(f"{tokens[0]} {tokens[1]}", 0) if len(tokens) > 1 else 0
        for length in range(2, min(longest, len(tokens)) + 1):
            yield " ".join(tokens[:length]), length


_remembered: dict[tuple[str, str], tuple[int, Starts]] = {}


def starts(language: str) -> Starts:
    """The beginnings of the terms of a language, as of the present stamp."""
    name = (db.engine.url.render_as_string(), language)
    now = version(Stamp.THESAURUS)
    found = _remembered.get(name)
    if found is None or found[0] != now:
        keys = sa.select(TermKey.key).where(TermKey.language == language)
        found = now, Starts(db.session.scalars(keys))
        if len(_remembered) >= MOST_LANGUAGES:
            _remembered.clear()
        _remembered[name] = found
    return found[1]
