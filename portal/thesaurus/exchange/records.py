"""The neutral form of what a file says, whichever format it has."""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.crediting import UNCREDITED, Credit
from portal.thesaurus.editing import (
    UNSAID,
    About,
    canonical,
    fault_of,
    is_code,
    many_lines,
    one_line,
    slug,
)
from portal.thesaurus.models import (
    LONGEST_CODE,
    LONGEST_CREDIT,
    LONGEST_DOMAIN,
    LONGEST_SOURCE,
    LONGEST_URI,
    Kind,
)

OURS = "urn:plaza:concept:"  # names in files the concepts that came from nowhere else
MOST_CONCEPTS = 100_000
MOST_WORDS = 2_000  # terms of one concept: about the languages of the world, some times over
_FIRST = 100  # terms among which a concept's name is looked for
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
LONGEST_TEXT = 20_000  # characters of a definition or note


@dataclass(frozen=True, slots=True)
class Word:
    locale: str
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Meaning:
    text: str
    source: str = ""


@dataclass
class Record:
    """One concept as a file tells of it. `key` names it there, for others that refer to it."""

    key: str
    line: int = 0  # 0 where the format has no lines
    code: str = ""
    uri: str | None = None
    about: About = UNSAID
    words: list[Word] = field(default_factory=list)
    definitions: dict[str, Meaning] = field(default_factory=dict)  # by locale
    broader: list[str] = field(default_factory=list)  # keys
    related: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What to call it when something is told about it."""
        first = self.words[:_FIRST]
        preferred = (word.text for word in first if word.kind is Kind.PREFERRED)
        return next(preferred, self.code or self.key)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was not taken in: where (line 0: unknown), of which concept, and why."""

    line: int
    concept: str
    reason: str


