"""The board: which texts ask most for a translator, and how far each is in each language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.content.models import Entry, Paragraph, Status
from portal.content.policy import READABLE, reader_of
from portal.content.queries import Card, cards_numbered
from portal.content.translations.models import (
    NoteKind,
    Progress,
    SmallChange,
    Translation,
    TranslationNote,
    TranslationState,
)
from portal.core.db import db, today
from portal.core.paging import PER_PAGE, Paged, page_number
from portal.translators.readership import Readership

TO_TRANSLATE, OUTDATED, TO_REVIEW, SUGGESTED, DONE = (
    "to-translate",
    "outdated",
    "to-review",
    "suggested",
    "done",
)
UNDER_WAY = (TranslationState.DRAFT, TranslationState.IN_REVIEW)
STATES = (TO_TRANSLATE, OUTDATED, TO_REVIEW, SUGGESTED, DONE)

# How much sooner a text is due that has a deadline ahead, by the days that are left.
URGENCY = ((3, 8), (14, 4), (60, 2))
# What a word weighs that has come some of the way: what is left to do for it.
LEFT = (
    Progress.missing
    + Progress.outdated
    + Progress.machine * 0.75
    + Progress.draft * 0.5
    + Progress.in_review * 0.25
)

_MATCHES = {
    TO_TRANSLATE: Progress.missing + Progress.machine + Progress.draft > 0,
    OUTDATED: Progress.outdated > 0,
    TO_REVIEW: Progress.waiting > 0,
    SUGGESTED: Progress.suggested > 0,
    DONE: sa.and_(Progress.approved == Progress.words, Progress.waiting == 0),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the board, and how far it is by language."""

    card: Card
    progress: Mapping[str, Progress]


@dataclass(frozen=True, slots=True)
class Totals:
    """What is left in one language over all texts that somebody may read, in words."""

    words: int
    approved: int
    outdated: int
    left: int
    waiting: int
    suggested: int


