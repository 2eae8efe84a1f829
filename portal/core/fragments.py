"""Parts of pages remembered: what a macro made of its arguments, in one language.

A macro may be remembered when it is a pure function of its arguments, which have to be
hashable, of the language and the time zone, and of words that are looked up, such as the
labels of the thesaurus: their packages tell by `depends_on` when these change. Nothing that
depends on the reader may stand in such a macro, unless it is an argument.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from flask import Flask, g

from portal.core.formats import zone
from portal.core.i18n import locale

MOST_REMEMBERED = 4096  # about a kilobyte each, in each process

_words: list[Callable[[], Hashable]] = []


def depends_on(words: Callable[[], Hashable]) -> None:
    """Tell of words that macros look up: `words()` gives another value when they change."""
    if words not in _words:
        _words.append(words)


def remembered(macro: Callable[..., str], *values: Hashable, **named: Hashable) -> str:
    """What `macro(*values, **named)` gives, from memory where it was made before."""
    made: str = _made(macro, values, tuple(named.items()), (locale(), zone()), _current())
    return made


def _current() -> tuple[Hashable, ...]:
    if "words_of_fragments" not in g:
        g.words_of_fragments = tuple(words() for words in _words)
    current: tuple[Hashable, ...] = g.words_of_fragments
    return current


@lru_cache(maxsize=MOST_REMEMBERED)
def _made(
    macro: Callable[..., str],
    values: tuple[Hashable, ...],
    named: tuple[tuple[str, Hashable], ...],
    _spoken: tuple[str, str],
    _as_of: tuple[Hashable, ...],
) -> Any:
    return macro(*values, **dict(named))


def init_app(app: Flask) -> None:
    app.jinja_env.globals["remembered"] = remembered
