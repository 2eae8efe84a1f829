"""Taking in texts that were written elsewhere: one row a text, a group the versions of one text.

The format is JSON lines with `id`, `title`, `text`, `language` and, where known, `group`,
`topics`, `source`, `licence`, `origin`. A group becomes one entry: the text that people
wrote first is the source, the others are its translations. What was taken in before is
recognised by its id and its digest; a few groups at a time are committed together, so a
run that was cut off goes on where it stopped.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from babel import Locale, UnknownLocaleError

from config import LOCALES
from portal.content import actions, writing
from portal.content.audience import settle
from portal.content.kinds import Kind
from portal.content.models import Entry, Origin, Visibility
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.actions import action
from portal.core.db import db
from portal.core.forms import tidy, tidy_lines
from portal.organisations.models import Organisation

GROUPS_AT_ONCE = 20
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TEXT = 200, 300, 200_000
LONGEST_ID = 120

# What the sources call their topics → our vocabulary; other names are left out.
TOPICS = {
    "adaptation": "disaster-risk",
    "air-quality": "air-quality",
    "buildings": "buildings-housing",
    "digital": "data-digital",
    "energy": "energy-supply",
    "finance": "finance-procurement",
    "food": "food-systems",
    "governance": "governance",
    "health": "health",
    "heat": "heat-cooling",
    "mobility": "mobility-transport",
    "nature": "greening-biodiversity",
    "participation": "participation-youth",
    "waste": "waste-materials",
    "water": "water-sanitation",
}


class BadRow(ValueError):
    """A row of the file cannot be taken in; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text in one language, checked."""

    id: str
    group: str
    title: str
    text: str
    locale: str
    topics: tuple[str, ...]
    source: str
    licence: str
    by_people: bool

    @property
    def digest(self) -> str:
        told = json.dumps([self.title, self.text, self.locale, self.topics, self.group])
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(slots=True)
class Report:
    """What an import did: texts that are new, changed, as before, and lines left out."""

    new: int = 0
    changed: int = 0
    same: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """Where imported texts go: whose they are, what kind, and who may read them."""

    organisation_id: int
    kind: Kind
    visibility: Visibility
    text_field: str  # the rich field that takes the whole text
    facts: Callable[[Row], Mapping[str, Any]]  # those that this kind cannot do without


def read(path: Path, report: Report) -> list[Row]:
    """All rows of a JSON-lines file (also gzipped); bad ones are noted in the report.

    Raises OSError where the file cannot be read at all.
    """
    rows, seen = [], set()
    with _opened(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = parse(line)
                if row.id in seen:
                    raise BadRow(f"the id “{row.id}” stands in the file twice")
            except BadRow as fault:
                report.faults.append((number, str(fault)))
            else:
                seen.add(row.id)
                rows.append(row)
    return rows


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def parse(line: str) -> Row:
    """Check one line. Raises BadRow with what is wrong."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"it is not JSON ({error})") from error
    if not isinstance(given, dict):
        raise BadRow("it is not a JSON object")
    key = _line_of(given, "id", LONGEST_ID)
    topics = given.get("topics") or []
    if not isinstance(topics, list):
        raise BadRow("“topics” is not a list")
    return Row(
        id=key,
        group=tidy(str(given.get("group") or key))[:LONGEST_ID],
        title=_line_of(given, "title", LONGEST_TITLE),
        text=_text_of(given),
        locale=_locale_of(given),
        topics=tuple(dict.fromkeys(TOPICS[name] for name in topics if name in TOPICS)),
        source=tidy(str(given.get("source") or ""))[:300],
        licence=tidy(str(given.get("licence") or ""))[:80],
        by_people=given.get("origin") == "human",
    )


def _line_of(given: Mapping[str, Any], name: str, limit: int) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not tidy(value):
        raise BadRow(f"“{name}” is missing")
    if len(tidy(value)) > limit:
        raise BadRow(f"“{name}” is longer than {limit} characters")
    return tidy(value)


def _text_of(given: Mapping[str, Any]) -> str:
    value = given.get("text")
    if not isinstance(value, str) or not tidy_lines(value):
        raise BadRow("“text” is missing")
    if len(value) > LONGEST_TEXT:
        raise BadRow(f"“text” is longer than {LONGEST_TEXT} characters")
    return tidy_lines(value)


