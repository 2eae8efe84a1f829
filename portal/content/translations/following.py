"""The memory follows its sources: it learns what is brought with them, and whoever may read a
paragraph no more finds it there no more."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from portal.content.kinds import kind_of
from portal.content.models import WHOLE, Entry, Paragraph
from portal.content.translations.models import Progress, Translation, TranslationState
from portal.content.translations.policy import Target
from portal.content.translations.progress import reckon
from portal.content.translations.reviewing import LEARNED_FROM, lesson, tokens_of
from portal.content.translations.units import units
from portal.core import changes
from portal.core.actions import action
from portal.core.db import db
from portal.translation.memory.actions import forget, learn, limit_to
from portal.translation.memory.models import MemoryReader, MemoryUnit

FOLLOWER = "readers of the memory"
BATCH = 20

Tokens = frozenset[str]


@action
def follow_changes() -> int:
    """Adjust what the memory learned from entries that changed; called by the worker."""
    news = changes.after(changes.position(FOLLOWER), BATCH)
    for key in dict.fromkeys(change.which for change in news if change.what == "entry"):
        entry = db.session.get(Entry, key)
        if entry is None:
            _forget_orphans()
        else:
            adjust(entry)
            _learn_what_came_with_it(entry)
            _count_first(entry)
    if news:
        changes.reached(FOLLOWER, news[-1].number)
    return len(news)


def _learn_what_came_with_it(entry: Entry) -> None:
    """Teach the memory the translations that were brought with a text and are right for it now.

    Those that were approved here it has learned already.
    """
    learned = sa.exists().where(
        MemoryUnit.kind == LEARNED_FROM,
        MemoryUnit.number == Translation.paragraph_id,
        MemoryUnit.target_locale == Translation.locale,
    )
    locales = (
        sa.select(Translation.locale)
        .join(Paragraph, Paragraph.id == Translation.paragraph_id)
        .where(
            Paragraph.entry_id == entry.id,
            Paragraph.digest == Translation.source_digest,
            Translation.state == TranslationState.APPROVED,
            Translation.text != "",
            ~learned,
        )
        .distinct()
    )
    for locale in sorted(db.session.scalars(locales)):
        target = Target(entry, locale)
        right = ((unit, unit.wordings.shown) for unit in units(entry, locale) if unit.kind != WHOLE)
        learn(
            *(
                lesson(target, unit, wording)
                for unit, wording in right
                if wording is not None and wording.state is TranslationState.APPROVED
            )
        )


def _count_first(entry: Entry) -> None:
    """Count how far an entry has come that is older than the board."""
    known = sa.select(Progress.entry_id).where(Progress.entry_id == entry.id).limit(1)
    if entry.published is not None and db.session.scalar(known) is None:
        reckon(entry)


@action
def adjust(entry: Entry) -> None:
    """Show what the memory learned from this entry to those who may read it now.

    A paragraph of a part with an audience of its own goes by that. A retired entry keeps
    its few readers, and what it taught is theirs until it is restored.
    """
    now_seen = _seen(entry)
    wrong: dict[Tokens, list[int]] = {}
    for number, wanted in _wanted(entry, now_seen.keys()).items():
        if now_seen[number] != wanted:
            wrong.setdefault(wanted, []).append(number)
    for tokens, numbers in wrong.items():
        limit_to(LEARNED_FROM, numbers, tokens)


def _seen(entry: Entry) -> Mapping[int, Tokens | None]:
    """Who finds what each paragraph taught, by its number; None where everybody does.

    Several languages learn from one paragraph; where they differ, it is none of the two.
    """
    rows = db.session.execute(
        sa.select(Paragraph.id, MemoryUnit.id, MemoryUnit.restricted, MemoryReader.token)
        .join(MemoryUnit, MemoryUnit.number == Paragraph.id)
        .outerjoin(MemoryReader, MemoryReader.unit_id == MemoryUnit.id)
        .where(MemoryUnit.kind == LEARNED_FROM, Paragraph.entry_id == entry.id)
    )
    readers: dict[tuple[int, int], Tokens | None] = {}
    for number, unit, restricted, token in rows:
        held = readers.get((number, unit)) or frozenset()
        readers[number, unit] = held | ({token} if token else set()) if restricted else None
    seen: dict[int, Tokens | None] = {}
    for (number, _unit), tokens in readers.items():
        seen[number] = tokens if seen.get(number, tokens) == tokens else None
    return seen


def _wanted(entry: Entry, numbers: Iterable[int]) -> Mapping[int, Tokens]:
    """The tokens of those who may read each of these paragraphs at this moment."""
    parts = kind_of(entry).parts
    readers = {part: tokens_of(entry, part) for part in ("", *parts)}
    fields = db.session.execute(
        sa.select(Paragraph.id, Paragraph.field).where(Paragraph.id.in_(list(numbers)))
    )
    return {number: readers[field if field in parts else ""] for number, field in fields}


def _forget_orphans() -> None:
    """Forget what paragraphs taught that are gone, with the entry they stood in."""
    numbers = db.session.scalars(
        sa.select(MemoryUnit.number)
        .where(
            MemoryUnit.kind == LEARNED_FROM,
            ~sa.exists().where(Paragraph.id == MemoryUnit.number),
        )
        .distinct()
    )
    forget(LEARNED_FROM, [number for number in numbers if number is not None])
