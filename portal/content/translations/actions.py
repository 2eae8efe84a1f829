"""Translating: wordings saved, suggested, handed in, and questions about the source."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.models import Entry, Paragraph
from portal.content.translations import letters
from portal.content.translations.checking import unanswered
from portal.content.translations.models import (
    CheckAnswer,
    NoteKind,
    Translation,
    TranslationNote,
    TranslationState,
)
from portal.content.translations.policy import Target
from portal.content.translations.progress import reckon
from portal.content.translations.taking import newest_wording
from portal.content.translations.units import Unit
from portal.core.actions import action
from portal.core.changes import announce
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.core.witness import witness
from portal.organisations.policy import tokens
from portal.translation.memory.matching import EXACT
from portal.translation.memory.queries import suggestions
from portal.translation.paragraphs import digest

Base = tuple[int, int]
"""Number and version of the wording that somebody typed over; (0, 0) where there was none."""

NOTHING: Base = (0, 0)
MEMORY = "memory"  # the engine of what was taken from the memory as it is


@dataclass(frozen=True, slots=True)
class Typed:
    """A wording as it comes from the editor, and what it was typed over and made from."""

    text: str
    base: Base
    source: str
    source_digest: str
    engine: str | None = None  # where a machine's words were taken as they are


class Overtaken(Exception):
    """Somebody else saved another wording of the same paragraph in between."""

    def __init__(self, theirs: Translation) -> None:
        super().__init__(f"paragraph {theirs.paragraph_id} {theirs.locale}")
        self.theirs = theirs


@action
def save(target: Target, paragraph: Paragraph, typed: Typed, by: Person) -> Translation | None:
    """Keep what a translator has typed: her own draft changes, any other wording is followed
    by a new one, so that who wrote what stays known. Without words her draft is dropped.

    Returns the newest wording. Raises Overtaken where `typed.base` is not the newest any more.
    """
    newest = newest_wording(paragraph.id, target.locale)
    if (
        newest is not None
        and newest.text == typed.text
        and newest.source_digest == (typed.source_digest)
    ):
        return newest
    if newest is not None and base_of(newest) != typed.base:
        raise Overtaken(newest)
    if not typed.text:
        return _drop(target, newest, by)
    kept = follow(newest, paragraph.id, target.locale, typed, by)
    settle(target)
    return kept


def follow(
    newest: Translation | None, paragraph_id: int, locale: str, typed: Typed, by: Person
) -> Translation:
    """Let what was typed follow the newest wording, in the caller's transaction.

    The caller counts: it takes as long for one paragraph as for all.
    """
    if newest is not None and _is_own_draft(newest, by):
        kept = newest
        kept.version += 1
    else:
        kept = _next(paragraph_id, locale, newest)
    kept.text, kept.state, kept.engine = typed.text, TranslationState.DRAFT, typed.engine
    kept.source_digest, kept.source_text = typed.source_digest, typed.source
    kept.made_by_id, kept.made_at = by.id, now()
    return kept


def loaded_again(units: Iterable[Unit], locale: str) -> list[Unit]:
    """The same paragraphs, their wordings as they are now.

    When an action begins, what was loaded before is forgotten; each wording would then be
    loaded by a statement of its own.
    """
    every = list(units)
    rows = sa.select(Translation).where(
        Translation.paragraph_id.in_([unit.paragraph_id for unit in every]),
        Translation.locale == locale,
    )
    db.session.scalars(rows).all()
    return every


def _begun(paragraphs: Iterable[int], locale: str) -> set[int]:
    """Which of these paragraphs have any wording by now."""
    rows = sa.select(Translation.paragraph_id).where(
        Translation.paragraph_id.in_(list(paragraphs)), Translation.locale == locale
    )
    return set(db.session.scalars(rows))


def base_of(wording: Translation | None) -> Base:
    return (wording.number, wording.version) if wording else NOTHING


def _is_own_draft(wording: Translation, by: Person) -> bool:
    return wording.state is TranslationState.DRAFT and wording.made_by_id == by.id


def _next(paragraph_id: int, locale: str, newest: Translation | None) -> Translation:
    added = Translation(
        paragraph_id=paragraph_id,
        locale=locale,
        number=newest.number + 1 if newest else 1,
        version=1,
    )
    db.session.add(added)
    return added


def _drop(target: Target, newest: Translation | None, by: Person) -> Translation | None:
    if newest is None or not _is_own_draft(newest, by):
        return newest
    db.session.delete(newest)
    settle(target)
    return newest_wording(newest.paragraph_id, target.locale)


def settle(target: Target) -> None:
    """What readers see may be another now: count, and tell the followers."""
    reckon(target.entry, [target.locale])
    announce("entry", target.entry.id, locale=target.locale)


@action
def fill_from_memory(target: Target, units: Iterable[Unit], by: Person) -> int:
    """Take what the memory knows word for word as drafts, where nobody has begun.

    Returns how many paragraphs it filled. Raises Refused where there was none.
    """
    filled = 0
    for unit in loaded_again(units, target.locale):
        known = None if unit.wordings.rows else _remembered(target, unit, by)
        if known is not None:
            draft = _next(unit.paragraph_id, target.locale, None)
            draft.text, draft.state, draft.engine = known, TranslationState.DRAFT, MEMORY
            draft.source_digest, draft.source_text = unit.digest, unit.source
            draft.made_by_id = by.id
            filled += 1
    if not filled:
        raise Refused(_("The memory knows none of the open paragraphs word for word."))
    settle(target)
    return filled


def _remembered(target: Target, unit: Unit, by: Person) -> str | None:
    best = suggestions(
        unit.source,
        target.entry.locale,
        target.locale,
        before=digest(unit.before) if unit.before else None,
        after=digest(unit.behind) if unit.behind else None,
        limit=1,
        tokens=tokens(by),
    )
    return best[0].target if best and best[0].percent >= EXACT else None


@action
def take_from_machine(
    target: Target, units: Iterable[Unit], said: Mapping[int, str], engine: str, by: Person
) -> int:
    """Keep what the machine says, by paragraph, where nobody has begun; readers see it marked.

    Returns how many paragraphs it filled. Raises Refused where there was none.
    """
    locale, maker = target.locale, by.id
    begun = _begun(said, locale)
    filled = 0
    for unit in units:
        if unit.paragraph_id in said.keys() - begun:
            made = _next(unit.paragraph_id, locale, None)
            made.text, made.state = said[unit.paragraph_id], TranslationState.MACHINE
            made.engine, made.made_by_id = engine, maker
            made.source_digest, made.source_text = unit.digest, unit.source
            filled += 1
    if not filled:
        raise Refused(_("The machine has nothing for the paragraphs that are still empty."))
    settle(target)
    return filled


@action
def suggest(target: Target, unit: Unit, text: str, by: Person) -> Translation:
    """Propose a wording as a member; readers do not see it until a translator takes it.

    Raises Refused where the words are those that stand already.
    """
    newest = newest_wording(unit.paragraph_id, target.locale)
    if not text or any(row.text == text for row in unit.wordings.rows):
        raise Refused(_("This wording stands there already. Write how it should be."))
    added = _next(unit.paragraph_id, target.locale, newest)
    added.text, added.state = text, TranslationState.SUGGESTED
    added.source_digest, added.source_text = unit.digest, unit.source
    added.made_by_id = by.id
    settle(target)
    return added


@action
def take_suggestion(target: Target, wording: Translation, by: Person) -> None:
    """Go on from a member's wording: it becomes a draft in her name, to be handed in."""
    if wording.state is not TranslationState.SUGGESTED:
        raise Refused(_("This suggestion was dealt with already."))
    wording.state = TranslationState.DRAFT
    wording.version += 1
    witness(by.id, "take_suggestion", f"translation:{wording.id}")
    settle(target)


