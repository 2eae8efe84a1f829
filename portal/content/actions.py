"""The workflow of an entry: from hand to hand until readers see it, and away again."""

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.audience import settle
from portal.content.kinds import kind_of
from portal.content.models import (
    Entry,
    Follow,
    Paragraph,
    Revision,
    Status,
    Subject,
    WorkingCopy,
)
from portal.content.translations.progress import reckon
from portal.content.writing import note_step
from portal.core import outbox, timers
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.organisations.policy import is_steward_of

RELEASE = "release"  # the timer of an embargo
WITH_THE_CITY = (Status.DRAFT, Status.CITY_REVIEW, Status.CHANGES_REQUESTED)


@action
def submit(entry: Entry, by: Person) -> None:
    """Hand an entry in: to the secretariat, or first to the city's coordinator.

    Raises Refused when it is not with its author, or when something needed is missing.
    """
    if entry.status not in WITH_THE_CITY:
        raise Refused(_("It has been handed in already."))
    if missing(entry):
        raise Refused(_("Something that readers need is still missing. Fill it in first."))
    direct = entry.organisation.direct_submission or is_steward_of(by, entry.organisation_id)
    entry.submitted_by_id = by.id
    note_step(entry, by, "submit", Status.SUBMITTED if direct else Status.CITY_REVIEW)
    settle(entry)


def missing(entry: Entry, revision: Revision | None = None) -> list[str]:
    """The fields of words and facts that are needed before others may be asked to read."""
    asked, kind = revision or entry.newest, kind_of(entry)
    words = [each.name for each in kind.words if each.needed and not asked.words.get(each.name)]
    return words + [name for name in kind.needed_facts if not asked.facts.get(name)]


@action
def take_up(entry: Entry, by: Person) -> None:
    """Begin editing what was submitted; its author sees who has it."""
    if entry.status is not Status.SUBMITTED:
        raise Refused(_("Only a submitted entry can be taken up."))
    note_step(entry, by, "take_up", Status.IN_EDITING)
    settle(entry)


@action
def request_changes(entry: Entry, by: Person, message: str) -> None:
    """Give a submitted entry back to its author with what should change, and tell her by mail."""
    if entry.status not in (Status.SUBMITTED, Status.IN_EDITING):
        raise Refused(_("Only a submitted entry can be given back."))
    if not message:
        raise Refused(_("Say what should change."))
    note_step(entry, by, "request_changes", Status.CHANGES_REQUESTED, message)
    _tell_author(entry, by, "changes_requested")
    settle(entry)


@action
def withdraw(entry: Entry, by: Person) -> None:
    """Take an entry back before it is published; it is a draft again."""
    if entry.status is Status.PUBLISHED:
        raise Refused(_("It is published already. It can be retired."))
    note_step(entry, by, "withdraw", Status.DRAFT)
    settle(entry)


def is_cleared(entry: Entry) -> bool:
    """Whether it reaches its readers by being cleared: a text of the staff with a second editor."""
    kind = kind_of(entry)
    return kind.owned_by_staff and kind.second_person


def awaits_publication(entry: Entry) -> bool:
    """Whether its newest words wait for somebody who publishes or clears them."""
    if is_cleared(entry):
        return entry.status is Status.DRAFT
    waiting = (Status.SUBMITTED, Status.IN_EDITING)
    return entry.status in (waiting if kind_of(entry).second_person else (*waiting, Status.DRAFT))


@action
def publish(entry: Entry, by: Person, revision: Revision | None = None) -> None:
    """Show the newest words to all whom the visibility names, now or at `release_at`.

    Sets `published_at` (UTC) on the first publication only, so that a retired and
    restored entry keeps its date. The author is told by mail. An older `revision` may be
    named, which was planned before newer words were saved; these go on waiting.

    Raises Refused unless the entry waits for it, or when something needed is missing.
    """
    if not awaits_publication(entry):
        raise Refused(_("Only a submitted entry can be published."))
    if missing(entry, revision):
        raise Refused(_("Something that readers need is still missing. Fill it in first."))
    show(entry, by, "publish", revision)
    _tell_author(entry, by, "published")


@action
def clear(entry: Entry, by: Person, revision: Revision | None = None) -> None:
    """Release a briefing that another editor wrote, at once or when its embargo ends.

    An older `revision` may be named, as for `publish`.
    """
    if not awaits_publication(entry):
        raise Refused(_("Only a draft can be cleared."))
    if missing(entry, revision):
        raise Refused(_("Something that readers need is still missing. Fill it in first."))
    show(entry, by, "clear", revision)
    if not _is_held_back(entry):
        _tell_author(entry, by, "published")


