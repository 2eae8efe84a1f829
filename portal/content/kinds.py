"""What a kind of entry is made of; each kind registers itself here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.content.models import Entry, Visibility

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """A field of words: its name, its longest length in characters, and how it is asked for."""

    name: str
    limit: int
    label: Any  # a lazy translated string
    hint: Any = ""
    rich: bool = False  # Markdown, cut into paragraphs
    needed: bool = True  # before it can be submitted


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry.

    `apply` copies the facts of a revision to the kind's own table when they become what
    readers see. `subjects` says which fields of the facts are codes of which scheme.
    `parts` names fields of words with a visibility of their own, and the field of the
    facts that says which. `owned_by_staff` kinds are written by the secretariat: all
    editors see their drafts. `announce` posts the mails that a release causes. `facets`
    adds codes by which it can be narrowed in search, beside the subjects. `deadline` is the
    day by which its translations should be ready.
    """

    name: str
    model: type[Entry]
    label: Any
    plural: Any
    endpoint: str  # of the page that shows one, called with `key`
    words: tuple[Words, ...]
    apply: Callable[[Any, Facts], None]
    subjects: Mapping[str, str] = field(default_factory=dict)  # field of the facts → scheme
    parts: Mapping[str, str] = field(default_factory=dict)  # field of words → field of the facts
    needed_facts: tuple[str, ...] = ()
    summary: str = "summary"  # the field of words that cards show
    owned_by_staff: bool = False
    second_person: bool = True  # whether somebody else has to publish it
    announce: Callable[[Any], None] = lambda _entry: None
    deadline: Callable[[Any], date | None] = lambda _entry: None
    facets: Callable[[Any], Mapping[str, Sequence[str]]] = lambda _entry: {}

    def field(self, name: str) -> Words:
        return next(words for words in self.words if words.name == name)

    def page(self, name: str) -> str:
        """The endpoint of another page of this kind, such as `edit`."""
        return f"{self.endpoint.partition('.')[0]}.{name}"

    def entitled(self, title: str) -> dict[str, str]:
        """The words of an entry that has a title and nothing else yet."""
        return {each.name: "" for each in self.words} | {"title": title}

    def part_visibility(self, part: str, facts: Facts) -> Visibility:
        return Visibility(facts.get(self.parts[part]) or Visibility.MEMBERS)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(entry: Entry) -> Kind:
    return _kinds[entry.kind]


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def all_kinds() -> list[Kind]:
    return list(_kinds.values())