@action
def dismiss_suggestion(target: Target, wording: Translation, by: Person) -> None:
    if wording.state is not TranslationState.SUGGESTED:
        raise Refused(_("This suggestion was dealt with already."))
    witness(by.id, "dismiss_suggestion", f"entry:{target.entry.id}", locale=target.locale)
    db.session.delete(wording)
    settle(target)


@action
def hand_in(target: Target, units: Iterable[Unit], by: Person) -> int:
    """Give the drafts among these paragraphs to the reviewers; return how many.

    Raises Refused where a check found an error, or a warning that nobody has answered.
    """
    drafts = [unit for unit in loaded_again(units, target.locale) if _is_ready(unit)]
    if not drafts:
        raise Refused(_("There is no draft to hand in."))
    if open_ones := unanswered(target, drafts):
        raise Refused(
            ngettext(
                "%(count)s paragraph has remarks of the checks that nobody has answered.",
                "%(count)s paragraphs have remarks of the checks that nobody has answered.",
                len(open_ones),
            )
        )
    for unit in drafts:
        if unit.wordings.working is not None:
            unit.wordings.working.state = TranslationState.IN_REVIEW
    settle_notes([unit.paragraph_id for unit in drafts], target.locale, NoteKind.SENT_BACK)
    settle(target)
    letters.ask_for_review(target, by)
    return len(drafts)


