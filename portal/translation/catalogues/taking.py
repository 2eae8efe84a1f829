"""A catalogue that was edited elsewhere, taken in message by message."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.models import Person
from portal.core.actions import action
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.catalogues import queries
from portal.translation.catalogues.actions import Faulty, Typed, keep, queue
from portal.translation.catalogues.checking import Remark
from portal.translation.catalogues.combining import comment_of
from portal.translation.catalogues.files import numbering
from portal.translation.catalogues.overview import Overview, Row, overview
from portal.translation.po.messages import Catalogue, Message

Had = Mapping[int, set[tuple[str, ...]]]
"""The words that messages had, by their numbers."""


class Outcome(StrEnum):
    TAKEN = "taken"
    SAME = "same"  # as the portal has it
    OLDER = "older"  # words that were replaced here since: those of the portal stay
    UNKNOWN = "unknown"  # a message that the portal does not use
    REFUSED = "refused"  # by the checks, or not all forms
    EMPTY = "empty"  # nothing translated


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one message of the file."""

    message: Message
    outcome: Outcome
    row: Row | None = None
    why: str = ""
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class Report:
    taken: Sequence[Taken]

    @property
    def counts(self) -> dict[Outcome, int]:
        counted = Counter(each.outcome for each in self.taken)
        return {outcome: counted[outcome] for outcome in Outcome}

    def of(self, *outcomes: Outcome) -> list[Taken]:
        return [each for each in self.taken if each.outcome in outcomes]


@action
def take(locale: str, uploaded: Catalogue, by: Person) -> Report:
    """Save what is new in an uploaded catalogue as drafts, and say what became of the rest.

    Words that the portal or the file had before are not new: they are what the file was
    made from, and somebody may have written better ones meanwhile. Raises Refused for a
    catalogue of another language.
    """
    spoken = uploaded.headers.get("Language", "")
    if spoken and spoken.replace("_", "-").lower() != locale.lower():
        raise Refused(_("This is a catalogue of another language (%(locale)s).", locale=spoken))
    queue()
    now, had = overview(locale), queries.words_had(locale)
    return Report([_take(now, had, message, by) for message in uploaded.live.values()])


def _take(now: Overview, had: Had, message: Message, by: Person) -> Taken:
    row = now.by_number.get(numbering(message.key))
    if row is None or row.message.obsolete or row.message.plural != message.plural:
        return Taken(message, Outcome.UNKNOWN)
    if not any(message.strings):
        return Taken(message, Outcome.EMPTY, row)
    if _is_same(message, row.message):
        return Taken(message, Outcome.SAME, row)
    if _is_older(message, row, had.get(row.number, set())):
        return Taken(message, Outcome.OLDER, row)
    typed = Typed(message.strings, message.fuzzy, comment_of(message), row.version)
    try:
        keep(now.locale, row.shipped or row.message, row.wording, typed, by)
    except Faulty as faulty:
        return Taken(message, Outcome.REFUSED, row, remarks=faulty.found)
    except Refused as refusal:
        return Taken(message, Outcome.REFUSED, row, why=refusal.message)
    return Taken(message, Outcome.TAKEN, row)


def _is_same(message: Message, known: Message) -> bool:
    return message.strings == known.strings and message.fuzzy == known.fuzzy


def _is_older(message: Message, row: Row, had: set[tuple[str, ...]]) -> bool:
    """Whether the message had these words before, in the file or here.

    Of the newest words only a mark that they are unfinished is older: to take it off is new.
    """
    if message.strings == row.message.strings:
        return message.fuzzy
    return message.strings in had or bool(row.shipped and message.strings == row.shipped.strings)
