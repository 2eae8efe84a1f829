"""What goes out to a translator, and what comes back, whatever the file looks like."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.blocks import normalised
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.paragraphs import Kind, digest

MOST_UNITS = 20_000

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}\Z")
_HALF_LETTER = re.compile(r"[\ud800-\udfff]")


class State(StrEnum):
    """How far the translation of a unit is, in the portal's own words."""

    MISSING = "missing"
    MACHINE = "machine"
    OUTDATED = "outdated"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph to translate: `source` is Markdown, with "\\n" between its lines.

    `id` is stable (a letter, then letters, digits, "-" and "_"); `digest` that of the source
    as `paragraphs.digest` makes it; `longest` the most characters the translation may have.
    """

    id: str
    field: str
    kind: Kind
    source: str
    digest: str
    target: str = ""
    state: State = State.MISSING
    notes: tuple[str, ...] = ()
    longest: int | None = None


@dataclass(frozen=True)
class Bundle:
    """A text in one language on its way into another. Locales are BCP 47.

    `address` names the text and is the same when it comes back. Raises ValueError for
    ids that are not such, or not unique.
    """

    source_locale: str
    target_locale: str
    title: str
    address: str
    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        ids = [unit.id for unit in self.units]
        if len(set(ids)) < len(ids) or not all(map(_ID.match, ids)):
            raise ValueError(f"ids of units: {ids}")


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """What came back for one unit.

    `digest` says from which source the translation was made; "" if the file does not tell.
    `state` is None where the form has none. An empty target is no translation.
    """

    id: str
    digest: str
    target: str
    note: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence for the person who sent the file, and the unit or place it is about."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Returned:
    """A file that came back; `address` and locales are "" where it does not tell them."""

    address: str
    source_locale: str
    target_locale: str
    units: tuple[ReturnedUnit, ...]
    problems: tuple[Problem, ...]

    def expect(self, address: str, target_locale: str) -> None:
        """Make sure that this file belongs to that text and language.

        Raises Refused otherwise. A file that does not say where it belongs passes: its
        units' digests decide.
        """
        if self.address not in ("", address):
            raise Refused(_("This file belongs to another text: “%(text)s”.", text=self.address))
        theirs = self.target_locale.replace("_", "-").lower()
        if theirs not in ("", target_locale.lower()):
            raise Refused(
                _(
                    "This file is a translation into another language (%(code)s).",
                    code=self.target_locale,
                )
            )


@dataclass(frozen=True, slots=True)
class Found:
    """A unit as one of the forms holds it, before it is judged."""

    unit: ReturnedUnit
    source: str | None
    longest: int | None = None


def writable(units: Iterable[Unit]) -> Iterator[tuple[Unit, str, str]]:
    """Each unit with its source and target as they go into a file.

    Raises Refused for half a character (a lone surrogate), which no file can hold.
    """
    for unit in units:
        source, target = normalised(unit.source), normalised(unit.target)
        if _HALF_LETTER.search(source + target + "".join(unit.notes)):
            raise Refused(_("The paragraph %(id)s holds half a character.", id=unit.id))
        yield unit, source, target


def judged(found: Iterable[Found]) -> tuple[tuple[ReturnedUnit, ...], tuple[Problem, ...]]:
    """Sort out what cannot be told apart, and say what is strange about the rest."""
    listed = list(found)
    if len(listed) > MOST_UNITS:
        raise Refused(_("The file holds more than %(most)s paragraphs.", most=MOST_UNITS))
    times = Counter(each.unit.id for each in listed)
    units = tuple(each.unit for each in listed if times[each.unit.id] == 1)
    return units, tuple(_problems(listed, times))


def _problems(listed: list[Found], times: Mapping[str, int]) -> Iterator[Problem]:
    for name, count in times.items():
        if count > 1:
            sentence = _("This paragraph stands %(count)s times in the file.", count=count)
            yield Problem(name, sentence)
    for each in listed:
        unit = each.unit
        if times[unit.id] > 1:
            continue
        if not unit.digest:
            yield Problem(unit.id, _("The file does not say of which source this is."))
        elif each.source is not None and digest(each.source) != unit.digest:
            yield Problem(
                unit.id, _("The source was changed in the file; only translations count.")
            )
        if each.longest is not None and len(unit.target) > each.longest:
            yield Problem(
                unit.id,
                _("The translation is longer than %(most)s characters.", most=each.longest),
            )
