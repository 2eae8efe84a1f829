"""What taking in a file would do, for the administrator who sent it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.glossary.models import GlossaryFile
from portal.thesaurus.editing import one_line
from portal.thesaurus.exchange.comparing import Difference, Preview, preview
from portal.thesaurus.exchange.records import Fault

# Reading takes time in proportion to the size: 1 MB of Turtle made to do harm, 7 s.
LARGEST_TURTLE_BYTES = 300_000
_PACKED = b"\x1f\x8b"
_TURTLE = (".ttl", ".turtle", ".n3")


class Pile(StrEnum):
    """What becomes of something in the file."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Previewed:
    """A file compared with its scheme; `mark` changes with anything that would be done."""

    shown: Preview
    mark: str

    def of(self, pile: Pile) -> Sequence[Difference | Fault]:
        piles: dict[Pile, Sequence[Difference | Fault]] = {
            Pile.NEW: self.shown.new,
            Pile.CHANGED: self.shown.changed,
            Pile.CONFLICT: [_plain(each) for each in self.shown.conflicts],
            Pile.REFUSED: [_plain(each) for each in self.shown.refused],
        }
        return piles[pile]

    @property
    def does_something(self) -> bool:
        return bool(self.shown.new or self.shown.changed)


def insist_bearable(name: str, content: bytes) -> None:
    """Raise Refused for what would keep the portal busy for too long."""
    if content.startswith(_PACKED):
        raise Refused(
            _("Unpack the file first, or let the server take it in: flask glossary import.")
        )
    if name.lower().endswith(_TURTLE) and len(content) > LARGEST_TURTLE_BYTES:
        raise Refused(
            _(
                "From here a Turtle file may have at most %(size)s kB. "
                "Let the server take in larger ones: flask glossary import.",
                size=LARGEST_TURTLE_BYTES // 1000,
            )
        )


def previewed(file: GlossaryFile) -> Previewed:
    """Compare a file with its scheme as it is now; raises Refused where it cannot be read."""
    insist_bearable(file.name, file.content)
    shown = preview(BytesIO(file.content), file.name, file.scheme, rows_of=file.rows_of)
    return Previewed(shown, _mark(shown))


def _mark(shown: Preview) -> str:
    done = hashlib.sha256()
    for each in (*shown.new, *shown.changed):
        what = (each.code, each.words, each.kinds, each.definitions, each.about, each.uri)
        done.update(repr((what, each.edges)).encode())
    return done.hexdigest()


def _plain(fault: Fault) -> Fault:
    """A fault without signs that no page can hold."""
    return Fault(fault.line, one_line(fault.concept)[:200], one_line(fault.reason))
