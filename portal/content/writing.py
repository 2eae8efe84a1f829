"""Words become revisions: drafting, revising, merging two people's changes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.audience import settle
from portal.content.kinds import Facts, Kind, Words, kind_of
from portal.content.models import (
    Entry,
    Paragraph,
    Revision,
    Status,
    Step,
    Visibility,
    WorkingCopy,
)
from portal.content.policy import can_widen, looks_after
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.differences import three_way
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.organisations.models import Organisation
from portal.translation.alignment import Known, align
from portal.translation.paragraphs import Piece, cut, cut_field, digest

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to save: words and facts by field, and who may read it."""

    words: Texts
    facts: Facts
    visibility: Visibility = Visibility.MEMBERS


class Conflict(Exception):
    """Somebody else saved first, and both changed the same fields.

    `merged` holds what could be brought together; `fields` are those that could not.
    """

    def __init__(self, entry: Entry, merged: Draft, fields: list[str]) -> None:
        super().__init__(f"entry {entry.id}: {', '.join(fields)}")
        self.merged = merged
        self.fields = fields
        self.version = entry.version


@action
def draft(
    kind: Kind, by: Person | None, organisation: Organisation, locale: str, first: Draft
) -> Entry:
    """Begin an entry; it is a draft that only its author and the city's stewards see."""
    entry = kind.model(
        kind=kind.name,
        organisation=organisation,
        author_id=by.id if by else None,
        locale=locale,
        visibility=first.visibility,
    )
    kind.apply(entry, first.facts)
    db.session.add(entry)
    db.session.flush()
    write(entry, by, first)
    note_step(entry, by, "draft", Status.DRAFT)
    settle(entry)
    return entry


@action
def revise(entry: Entry, by: Person, base: int, wanted: Draft) -> Revision:
    """Save new words and facts over revision number `base`.

    Where somebody saved in between, the two are merged field by field; Conflict is
    raised, and nothing saved, where both changed the same. What is published stays
    as readers see it until the new words are published too. Without a change no
    revision is written.

    Raises Refused when `by` may not open it to more readers.
    """
    if base != entry.version:
        wanted = merge(entry, base, wanted)
    _set_readers(entry, by, wanted)
    if digest_of(wanted.words, wanted.facts) == entry.newest.digest:
        settle(entry)
        return entry.newest
    revision = write(entry, by, wanted)
    if not entry.is_published:
        kind_of(entry).apply(entry, wanted.facts)
    elif entry.published is not None and revision.digest == entry.published.digest:
        entry.published = revision
        note_step(entry, by, "revise", Status.PUBLISHED)
    else:
        own = kind_of(entry).owned_by_staff or looks_after(by, entry)
        reached = Status.DRAFT if own else Status.IN_EDITING
        note_step(entry, by, "revise", reached)
    drop_working_copy(entry, by)
    settle(entry)
    return revision


def _set_readers(entry: Entry, by: Person, wanted: Draft) -> None:
    if _is_wider(entry, wanted) and not can_widen(by, entry):
        raise Refused(_refusal_to_widen(entry))
    before, entry.visibility = entry.visibility, wanted.visibility
    if entry.is_published and before is not entry.visibility:
        witness(
            by.id,
            "widen" if entry.visibility.breadth > before.breadth else "narrow",
            f"entry:{entry.id}",
            revision=entry.version,
            visibility=entry.visibility.value,
            before=before.value,
        )


def _is_wider(entry: Entry, wanted: Draft) -> bool:
    """Whether the whole or one of its parts would be opened to more readers than it has."""
    kind, newest = kind_of(entry), entry.newest.facts
    return wanted.visibility.breadth > entry.visibility.breadth or any(
        kind.part_visibility(part, wanted.facts).breadth
        > kind.part_visibility(part, newest).breadth
        for part in kind.parts
    )


def _refusal_to_widen(entry: Entry) -> str:
    if kind_of(entry).owned_by_staff:
        return _(
            "Another editor has cleared it for the readers it has."
            " It can be shown to fewer, but not to more."
        )
    return _("Only the coordinator or a deputy of the city can open its text to more readers.")


