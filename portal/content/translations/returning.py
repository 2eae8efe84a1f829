"""A file that came back from a translator's own tools: what becomes of each paragraph in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.accounts.models import Person
from portal.content.models import Paragraph
from portal.content.translations.actions import NOTHING, Base, Typed, base_of, follow, settle
from portal.content.translations.models import Translation
from portal.content.translations.offline import read_name
from portal.content.translations.policy import Target
from portal.content.translations.standing import Wordings
from portal.content.translations.taking import newest_wording
from portal.content.translations.units import Unit, readable_units, source_with
from portal.core.actions import action
from portal.core.blocks import normalised
from portal.core.db import db
from portal.core.forms import tidy_lines
from portal.translation.exchange.bundle import ReturnedUnit

LONGEST = 20_000  # characters of one wording, as in the editor


class Fate(StrEnum):
    """What becomes of a paragraph that came back."""

    TAKEN = "taken"  # it is a draft now
    SAME = "same"  # nothing new in it
    EMPTY = "empty"
    SOURCE_CHANGED = "source_changed"  # since the file was made
    OVERTAKEN = "overtaken"  # somebody saved another wording since
    TOO_LONG = "too_long"
    UNKNOWN = "unknown"  # no such paragraph in what readers see


DECIDABLE = (Fate.SOURCE_CHANGED, Fate.OVERTAKEN)
"""Refused, but the translator may put them into the field all the same."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A paragraph that came back, and what became of it.

    `seen` is the newest wording when it was judged; `theirs` is that too, where somebody
    saved it after the file was made. `old_source` are the words the file was made from,
    where these have changed since and the entry ever had them. `is_outdated` tells that the
    translation that stands was made from other words than those of now.
    """

    returned: ReturnedUnit
    text: str
    fate: Fate
    unit: Unit | None = None
    theirs: Translation | None = None
    old_source: str | None = None
    seen: Base = NOTHING
    is_outdated: bool = False


@action
def take(target: Target, returned: Iterable[ReturnedUnit], by: Person) -> list[Arrival]:
    """Take what came back as drafts, paragraph by paragraph, where nothing speaks against it.

    Whatever a file says of its state: only a reviewer approves. What was made from words
    that have changed since, or would go over somebody's newer wording, stays out; the
    arrivals, in the order of the file, say what became of each.
    """
    known = _known(target, by)
    arrivals = [_take(target, judge(target, known, each), by) for each in returned]
    _settle(target, arrivals)
    return arrivals


def _known(target: Target, by: Person) -> Mapping[int, Unit]:
    return {unit.paragraph_id: unit for unit in readable_units(by, target)}


def _take(target: Target, arrival: Arrival, by: Person) -> Arrival:
    unit = arrival.unit
    if arrival.fate is not Fate.TAKEN or unit is None:
        return arrival
    base = base_of(unit.wordings.newest)
    return _save(target, arrival, unit, Typed(arrival.text, base, unit.source, unit.digest), by)


def _save(target: Target, arrival: Arrival, unit: Unit, typed: Typed, by: Person) -> Arrival:
    newest = newest_wording(unit.paragraph_id, target.locale)
    if newest is not None and base_of(newest) != typed.base:
        return replace(arrival, fate=Fate.OVERTAKEN, theirs=newest, seen=base_of(newest))
    follow(newest, unit.paragraph_id, target.locale, typed, by)
    return replace(arrival, fate=Fate.TAKEN)


def _settle(target: Target, arrivals: Iterable[Arrival]) -> None:
    """Where something was saved, count once how far the text is, and tell the followers."""
    if any(arrival.fate is Fate.TAKEN for arrival in arrivals):
        settle(target)


@action
def keep(target: Target, chosen: Iterable[tuple[ReturnedUnit, Base]], by: Person) -> list[Arrival]:
    """Put wordings that were refused into their fields all the same, as their translator decides.

    Each is a draft made from the words the file had, so it is outdated where these have
    changed. With it comes the newest wording that she was shown; where there is another
    one by now, hers is refused again.
    """
    known = _known(target, by)
    arrivals = [_keep(target, judge(target, known, each), seen, by) for each, seen in chosen]
    _settle(target, arrivals)
    return arrivals


def _keep(target: Target, arrival: Arrival, seen: Base, by: Person) -> Arrival:
    unit = arrival.unit
    if unit is None or arrival.fate not in DECIDABLE:
        return arrival
    made_from = (unit.source, unit.digest)
    if arrival.fate is Fate.SOURCE_CHANGED:
        # Words that the entry never had are no source; the draft is outdated all the same.
        known = arrival.old_source is not None
        made_from = (arrival.old_source or "", arrival.returned.digest if known else "")
    return _save(target, arrival, unit, Typed(arrival.text, seen, *made_from), by)


def judged(target: Target, returned: Iterable[ReturnedUnit], by: Person) -> list[Arrival]:
    """Say what would become of these paragraphs; nothing is saved."""
    known = _known(target, by)
    return [judge(target, known, each) for each in returned]


def judge(target: Target, known: Mapping[int, Unit], returned: ReturnedUnit) -> Arrival:
    """Say what is to become of one paragraph, among the `known` ones; nothing is saved."""
    name = read_name(returned.id)
    unit = known.get(name.paragraph_id) if name else None
    arrival = Arrival(returned, _plain(returned.target), Fate.UNKNOWN, unit)
    if name is None or unit is None:
        return arrival
    newest, working = unit.wordings.newest, unit.wordings.working
    outdated = working is not None and working.source_digest != unit.digest
    arrival = replace(arrival, seen=base_of(newest), is_outdated=outdated)
    if not arrival.text:
        return replace(arrival, fate=Fate.EMPTY)
    if arrival.text in (_working(unit.wordings), _as_sent(unit, name.base)):
        return replace(arrival, fate=Fate.SAME)
    if len(arrival.text) > LONGEST:
        return replace(arrival, fate=Fate.TOO_LONG)
    theirs = newest if base_of(newest) not in (NOTHING, name.base) else None
    if returned.digest != unit.digest:
        old = _old_source(target, unit, returned.digest)
        return replace(arrival, fate=Fate.SOURCE_CHANGED, theirs=theirs, old_source=old)
    return replace(arrival, fate=Fate.OVERTAKEN if theirs else Fate.TAKEN, theirs=theirs)


def _old_source(target: Target, unit: Unit, digest: str) -> str | None:
    return source_with(target.entry, db.session.get_one(Paragraph, unit.paragraph_id), digest)


def _plain(text: str) -> str:
    """Words as they come out of a file again, so that what is the same is seen to be."""
    return tidy_lines(normalised(text))


def _working(wordings: Wordings) -> str:
    return _plain(wordings.working.text) if wordings.working else ""


def _as_sent(unit: Unit, base: Base) -> str | None:
    """What the file went out with; None where that wording has been typed over since."""
    then = Wordings.of(unit.digest, [row for row in unit.wordings.rows if row.number <= base[0]])
    return _working(then) if base != NOTHING and base_of(then.newest) == base else None
