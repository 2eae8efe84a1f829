"""What taking in a file would change: concept by concept, before anything is written."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import IO

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.thesaurus.editing import UNSAID, About, is_code
from portal.thesaurus.exchange import formats
from portal.thesaurus.exchange.known import Known, known, name_of
from portal.thesaurus.exchange.records import (
    Fault,
    Meaning,
    Reading,
    Record,
    Word,
    second_preferred,
)
from portal.thesaurus.models import LONGEST_CODE, LONGEST_SCHEME, Kind, Link
from portal.thesaurus.relating import Edge, edge
from portal.thesaurus.schemes import Name, closed


@dataclass
class Difference:
    """What a record would add to a concept or change of it."""

    record: Record
    code: str
    is_new: bool
    words: list[Word] = field(default_factory=list)  # to add
    kinds: list[tuple[int, Word]] = field(default_factory=list)  # number of a term, as it becomes
    definitions: dict[str, Meaning] = field(default_factory=dict)  # new, or other words
    about: About = UNSAID
    uri: str | None = None
    edges: list[Edge] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        changed = self.words or self.kinds or self.definitions or self.edges or self.uri
        return not (self.is_new or changed or self.about != UNSAID)


@dataclass
class Preview:
    """What a file holds, compared with a scheme as it is now."""

    scheme: str
    reading: Reading
    new: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    same: int = 0
    conflicts: list[Fault] = field(default_factory=list)  # left as they are
    refused: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def new_terms(self) -> int:
        return sum(len(each.words) for each in (*self.new, *self.changed))


def preview(file: IO[bytes], name: str, scheme: str, *, rows_of: str = "") -> Preview:
    """Compare a file with a scheme without writing anything.

    `rows_of` is what the scheme is called in a file that holds several, where it is called
    otherwise. Raises Refused where the file cannot be read, or the scheme has no right name.
    """
    if len(scheme) > LONGEST_SCHEME or not is_code(scheme):
        raise Refused(_("A scheme is named by Latin letters and digits, 32 at most."))
    return compare(formats.read(file, name, rows_of or scheme), scheme)


def compare(reading: Reading, scheme: str) -> Preview:
    """Compare what was read with a scheme as it is at this moment."""
    found = Preview(
        scheme,
        reading,
        conflicts=list(reading.conflicts),
        refused=list(reading.refused),
        notices=list(reading.notices),
    )
    comparison = _Comparison(known(scheme), found)
    for difference in comparison.differences(reading.records):
        if difference.is_nothing:
            found.same += 1
        else:
            (found.new if difference.is_new else found.changed).append(difference)
    return found


class _Comparison:
    def __init__(self, now: Known, told: Preview) -> None:
        self._now = now
        self._told = told
        self._names: dict[str, Name] = {}  # by key of the file
        self._begun_codes: set[str] = set()

    def differences(self, records: Iterable[Record]) -> list[Difference]:
        made = [each for record in records if (each := self._begun(record))]
        for difference in made:
            self._compare_words(difference)
            self._compare_definitions(difference)
            self._compare_about(difference)
        self._compare_relations(made)
        return made

    def _begun(self, record: Record) -> Difference | None:
        """The concept that a record is about, once; None where it may not be."""
        code = self._code(record)
        if code in self._begun_codes and record.key not in self._names:
            self._refuse(record, _("The file tells of this concept twice."))
            return None
        is_new = code not in self._now.uris
        if is_new and self._now.scheme in closed():
            self._refuse(record, _("This vocabulary is closed: it takes no new concepts."))
            return None
        self._names[record.key] = (self._now.scheme, code)
        self._begun_codes.add(code)
        return Difference(record, code, is_new)

    def _code(self, record: Record) -> str:
        if record.uri in self._now.codes:
            return self._now.codes[record.uri]
        there = self._now.uris.get(record.code)
        if there is None or record.uri is None:
            return record.code
        digest = hashlib.sha256(record.uri.encode()).hexdigest()[:12]
        return f"{record.code[: LONGEST_CODE - 13]}-{digest}"  # another one's code already

    def _refuse(self, record: Record, reason: str) -> None:
        self._told.refused.append(Fault(record.line, record.label, reason))

    def _clash(self, record: Record, reason: str) -> None:
        self._told.conflicts.append(Fault(record.line, record.label, reason))

    def _compare_words(self, difference: Difference) -> None:
        code, record = difference.code, difference.record
        told = {(word.locale, word.text): word.kind for word in record.words}
        for word in record.words:
            number, kind = self._now.terms[code].get((word.locale, word.text), (0, None))
            if kind is word.kind:
                continue
            if kind is Kind.FORBIDDEN:
                self._clash(record, _("“%(term)s” is forbidden here.", term=word.text))
                continue
            former = self._now.preferred(code, word.locale)
            stays = former and told.get((word.locale, former), Kind.PREFERRED) is Kind.PREFERRED
            if word.kind is Kind.PREFERRED and former and stays:
                self._clash(record, second_preferred(word.text, former))
            elif number:
                difference.kinds.append((number, word))
            else:
                difference.words.append(word)

    def _compare_definitions(self, difference: Difference) -> None:
        now = self._now.definitions[difference.code]
        for locale, meaning in difference.record.definitions.items():
            if now.get(locale) != meaning:
                difference.definitions[locale] = meaning

    def _compare_about(self, difference: Difference) -> None:
        record = difference.record
        now = self._now.about.get(difference.code, UNSAID)
        changed = {
            each.name: value
            for each in fields(About)
            if (value := getattr(record.about, each.name)) is not None
            and value != getattr(now, each.name)
        }
        difference.about = About(**changed)
        if record.uri and not difference.is_new and self._now.uris[difference.code] is None:
            difference.uri = record.uri

    def _compare_relations(self, made: list[Difference]) -> None:
        ties = _Ties(self._now.edges)
        lost = 0
        for difference in made:
            for wanted in self._edges(difference):
                if wanted is None:
                    lost += 1
                elif wanted not in ties.edges:
                    if ties.allow(wanted):
                        difference.edges.append(wanted)
                    else:
                        self._clash(difference.record, _("A relation would close a circle."))
        if lost:
            self._told.notices.append(
                ngettext(
                    "One relation leads to a concept that is not here.",
                    "%(count)s relations lead to concepts that are not here.",
                    lost,
                )
            )

    def _edges(self, difference: Difference) -> Iterator[Edge | None]:
        """The relations of a record; None for each that leads nowhere."""
        name = (self._now.scheme, difference.code)
        record = difference.record
        for link, keys in ((Link.BROADER, record.broader), (Link.RELATED, record.related)):
            for other in map(self._name, dict.fromkeys(keys)):
                if other != name:
                    yield edge(link, name, other) if other else None

    def _name(self, key: str) -> Name | None:
        code = self._now.codes.get(key) or (key if key in self._now.uris else None)
        known_here = (self._now.scheme, code) if code else None
        found = self._names.get(key) or known_here
        if found or (named := name_of(key)) is None or named[0] != self._now.scheme:
            return found
        return named if named[1] in self._now.uris else None


class _Ties:
    """Relations as they would be, one after the other, free of circles."""

    def __init__(self, edges: set[Edge]) -> None:
        self.edges = set(edges)
        self._broader: defaultdict[Name, set[Name]] = defaultdict(set)
        self._narrower: defaultdict[Name, set[Name]] = defaultdict(set)
        for link, name, other in edges:
            if link is Link.BROADER:
                self._tie(name, other)

    def _tie(self, name: Name, broader: Name) -> None:
        self._broader[name].add(broader)
        self._narrower[broader].add(name)

    def allow(self, wanted: Edge) -> bool:
        """Add a relation unless a circle would close or the two are tied otherwise."""
        link, name, other = wanted
        if link is Link.RELATED:
            if other in self._broader[name] or name in self._broader[other]:
                return False
        elif edge(Link.RELATED, name, other) in self.edges or self._reaches(other, name):
            return False
        else:
            self._tie(name, other)
        self.edges.add(wanted)
        return True

    def _reaches(self, start: Name, goal: Name) -> bool:
        """Whether `goal` is broader than `start`: looked for from both ends by turns.

        Where nothing is tied to one of them yet, as in most files, that is known at once.
        """
        if start == goal:
            return True
        ends = (_Walk(start, self._broader), _Walk(goal, self._narrower))
        while ends[0].waiting and ends[1].waiting:
            for end, other in (ends, ends[::-1]):
                if not other.seen.isdisjoint(end.step()):
                    return True
        return False


class _Walk:
    """A walk along relations from one concept, a concept at a time."""

    def __init__(self, start: Name, ways: dict[Name, set[Name]]) -> None:
        self.waiting, self.seen = [start], {start}
        self._ways = ways

    def step(self) -> set[Name]:
        """Go on from one concept, if one is left; what was not seen before."""
        if not self.waiting:
            return set()
        new = self._ways.get(self.waiting.pop(), set()) - self.seen
        self.seen |= new
        self.waiting += new
        return new
