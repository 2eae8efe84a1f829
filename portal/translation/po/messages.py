"""What a catalogue holds: messages, each with the lines it was read from.

Values are immutable. A changed message is another one (`dataclasses.replace`) that still
knows its lines, so that what did not change is written as it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

FUZZY = "fuzzy"
Key = tuple[str | None, str]
"""Context and msgid: what tells one message from another."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The words a fuzzy translation was made for."""

    context: str | None = None
    msgid: str | None = None
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """How a message stood in its file: the empty lines before it, and its parts in order."""

    lead: str
    blocks: tuple[tuple[str, str], ...]
    message: "Message"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `strings` holds a single text, or one per plural form; "" is untranslated.

    `comments` are the translators' own lines, `extracted` those of the developers. A
    reference with a blank in it stands between U+2068 and U+2069.
    `obsolete` says that the programme does not use it any more.
    """

    msgid: str
    plural: str | None = None
    context: str | None = None
    strings: tuple[str, ...] = ("",)
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: Previous = Previous()
    obsolete: bool = False
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Key:
        return self.context, self.msgid

    @property
    def is_header(self) -> bool:
        return self.key == (None, "") and not self.obsolete

    @property
    def fuzzy(self) -> bool:
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has words that count."""
        return all(self.strings) and not self.fuzzy

    def with_flag(self, flag: str, on: bool = True) -> "Message":
        others = tuple(each for each in self.flags if each != flag)
        return replace(self, flags=(flag, *others) if on else others)

    def with_strings(self, *strings: str) -> "Message":
        """The message translated by a person: no longer fuzzy, nothing previous to compare."""
        return replace(self.with_flag(FUZZY, on=False), strings=strings, previous=Previous())


@dataclass(frozen=True)
class Catalogue:
    """A whole PO file. `width` is where its lines are broken, None if they are not."""

    messages: tuple[Message, ...] = ()
    tail: str = ""
    newline: str = "\n"
    bom: bool = False
    width: int | None = 79

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The fields of the header, under their names as written."""
        lines = self.header.strings[0].split("\n") if self.header else []
        fields = (line.partition(":") for line in lines if ":" in line)
        return {name.strip(): value.strip() for name, _, value in fields}

    @cached_property
    def header(self) -> Message | None:
        return next((message for message in self.messages if message.is_header), None)

    @cached_property
    def live(self) -> Mapping[Key, Message]:
        """What the programme uses, in the order of the file."""
        return {message.key: message for message in self._without_header() if not message.obsolete}

    @cached_property
    def obsolete(self) -> tuple[Message, ...]:
        return tuple(message for message in self._without_header() if message.obsolete)

    def with_message(self, changed: Message) -> "Catalogue":
        """Put a changed message in its place.

        Raises KeyError if no message of the catalogue has its context and msgid.
        """
        places = [
            place
            for place, message in enumerate(self.messages)
            if (message.key, message.obsolete) == (changed.key, changed.obsolete)
        ]
        if not places:
            raise KeyError(changed.key)
        before, behind = self.messages[: places[0]], self.messages[places[0] + 1 :]
        return replace(self, messages=(*before, changed, *behind))

    def with_header(self, name: str, value: str) -> "Catalogue":
        """Set one field of the header; all others, and their order, stay as they are."""
        header = self.header or Message("")
        lines = [line for line in header.strings[0].split("\n") if line]
        written = f"{name}: {value}"
        known = [place for place, line in enumerate(lines) if line.partition(":")[0] == name]
        if known:
            lines[known[0]] = written
        else:
            lines.append(written)
        changed = replace(header, strings=("".join(f"{line}\n" for line in lines),))
        if self.header is None:
            return replace(self, messages=(changed, *self.messages))
        return self.with_message(changed)

    def _without_header(self) -> Iterator[Message]:
        return (message for message in self.messages if not message.is_header)