class Reading:
    """Collects what a reader finds, tidied and checked; what is wrong is left out and told."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.refused: list[Fault] = []
        self.conflicts: list[Fault] = []
        self.notices: list[str] = []
        self.credit = UNCREDITED
        self._by_key: dict[str, Record] = {}
        # Of each record, so that a long one need not be searched for every word.
        self._kinds: dict[tuple[str, str, str], Kind] = {}  # key, locale, term
        self._preferred: dict[tuple[str, str], str] = {}  # key, locale

    def concept(self, key: str, line: int = 0) -> Record:
        """The record of a key, begun when it is met first. Raises Refused for too many."""
        record = self._by_key.get(key)
        if record is None:
            if len(self.records) >= MOST_CONCEPTS:
                raise Refused(_("The file has more than %(most)s concepts.", most=MOST_CONCEPTS))
            record = self._by_key[key] = Record(key, line, uri=_uri(key))
            self.records.append(record)
        return record

    def has(self, key: str) -> bool:
        return key in self._by_key

    def refuse(self, record: Record, reason: str, line: int = 0) -> None:
        self.refused.append(Fault(line or record.line, record.label, reason))

    def word(
        self, record: Record, locale: str, text: str, kind: Kind = Kind.PREFERRED, line: int = 0
    ) -> None:
        """Add a term; a second preferred one, or one of two kinds, is a conflict."""
        spoken, words = canonical(locale), one_line(text)
        if spoken is None:
            self.refuse(record, _("“%(tag)s” is no language tag.", tag=locale[:40]), line)
        elif fault := fault_of(words):
            self.refuse(record, fault, line)
        elif len(record.words) >= MOST_WORDS:
            self.refuse(record, _("The concept has too many terms."), line)
        elif clash := self._clash(record, new := Word(spoken, words, kind)):
            self.conflicts.append(Fault(line or record.line, record.label, clash))
        elif (record.key, spoken, words) not in self._kinds:
            record.words.append(new)
            self._kinds[record.key, spoken, words] = kind
            if kind is Kind.PREFERRED:
                self._preferred[record.key, spoken] = words

    def _clash(self, record: Record, new: Word) -> str:
        """Why a word cannot stand beside those the record has; nothing where it can."""
        kind = self._kinds.get((record.key, new.locale, new.text), new.kind)
        if kind is not new.kind:
            return _(
                "“%(term)s” stands here twice, as %(one)s and as %(other)s.",
                term=new.text,
                one=kind,
                other=new.kind,
            )
        preferred = self._preferred.get((record.key, new.locale), new.text)
        if new.kind is Kind.PREFERRED and preferred != new.text:
            return second_preferred(new.text, preferred)
        return ""

    def define(
        self, record: Record, locale: str, text: str, source: str = "", line: int = 0
    ) -> None:
        spoken, words = canonical(locale), many_lines(text)
        if spoken is None:
            self.refuse(record, _("“%(tag)s” is no language tag.", tag=locale[:40]), line)
        elif len(words) > LONGEST_TEXT:
            self.refuse(record, _("The definition is too long."), line)
        elif words:
            told = record.definitions.get(spoken)
            if told is not None and told.text != words:
                words = f"{told.text}\n{words}"[:LONGEST_TEXT]
            record.definitions[spoken] = Meaning(words, one_line(source)[:LONGEST_SOURCE])

    def note(self, record: Record, text: str) -> None:
        """Add a line to what is to be known about using the concept."""
        words = many_lines(text)
        known = record.about.note or ""
        if len(known) > LONGEST_TEXT - 2:
            return
        if words and words not in known.split("\n"):
            joined = f"{known}\n{words}".strip()[:LONGEST_TEXT]
            record.about = replace(record.about, note=joined)

    def domain(self, record: Record, text: str) -> None:
        record.about = replace(record.about, domain=one_line(text)[:LONGEST_DOMAIN].strip())

    def untranslatable(self, record: Record, value: bool) -> None:
        record.about = replace(record.about, untranslatable=value)

    def credits(self, title: str, licence: str, source: str) -> None:
        """Note whose work this is, where the file says so."""
        told = (one_line(text)[:LONGEST_CREDIT].strip() for text in (title, licence, source))
        self.credit = Credit(*told)

    def finish(self) -> "Reading":
        """Leave out concepts without words and give the others their codes."""
        for record in self.records:
            if not record.words:
                self.refuse(record, _("The concept has no terms that could be taken in."))
        self.records = [record for record in self.records if record.words]
        taken: set[str] = set()
        for record in self.records:
            if record.code in taken:
                record.code = ""
            taken.add(record.code)
        for record in self.records:
            record.code = record.code or _code(record, taken)
            taken.add(record.code)
        return self


def second_preferred(text: str, other: str) -> str:
    return _(
        "“%(term)s” would be a second preferred term, beside “%(other)s”.", term=text, other=other
    )


def is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None and text.isprintable()


def _uri(key: str) -> str | None:
    """The key, where it is an address of the wide world."""
    is_one = is_address(key) and not key.startswith(OURS)
    return key if is_one and len(key) <= LONGEST_URI else None


def _code(record: Record, taken: set[str]) -> str:
    """A code that tells something, the same each time the file is read."""
    last = re.split(r"[/#:]", record.key.rstrip("/#:"))[-1]
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", last).strip("-._")[:LONGEST_CODE]
    base = plain if is_code(plain) else slug(record.label) or _digest(record)
    if base not in taken:
        return base
    return f"{base[: LONGEST_CODE - 13]}-{_digest(record)}"


def _digest(record: Record) -> str:
    said = "\n".join([record.key, *(f"{word.locale} {word.text}" for word in record.words)])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def only_in(record: Record, locales: Collection[str]) -> Record:
    """What the record says in some languages; where it is in the whole stays."""
    return replace(
        record,
        words=[word for word in record.words if word.locale in locales],
        definitions={spoken: m for spoken, m in record.definitions.items() if spoken in locales},
    )


def ordered(records: Iterable[Record]) -> list[Record]:
    """The same said in one order: what two files have in common can be compared."""
    return [
        replace(
            record,
            words=sorted(record.words, key=lambda word: (word.locale, word.kind, word.text)),
            definitions=dict(sorted(record.definitions.items())),
            broader=sorted(set(record.broader)),
            related=sorted(set(record.related)),
        )
        for record in sorted(records, key=lambda record: record.key)
    ]
