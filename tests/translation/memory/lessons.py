"""Lessons for the memory, as a portal would teach them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from portal.translation.memory.actions import Lesson, learn
from portal.translation.memory.texts import Pair

_number = count(1)
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


def pair(source: str, target: str, languages: str = "en fr", **given: Any) -> Pair:
    source_locale, target_locale = languages.split()
    return Pair(source, source_locale, target, target_locale, **given)


def taught(source: str, target: str, languages: str = "en fr", **given: Any) -> Lesson:
    """A lesson that the memory has learned; each a day after the one before."""
    number = next(_number)
    context = {name: given.pop(name) for name in ("before", "after") if name in given}
    usual = {
        "kind": "paragraph",
        "number": number,
        "approved_at": FIRST + timedelta(days=number),
    }
    lesson = Lesson(pair(source, target, languages, **context), **usual | given)
    learn(lesson)
    return lesson