def _is_ready(unit: Unit) -> bool:
    wording = unit.wordings.working
    return (
        wording is not None
        and wording.state in (TranslationState.DRAFT, TranslationState.MACHINE)
        and wording.source_digest == unit.digest
    )


@action
def answer_check(target: Target, unit: Unit, key: str, reason: str, by: Person) -> None:
    """Say why what a check found is right as it is; the answer falls with the finding."""
    if not reason:
        raise Refused(_("Say why it is right as it is."))
    answer = db.session.scalar(
        sa.select(CheckAnswer).where(
            CheckAnswer.paragraph_id == unit.paragraph_id,
            CheckAnswer.locale == target.locale,
            CheckAnswer.key == key,
        )
    )
    if answer is None:
        answer = CheckAnswer(
            paragraph_id=unit.paragraph_id, locale=target.locale, key=key, reason=reason
        )
        db.session.add(answer)
    answer.reason, answer.person_id, answer.at = reason, by.id, now()


@action
def ask(target: Target, unit: Unit, text: str, by: Person) -> TranslationNote:
    """Ask those who wrote the text what a paragraph means; they are told by mail."""
    if not text:
        raise Refused(_("Write what you want to know."))
    note = add_note(unit.paragraph_id, target.locale, NoteKind.QUESTION, text, by)
    letters.tell_question(target.entry, note)
    return note


@action
def reply(entry: Entry, question: TranslationNote, text: str, by: Person) -> TranslationNote:
    """Answer a translator's question; she is told by mail."""
    if not text:
        raise Refused(_("Write an answer."))
    if question.kind is not NoteKind.QUESTION:
        raise Refused(_("Only a question can be answered."))
    question.settled_at = question.settled_at or now()
    note = add_note(question.paragraph_id, question.locale, NoteKind.ANSWER, text, by)
    note.settled_at = now()
    letters.tell_answer(entry, question, note)
    return note


def add_note(
    paragraph_id: int, locale: str, kind: NoteKind, text: str, by: Person
) -> TranslationNote:
    note = TranslationNote(
        paragraph_id=paragraph_id, locale=locale, kind=kind, text=text, person_id=by.id
    )
    db.session.add(note)
    db.session.flush()
    return note


def settle_notes(paragraph_ids: Collection[int], locale: str, kind: NoteKind) -> None:
    db.session.execute(
        sa.update(TranslationNote)
        .where(
            TranslationNote.paragraph_id.in_(paragraph_ids),
            TranslationNote.locale == locale,
            TranslationNote.kind == kind,
            TranslationNote.settled_at.is_(None),
        )
        .values(settled_at=now())
    )
