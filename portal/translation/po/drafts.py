"""A message while its lines come in."""

import re
from dataclasses import replace

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.po import parts
from portal.translation.po.messages import Message, Origin, Previous

# A file name with a blank in it stands between two invisible signs (GNU gettext 0.19.4).
_REFERENCE = re.compile("(?:\u2068[^\u2069]*\u2069|\\S)+")


class Draft:
    """Collects the lines of one message in the order of the file."""

    def __init__(self) -> None:
        self.line = 0
        self.lead = ""
        self.blocks: list[tuple[str, list[str]]] = []
        self._noted: dict[str, list[str]] = {}
        self._words: dict[str, list[str]] = {}
        self._previous: dict[str, list[str]] = {}
        self._obsolete: bool | None = None
        self._open: tuple[dict[str, list[str]], str] | None = None

    @property
    def begun(self) -> bool:
        return bool(self._words or self._previous)

    @property
    def complete(self) -> bool:
        return any(name.startswith(parts.STRING) for name in self._words)

    def begin(self, line: int, lead: str) -> None:
        self.line, self.lead = line, lead

    def note(self, name: str, body: str, raw: str) -> None:
        """Take a comment line without its mark."""
        self._open = None
        self._noted.setdefault(name, []).append(body)
        self._keep(name, raw)

    def say(
        self, name: str | None, words: str, raw: str, *, previous: bool, obsolete: bool
    ) -> bool:
        """Take a line with words; without a name it goes on with the one before.

        Answers False where such a line may not stand.
        """
        spoken = self._previous if previous else self._words
        if self._obsolete not in (None, obsolete):
            return False
        place = name or self._going_on(spoken)
        if place is None or (name and name in spoken):
            return False
        if previous and place.startswith(parts.STRING):
            return False
        self._obsolete = obsolete
        self._open = spoken, place
        spoken.setdefault(place, []).append(words)
        self._keep(parts.PREVIOUS if previous else place, raw)
        return True

    def _going_on(self, spoken: dict[str, list[str]]) -> str | None:
        """The part that a line without a keyword continues."""
        return self._open[1] if self._open and self._open[0] is spoken else None

    def message(self) -> Message:
        """Build the message.

        Raises Refused, naming its first line, if a part is missing or too much.
        """
        if parts.MSGID not in self._words or not self.complete:
            raise Refused(_("The message that begins in line %(line)s is cut off.", line=self.line))
        message = Message(
            msgid="".join(self._words[parts.MSGID]),
            plural=_joined(self._words.get(parts.PLURAL)),
            context=_joined(self._words.get(parts.CONTEXT)),
            strings=self._strings(),
            comments=tuple(self._noted.get(parts.COMMENTS, ())),
            extracted=tuple(self._noted.get(parts.EXTRACTED, ())),
            references=self._references(),
            flags=self._flags(),
            previous=Previous(*(_joined(self._previous.get(name)) for name in parts.SPOKEN)),
            obsolete=bool(self._obsolete),
        )
        blocks = tuple((name, "".join(lines)) for name, lines in self.blocks)
        return replace(message, origin=Origin(self.lead, blocks, message))

    def unread(self) -> str:
        """The lines so far, as they stood."""
        return self.lead + "".join(line for _name, lines in self.blocks for line in lines)

    def _strings(self) -> tuple[str, ...]:
        plural = parts.PLURAL in self._words
        written = [name for name in self._words if name.startswith(parts.STRING)]
        numbered = [f"{parts.STRING}[{number}]" for number in range(len(written))]
        if written != (numbered if plural else [parts.STRING]):
            raise Refused(
                _(
                    "The plural forms of the message in line %(line)s are not complete.",
                    line=self.line,
                )
            )
        return tuple("".join(self._words[name]) for name in written)

    def _references(self) -> tuple[str, ...]:
        text = " ".join(self._noted.get(parts.REFERENCES, ()))
        return tuple(_REFERENCE.findall(text))

    def _flags(self) -> tuple[str, ...]:
        flags = ",".join(self._noted.get(parts.FLAGS, ())).split(",")
        return tuple(flag.strip() for flag in flags if flag.strip())

    def _keep(self, name: str, raw: str) -> None:
        if self.blocks and self.blocks[-1][0] == name:
            self.blocks[-1][1].append(raw)
        else:
            self.blocks.append((name, [raw]))


def _joined(words: list[str] | None) -> str | None:
    return None if words is None else "".join(words)