def board(
    person: Any,
    locales: Sequence[str],
    kinds: Collection[str],
    state: str | None,
    readership: Readership,
) -> Paged[Row]:
    """The texts she may read that have something in this state in one of these languages.

    Ordered by what is left to do × who would read it in the language rather than in the
    original × how soon it is due, the languages added up; the page is that of the request.
    """
    page = page_number()
    weight = sa.func.sum(LEFT * _readers(readership, locales) * _urgency() / _words())
    chosen = (
        sa.select(Progress.entry_id, sa.func.count().over())
        .join(Entry, Entry.id == Progress.entry_id)
        .where(*_standing(locales, kinds))
        .group_by(Progress.entry_id)
        .order_by(weight.desc(), Progress.entry_id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    if state in _MATCHES:
        chosen = chosen.where(_MATCHES[state])
    rows = db.session.execute(chosen, reader_of(person)).all()
    total = rows[0][1] if rows else 0
    return Paged(_rows([row[0] for row in rows], locales), total, page)


def _rows(numbers: list[int], locales: Sequence[str]) -> list[Row]:
    found: dict[int, dict[str, Progress]] = {number: {} for number in numbers}
    chosen = sa.select(Progress).where(Progress.entry_id.in_(numbers), Progress.locale.in_(locales))
    for each in db.session.scalars(chosen):
        found[each.entry_id][each.locale] = each
    return [Row(card, found[card.id]) for card in cards_numbered(numbers)]


def _standing(
    locales: Sequence[str], kinds: Collection[str]
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """How far the texts that she may read are in these languages.

    The texts are a list by itself, so that each is asked for once, not once in each language.
    """
    readable = sa.select(Entry.id).where(
        Entry.published_id.is_not(None), Entry.status != Status.RETIRED, READABLE
    )
    if kinds:
        readable = readable.where(Entry.kind.in_(kinds))
    return Progress.locale.in_(locales), Progress.entry_id.in_(readable)


def _words() -> sa.ColumnElement[float]:
    return sa.cast(sa.case((Progress.words > 0, Progress.words), else_=1), sa.Float)


def _readers(readership: Readership, locales: Sequence[str]) -> sa.ColumnElement[int]:
    """How many members wait for each text in each language; where nobody does, it counts as one."""

    def number(original: str) -> sa.ColumnElement[int]:
        waiting = {code: readership.waiting(original, code) + 1 for code in locales}
        return sa.case(waiting, value=Progress.locale, else_=1)

    originals = {code: number(code) for code in sorted(readership.in_language)}
    return sa.case(originals, value=Entry.locale, else_=number("")) if originals else number("")


def _urgency() -> sa.ColumnElement[int]:
    """How much a deadline that lies ahead presses."""
    day = today()
    cases = [
        (Progress.due_on.between(day, day + timedelta(days=left)), weight)
        for left, weight in URGENCY
    ]
    return sa.case(*cases, else_=1)


def totals(person: Any, locales: Sequence[str], kinds: Collection[str]) -> dict[str, Totals]:
    """What is left by language, over the same texts as the board shows."""
    left = Progress.missing + Progress.outdated + Progress.draft + Progress.machine
    rows = db.session.execute(
        sa.select(
            Progress.locale,
            *(
                sa.func.coalesce(sa.func.sum(column), 0)
                for column in (
                    Progress.words,
                    Progress.approved,
                    Progress.outdated,
                    left,
                    Progress.waiting,
                    Progress.suggested,
                )
            ),
        )
        .where(*_standing(locales, kinds))
        .group_by(Progress.locale),
        reader_of(person),
    )
    found = {row[0]: Totals(*row[1:]) for row in rows}
    return {code: found.get(code, Totals(0, 0, 0, 0, 0, 0)) for code in locales}


@dataclass(frozen=True, slots=True)
class Mine:
    """One text somebody translates: how many of her paragraphs stand where."""

    entry_id: int
    locale: str
    drafts: int
    in_review: int
    sent_back: int


def mine(person: Any) -> list[Mine]:
    """The texts in which she has drafts or waits for a reviewer, what was sent back first."""
    drafts, waiting = (
        sa.func.sum(sa.case((Translation.state == state, 1), else_=0)) for state in UNDER_WAY
    )
    sent_back = sa.func.sum(sa.case((_was_sent_back(), 1), else_=0))
    rows = db.session.execute(
        sa.select(Paragraph.entry_id, Translation.locale, drafts, waiting, sent_back)
        .join(Paragraph, Paragraph.id == Translation.paragraph_id)
        .join(Entry, Entry.id == Paragraph.entry_id)
        .where(
            Translation.made_by_id == person.id,
            Translation.state.in_(UNDER_WAY),
            ~_is_followed(),
            READABLE,
        )
        .group_by(Paragraph.entry_id, Translation.locale)
        .order_by(sent_back.desc(), drafts.desc(), Paragraph.entry_id),
        reader_of(person),
    )
    return [Mine(*row) for row in rows]


def _is_followed() -> sa.ColumnElement[bool]:
    """Whether somebody has gone on from a wording since."""
    later = aliased(Translation)
    return (
        sa.select(later.id)
        .where(
            later.paragraph_id == Translation.paragraph_id,
            later.locale == Translation.locale,
            later.number > Translation.number,
            later.state != TranslationState.SUGGESTED,
        )
        .correlate(Translation)
        .exists()
    )


def _was_sent_back() -> sa.ColumnElement[bool]:
    return (
        sa.select(TranslationNote.id)
        .where(
            TranslationNote.paragraph_id == Translation.paragraph_id,
            TranslationNote.locale == Translation.locale,
            TranslationNote.kind == NoteKind.SENT_BACK,
            TranslationNote.settled_at.is_(None),
        )
        .correlate(Translation)
        .exists()
    )


def open_questions(person: Any, locales: Collection[str]) -> list[TranslationNote]:
    """The unanswered questions about what she may read, in these languages, oldest first."""
    chosen = (
        sa.select(TranslationNote)
        .join(TranslationNote.paragraph)
        .join(Entry, Entry.id == Paragraph.entry_id)
        .where(
            TranslationNote.kind == NoteKind.QUESTION,
            TranslationNote.settled_at.is_(None),
            TranslationNote.locale.in_(locales),
            READABLE,
        )
        .options(contains_eager(TranslationNote.paragraph))
        .order_by(TranslationNote.id)
        .limit(50)
    )
    return list(db.session.scalars(chosen, reader_of(person)))


@dataclass(frozen=True, slots=True)
class Small:
    """A change that an editor called small, and a language whose translation it touched."""

    change: SmallChange
    entry_id: int
    locale: str


def small_changes(person: Any, locales: Collection[str]) -> list[Small]:
    """The newest small changes of what she may read that stand in these languages unopposed."""
    chosen = (
        sa.select(SmallChange, Translation.locale)
        .join(Translation, Translation.paragraph_id == SmallChange.paragraph_id)
        .join(Entry, Entry.id == SmallChange.entry_id)
        .where(
            Translation.locale.in_(locales),
            Translation.source_digest == SmallChange.new_digest,
            Translation.made_at < SmallChange.at,
            READABLE,
        )
        .options(joinedload(SmallChange.person))
        .distinct()
        .order_by(SmallChange.id.desc(), Translation.locale)
        .limit(20)
    )
    rows = db.session.execute(chosen, reader_of(person))
    return [Small(change, change.entry_id, locale) for change, locale in rows]


@dataclass(frozen=True, slots=True)
class Thread:
    """A question about one paragraph, and the answers it got."""

    question: TranslationNote
    answers: list[TranslationNote]


def questions_about(entry: Entry) -> list[Thread]:
    """What translators have asked about a text, unanswered first, then the newest."""
    chosen = (
        sa.select(TranslationNote)
        .join(Paragraph, Paragraph.id == TranslationNote.paragraph_id)
        .where(
            Paragraph.entry_id == entry.id,
            TranslationNote.kind.in_((NoteKind.QUESTION, NoteKind.ANSWER)),
        )
        .options(joinedload(TranslationNote.person))
        .order_by(TranslationNote.id)
    )
    threads: list[Thread] = []
    for note in db.session.scalars(chosen):
        if note.kind is NoteKind.QUESTION:
            threads.append(Thread(note, []))
        else:
            _thread_of(note, threads).answers.append(note)
    threads.sort(key=lambda each: (each.question.settled_at is not None, -each.question.id))
    return threads


def _thread_of(answer: TranslationNote, threads: list[Thread]) -> Thread:
    """The last question that was asked before about the same paragraph in the same language."""
    place = (answer.paragraph_id, answer.locale)
    return next(
        each
        for each in reversed(threads)
        if (each.question.paragraph_id, each.question.locale) == place
    )