def show(entry: Entry, by: Person | None, verb: str, revision: Revision | None = None) -> None:
    """Make the newest words, or those of `revision`, what readers see, from `release_at` on."""
    held_back, shown = _is_held_back(entry), revision or entry.newest
    entry.published = shown
    shown.shown_at = now()
    entry.published_at = entry.published_at or max(now(), entry.release_at or now())
    kind_of(entry).apply(entry, shown.facts)
    _name_subjects(entry, shown)
    _mark_paragraphs(entry, shown)
    reckon(entry)
    reached = Status.CLEARED if held_back else Status.PUBLISHED
    # Where newer words wait, the entry stands where they stand.
    note_step(entry, by, verb, reached if shown is entry.newest else entry.status, of=shown)
    if held_back and entry.release_at is not None:
        timers.set_timer(RELEASE, entry.id, entry.release_at)
    else:
        _tell_followers(entry)
    settle(entry)


def _is_held_back(entry: Entry) -> bool:
    return entry.release_at is not None and entry.release_at > now()


@action
def release(key: int) -> None:
    """End an embargo: called by the timer at `release_at`."""
    entry = db.session.get(Entry, key)
    if entry is None or not entry.is_published:
        return
    # Newer words may wait for a second editor meanwhile; what was cleared is released all the same.
    reached = Status.PUBLISHED if entry.status is Status.CLEARED else entry.status
    note_step(entry, None, "release", reached)
    _tell_followers(entry)
    settle(entry)


def _name_subjects(entry: Entry, shown: Revision) -> None:
    entry.subjects.clear()
    db.session.flush()
    for field, scheme in kind_of(entry).subjects.items():
        given = shown.facts.get(field) or []
        codes = [given] if isinstance(given, str) else given
        for position, code in enumerate(dict.fromkeys(codes)):
            entry.subjects.append(Subject(scheme=scheme, code=code, position=position))


def _mark_paragraphs(entry: Entry, revision: Revision) -> None:
    """Write each paragraph's digest as published; translations are outdated by it alone."""
    shown = {
        number: paragraph_digest
        for cut in revision.cut.values()
        for number, paragraph_digest in cut
    }
    for paragraph in db.session.scalars(
        sa.select(Paragraph).where(Paragraph.entry_id == entry.id, Paragraph.kind != "whole")
    ):
        paragraph.digest = shown.get(paragraph.id)


@action
def retire(entry: Entry, by: Person, reason: str = "") -> None:
    """Take a published entry away from its readers; those who made it keep it."""
    if not entry.is_published:
        raise Refused(_("Only a published entry can be retired."))
    note_step(entry, by, "retire", Status.RETIRED, reason)
    settle(entry)


@action
def restore(entry: Entry, by: Person) -> None:
    """Show a retired entry again, as it was published last; what never was is a draft again."""
    if entry.status is not Status.RETIRED:
        raise Refused(_("Only a retired entry can be brought back."))
    if entry.published_id is None:
        back_to = Status.DRAFT
    else:
        back_to = Status.CLEARED if _is_held_back(entry) else Status.PUBLISHED
    note_step(entry, by, "restore", back_to)
    settle(entry)


@action
def discard(entry: Entry, by: Person) -> None:
    """Throw a draft away that nobody but its makers has seen."""
    if entry.status is not Status.DRAFT or entry.is_published:
        raise Refused(_("Only a draft can be thrown away."))
    note_step(entry, by, "discard", Status.RETIRED)
    db.session.execute(sa.delete(WorkingCopy).where(WorkingCopy.entry_id == entry.id))
    settle(entry)


@action
def follow(entry: Entry, by: Person) -> None:
    """Hear by mail what happens about an entry; doing it twice changes nothing."""
    if db.session.get(Follow, (by.id, entry.id)) is None:
        db.session.add(Follow(person_id=by.id, entry_id=entry.id))


@action
def unfollow(entry: Entry, by: Person) -> None:
    db.session.execute(
        sa.delete(Follow).where(Follow.person_id == by.id, Follow.entry_id == entry.id)
    )


def _tell_author(entry: Entry, by: Person, news: str) -> None:
    if entry.author_id is not None and entry.author_id != by.id:
        step = len(entry.steps)
        outbox.post(
            news,
            key=f"{news}:{entry.id}:{step}:{entry.author_id}",
            entry=entry.id,
            person=entry.author_id,
        )


def _tell_followers(entry: Entry) -> None:
    kind_of(entry).announce(entry)