def _locale_of(given: Mapping[str, Any]) -> str:
    code = given.get("language")
    if not isinstance(code, str) or len(code) > 16:
        raise BadRow("“language” is missing")
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise BadRow(f"“{tidy(code)}” is no language we know") from error
    return code


def groups_of(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows by group, the source first; a second text in the same language stands alone."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        taken = {other.locale for other in groups.get((row.group, ""), [])}
        key = (row.group, row.id if row.locale in taken else "")
        groups.setdefault(key, []).append(row)
    return [sorted(group, key=_source_first) for group in groups.values()]


def _source_first(row: Row) -> tuple[bool, int, str]:
    order = LOCALES.index(row.locale) if row.locale in LOCALES else len(LOCALES)
    return (not row.by_people, order, row.id)


def take_in(rows: Sequence[Row], target: Target, report: Report) -> Iterator[int]:
    """Take all rows in, a few groups a transaction; yields how many rows each one held."""
    groups = groups_of(rows)
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        batch = groups[start : start + GROUPS_AT_ONCE]
        take_groups(batch, target, report)
        db.session.expunge_all()
        yield sum(len(group) for group in batch)


@action
def take_groups(groups: Sequence[Sequence[Row]], target: Target, report: Report) -> None:
    ids = [row.id for group in groups for row in group]
    known = {
        origin.external_id: origin
        for origin in db.session.scalars(sa.select(Origin).where(Origin.external_id.in_(ids)))
    }
    for group in groups:
        _take_group(group, target, known, report)


def _take_group(
    group: Sequence[Row], target: Target, known: dict[str, Origin], report: Report
) -> None:
    entry, left = _entry_of(group, known), list(group)
    if entry is None:
        source = left.pop(0)
        entry = _begin(source, target)
        _note(entry, source, known, report)
    for row in left:
        if row.id in known and known[row.id].digest == row.digest:
            report.same += 1
        else:
            _take_row(entry, row, target)
            _note(entry, row, known, report)


def _entry_of(group: Sequence[Row], known: Mapping[str, Origin]) -> Entry | None:
    keys = [known[row.id].entry_id for row in group if row.id in known]
    return db.session.get(Entry, keys[0]) if keys else None


def _begin(row: Row, target: Target) -> Entry:
    facts = dict(target.facts(row)) | {"topics": list(row.topics)}
    first = Draft(_words(row, target), facts, target.visibility)
    organisation = db.session.get_one(Organisation, target.organisation_id)
    entry = writing.draft(target.kind, None, organisation, row.locale, first)
    actions.show(entry, None, "import")
    return entry


def _words(row: Row, target: Target) -> dict[str, str]:
    words = {each.name: "" for each in target.kind.words}
    words["title"], words[target.text_field] = row.title, row.text
    if target.kind.summary in words:
        words[target.kind.summary] = first_sentences(row.text)
    return words


def first_sentences(text: str) -> str:
    """The beginning of a text, up to the end of a sentence where one is near."""
    beginning = " ".join(text.split())[: LONGEST_SUMMARY + 1]
    if len(beginning) <= LONGEST_SUMMARY:
        return beginning
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)|[。！？؟]", beginning)]
    if ends and ends[-1] > LONGEST_SUMMARY // 3:
        return beginning[: ends[-1]].strip()
    return beginning[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + "…"


def _take_row(entry: Entry, row: Row, target: Target) -> None:
    words = _words(row, target)
    if row.locale != entry.locale:
        take_translation(entry, row.locale, words)
        return
    revised = Draft(words, entry.newest.facts | {"topics": list(row.topics)}, target.visibility)
    writing.write(entry, None, revised)
    actions.show(entry, None, "import")
    settle(entry)


def _note(entry: Entry, row: Row, known: dict[str, Origin], report: Report) -> None:
    """Remember what was taken in, so that a second run changes nothing."""
    origin = known.get(row.id)
    if origin is None:
        report.new += 1
        origin = known[row.id] = Origin(
            external_id=row.id, entry_id=entry.id, locale=row.locale, group=row.group
        )
        db.session.add(origin)
    else:
        report.changed += 1
    origin.digest, origin.source, origin.licence = row.digest, row.source, row.licence