def merge(entry: Entry, base: int, mine: Draft) -> Draft:
    """Bring `mine`, typed over revision `base`, together with the newest words.

    Raises Conflict with what could be merged and the fields that could not.
    """
    theirs = entry.newest
    origin = next((each for each in entry.revisions if each.number == base), theirs)
    words, disputed = dict(mine.words), []
    for name in words:
        result = three_way(origin.words.get(name, ""), mine.words[name], theirs.words.get(name, ""))
        if result.text is None:
            disputed.append(name)
        else:
            words[name] = result.text
    facts = dict(mine.facts)
    for name in facts:
        if mine.facts[name] == origin.facts.get(name):
            facts[name] = theirs.facts.get(name)
    merged = Draft(words, facts, mine.visibility)
    if disputed:
        raise Conflict(entry, merged, disputed)
    return merged


def write(entry: Entry, by: Person | None, wanted: Draft) -> Revision:
    """Add the next revision, its paragraphs numbered by their identity."""
    previous = entry.revisions[-1] if entry.revisions else None
    revision = Revision(
        number=entry.version + 1,
        author_id=by.id if by else None,
        words=dict(wanted.words),
        facts=dict(wanted.facts),
        cut={
            field.name: _number_paragraphs(entry, field, wanted.words, previous)
            for field in kind_of(entry).words
        },
        digest=digest_of(wanted.words, wanted.facts),
    )
    entry.revisions.append(revision)
    entry.version = revision.number
    db.session.flush()
    return revision


def pieces_of(field: Words, text: str) -> tuple[Piece, ...]:
    return cut(text) if field.rich else cut_field(text)


def _number_paragraphs(
    entry: Entry, field: Words, words: Texts, previous: Revision | None
) -> list[list[Any]]:
    """Pair each paragraph of the new text with the identity it had, or give it a new one."""
    text = words.get(field.name, "")
    pieces = pieces_of(field, text)
    texts = [piece.text for piece in pieces]
    kept = align(_known(field, previous), texts)
    new = [
        Paragraph(entry_id=entry.id, field=field.name, kind=piece.kind)
        for piece, identity in zip(pieces, kept, strict=True)
        if identity is None
    ]
    db.session.add_all(new)
    db.session.flush()
    numbers = iter(new)
    return [
        [next(numbers).id if identity is None else identity, digest(piece_text)]
        for identity, piece_text in zip(kept, texts, strict=True)
    ]


def _known(field: Words, previous: Revision | None) -> list[Known]:
    if previous is None:
        return []
    pieces = pieces_of(field, previous.words.get(field.name, ""))
    return [
        Known(number, known_digest, piece.text, piece.kind)
        for piece, (number, known_digest) in zip(
            pieces, previous.cut.get(field.name, []), strict=True
        )
    ]


def digest_of(words: Texts, facts: Facts) -> str:
    """SHA-256 of the canonical JSON of words and facts, in hexadecimal."""
    told = json.dumps([dict(words), dict(facts)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def note_step(
    entry: Entry,
    by: Person | None,
    verb: str,
    status: Status,
    message: str = "",
    of: Revision | None = None,
) -> None:
    """Move the workflow on, and write down who did it to which revision, the newest if not told."""
    if entry.status is not status:
        entry.status, entry.status_since = status, now()
    person_id = by.id if by else None
    entry.steps.append(Step(person_id=person_id, verb=verb, status=status, message=message))
    number = of.number if of else entry.version
    witness(person_id, verb, f"entry:{entry.id}", revision=number)


@action
def keep_working_copy(entry: Entry, by: Person, base: int, typed: dict[str, Any]) -> WorkingCopy:
    """Keep what somebody has typed so far (autosave); it is no revision and nobody else sees it."""
    copy = db.session.get(WorkingCopy, (entry.id, by.id))
    if copy is None:
        copy = WorkingCopy(entry_id=entry.id, person_id=by.id, base=base, typed=typed)
        db.session.add(copy)
    copy.base, copy.typed, copy.saved_at = base, typed, now()
    return copy


@action
def forget_working_copy(entry: Entry, by: Person) -> None:
    drop_working_copy(entry, by)


def drop_working_copy(entry: Entry, by: Person) -> None:
    db.session.execute(
        sa.delete(WorkingCopy).where(
            WorkingCopy.entry_id == entry.id, WorkingCopy.person_id == by.id
        )
    )
