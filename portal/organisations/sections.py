"""What other packages show on a city's page: their parts of it are registered here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: a heading, its ready HTML, and where there is more of it."""

    heading: str
    html: Markup
    more_url: str = ""
    more_label: str = ""


Maker = Callable[[Any, Organisation], Section | None]
_makers: dict[str, tuple[int, Maker]] = {}


def register_section(name: str, position: int, make: Maker) -> None:
    """Let `make(person, organisation)` write a part; None where it has nothing to say to her.

    It has to apply the read rule itself. Lower positions come first.
    """
    _makers[name] = (position, make)


def sections(person: Any, place: Organisation) -> list[Section]:
    in_order = sorted(_makers.values(), key=lambda each: each[0])
    made = (make(person, place) for _position, make in in_order)
    return [section for section in made if section is not None]
