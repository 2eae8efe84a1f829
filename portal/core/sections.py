"""What packages above a page show on it: they register their parts by what the page is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a part leads on to: to more of it, or to adding something."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page: a heading, its ready HTML, and a way on from it."""

    heading: str
    html: Markup
    way: Way | None = None


Maker = Callable[[Any, Any], Section | None]
_makers: dict[type, dict[Maker, int]] = {}


def add(
    subject: type[Subject], position: int, make: Callable[[Any, Subject], Section | None]
) -> None:
    """Let `make(person, thing)` write a part of the page of a `subject`, or None.

    It has to apply the read rule itself. Lower positions come first.
    """
    _makers.setdefault(subject, {})[make] = position


def sections(person: Any, thing: object) -> list[Section]:
    """The parts of the page of `thing` that have something to say to `person`."""
    makers = _makers.get(type(thing), {})
    made = (make(person, thing) for make in sorted(makers, key=makers.__getitem__))
    return [section for section in made if section is not None]
