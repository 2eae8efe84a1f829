"""The second pair of eyes: approving, sending back, «still right», small changes."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.kinds import kind_of
from portal.content.models import Entry, Revision
from portal.content.translations import letters
from portal.content.translations.actions import add_note, loaded_again, settle, settle_notes
from portal.content.translations.models import (
    NoteKind,
    SmallChange,
    Translation,
    TranslationState,
)
from portal.content.translations.policy import Target, is_reviewer
from portal.content.translations.progress import reckon
from portal.content.translations.units import Unit, whole_paragraphs
from portal.content.writing import pieces_of
from portal.core.actions import action
from portal.core.changes import announce
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.witness import witness
from portal.translation.memory.actions import Lesson, learn
from portal.translation.memory.texts import Pair
from portal.translation.paragraphs import digest

LEARNED_FROM = "paragraph"  # what the memory calls the numbers of paragraphs


@action
def approve(target: Target, units: Iterable[Unit], by: Person) -> int:
    """Approve what waits for review among these paragraphs and others wrote; return how many.

    Raises Refused where nothing of it waits, or all of it is her own.
    """
    every = loaded_again(units, target.locale)
    waiting = [unit for unit in every if unit.wordings.is_waiting]
    others = [unit for unit in waiting if _maker(unit) != by.id]
    if waiting and not others:
        raise Refused(_("You wrote this translation yourself. Somebody else has to approve it."))
    if not waiting:
        raise Refused(_("Nothing of this waits to be approved."))
    approved = [(unit, unit.wordings.working) for unit in others if unit.wordings.working]
    _approve(target, approved, by)
    settle(target)
    makers = {wording.made_by_id for _unit, wording in approved}
    for maker in sorted(maker for maker in makers if maker is not None):
        letters.tell_approved(target, maker)
    return len(others)


def _maker(unit: Unit) -> int | None:
    return unit.wordings.working.made_by_id if unit.wordings.working else None


def _approve(target: Target, wordings: Collection[tuple[Unit, Translation]], by: Person) -> None:
    """Approve wordings of these paragraphs; one by one it would take as many statements each."""
    for _unit, wording in wordings:
        wording.state = TranslationState.APPROVED
        wording.approved_by_id, wording.approved_at = by.id, now()
        witness(by.id, "approve_translation", f"translation:{wording.id}", locale=target.locale)
    numbers = [unit.paragraph_id for unit, _wording in wordings]
    settle_notes(numbers, target.locale, NoteKind.SENT_BACK)
    learn(*(lesson(target, unit, wording) for unit, wording in wordings))


def lesson(target: Target, unit: Unit, wording: Translation) -> Lesson:
    """What an approved wording teaches the memory, for those who may read its entry."""
    part = unit.field.name if unit.field.name in kind_of(target.entry).parts else ""
    pair = Pair(
        unit.source,
        target.entry.locale,
        wording.text,
        target.locale,
        before=digest(unit.before) if unit.before else None,
        after=digest(unit.behind) if unit.behind else None,
    )
    return Lesson(
        pair,
        LEARNED_FROM,
        unit.paragraph_id,
        made_by_id=wording.made_by_id,
        approved_at=wording.approved_at or now(),
        tokens=tokens_of(target.entry, part),
    )


def tokens_of(entry: Entry, part: str = "") -> frozenset[str]:
    """What those hold who may read the entry, or a part of it, now; an embargo counts."""
    moment = now()
    return frozenset(
        row.token
        for row in entry.audience
        if row.part == part and (row.from_at is None or row.from_at <= moment)
    )


@action
def send_back(target: Target, unit: Unit, message: str, by: Person) -> None:
    """Give a wording back to who made it, with what should change; she is told by mail."""
    wording = unit.wordings.working
    if wording is None or wording.state is not TranslationState.IN_REVIEW:
        raise Refused(_("Nothing of this waits to be approved."))
    if not message:
        raise Refused(_("Say what should change."))
    wording.state = TranslationState.DRAFT
    note = add_note(unit.paragraph_id, target.locale, NoteKind.SENT_BACK, message, by)
    settle(target)
    letters.tell_sent_back(target, wording, note)


@action
def confirm(target: Target, unit: Unit, by: Person) -> Translation:
    """Say that an outdated translation is still right for the new source.

    By a reviewer who did not write it, it is approved again; by anybody else it waits to
    be reviewed. The old wording stays as it was.
    """
    wording = unit.wordings.working
    if wording is None or wording.source_digest == unit.digest:
        raise Refused(_("This translation is not outdated."))
    approves = is_reviewer(by, target.locale) and wording.made_by_id != by.id
    again = Translation(
        paragraph_id=unit.paragraph_id,
        locale=target.locale,
        number=wording.number + 1 + len(unit.wordings.suggestions),
        text=wording.text,
        source_digest=unit.digest,
        source_text=unit.source,
        state=TranslationState.IN_REVIEW,
        engine=wording.engine,
        made_by_id=wording.made_by_id if approves else by.id,
        version=1,
    )
    db.session.add(again)
    db.session.flush()
    if approves:
        _approve(target, [(unit, again)], by)
    settle(target)
    if not approves:
        letters.ask_for_review(target, by)
    return again


@action
def call_small(entry: Entry, by: Person) -> int:
    """Say that the last change of a published text asks nothing of its translations.

    Those that were right before it are so again; translators find it in a list and may
    object. Returns how many paragraphs it concerns.
    """
    before = _shown_before(entry)
    if before is None or entry.published is None:
        raise Refused(_("Its words have not changed since they were published first."))
    old, new = _texts(entry, before), _texts(entry, entry.published)
    changed = [key for key in new if key in old and old[key][0] != new[key][0]]
    if not changed:
        raise Refused(_("The last change left every translated paragraph as it was."))
    for key in changed:
        _note_small(entry, key, old[key], new[key], by)
        _move(key, old[key], new[key])
    witness(by.id, "call_small", f"entry:{entry.id}", paragraphs=len(changed))
    reckon(entry)
    announce("entry", entry.id)
    return len(changed)


Source = tuple[str, str]
"""Digest and text of a paragraph as it stood in one revision."""


def _shown_before(entry: Entry) -> Revision | None:
    """The words that readers saw before those they see now."""
    earlier = [
        revision
        for revision in entry.revisions
        if revision.shown_at is not None and revision.id != entry.published_id
    ]
    return max(earlier, key=lambda revision: revision.number, default=None)


def _texts(entry: Entry, revision: Revision) -> dict[int, Source]:
    """Each paragraph of a revision by its number, and each field translated as a whole."""
    texts: dict[int, Source] = {}
    wholes = whole_paragraphs(entry)
    for field in kind_of(entry).words:
        text = revision.words.get(field.name, "")
        pieces = zip(pieces_of(field, text), revision.cut.get(field.name, []), strict=True)
        texts |= {number: (known, piece.text) for piece, (number, known) in pieces}
        if field.name in wholes:
            texts[wholes[field.name]] = (digest(text), text)
    return texts


def _note_small(entry: Entry, key: int, old: Source, new: Source, by: Person) -> None:
    change = db.session.scalar(
        sa.select(SmallChange).where(
            SmallChange.paragraph_id == key,
            SmallChange.old_digest == old[0],
            SmallChange.new_digest == new[0],
        )
    )
    if change is None:
        change = SmallChange(
            paragraph_id=key,
            entry_id=entry.id,
            old_digest=old[0],
            old_text=old[1],
            new_digest=new[0],
            new_text=new[1],
        )
        db.session.add(change)
    change.person_id, change.at = by.id, now()


def _move(key: int, old: Source, new: Source, *only: sa.ColumnElement[bool]) -> None:
    """Let the translations that were made from one source text count as made from another."""
    db.session.execute(
        sa.update(Translation)
        .where(Translation.paragraph_id == key, Translation.source_digest == old[0], *only)
        .values(source_digest=new[0], source_text=new[1])
    )


@action
def object_to(target: Target, change: SmallChange, reason: str, by: Person) -> None:
    """Say that a change was not small in this language: its translation is outdated again."""
    if not reason:
        raise Refused(_("Say what the change means for the translation."))
    note = add_note(change.paragraph_id, target.locale, NoteKind.OBJECTION, reason, by)
    _move(
        change.paragraph_id,
        (change.new_digest, change.new_text),
        (change.old_digest, change.old_text),
        Translation.locale == target.locale,
        Translation.made_at < change.at,  # not what was made from the new words since
    )
    settle(target)
    letters.tell_objection(target, change, note)
