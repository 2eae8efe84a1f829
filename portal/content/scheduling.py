"""Publishing at a moment: what an editor decides today, the worker does later, in her name.

What comes out is the revision that was the newest when she decided: nobody's later words are
published because of a decision that was made before they were written.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Person
from portal.content import actions
from portal.content.audience import settle
from portal.content.models import Entry, Revision
from portal.content.policy import is_its_editor
from portal.content.writing import note_step
from portal.core import outbox, timers
from portal.core.access import Rules, may
from portal.core.actions import action
from portal.core.db import Model, db, now
from portal.core.errors import Refused
from portal.core.i18n import gettext as _

PUBLISH = "publish"  # the timer of a plan
NOT_PUBLISHED = "not_published"  # kind of mail

FARTHEST = timedelta(days=366)  # a year ahead; what is meant for later is a slip of the finger

# Steps after which a plan made before them holds no longer, however the entry goes on.
ENDS = frozenset({"withdraw", "request_changes", "retire", "discard", "unschedule"})


class PublicationPlan(Model):
    """At `due_at` (UTC) this revision becomes what readers see, as `person` has decided."""

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    due_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship()
    revision: Mapped[Revision] = relationship()
    person: Mapped[Person] = relationship()


def can_schedule(person: Any, entry: Entry) -> bool:
    """Plan a publication, change the plan or give it up: whoever may publish it now."""
    return _may_publish(person, entry, entry.newest)


def _may_publish(person: Any, entry: Entry, revision: Revision) -> bool:
    """The rule of publishing or clearing, asked of the revision that is meant."""
    if not actions.is_cleared(entry):
        return may(person, "review", entry)
    return is_its_editor(person, entry) and revision.author_id != person.id


RULES: Rules = {(Entry, "schedule"): can_schedule}


def plan_of(entry: Entry) -> PublicationPlan | None:
    """What is planned for an entry; None also where its plan will come to nothing."""
    plan = db.session.get(PublicationPlan, entry.id)
    return plan if plan is not None and not _is_out(plan) and not _is_over(entry) else None


def _is_out(plan: PublicationPlan) -> bool:
    """Whether readers see this revision, or have seen it, or see a newer one."""
    published = plan.entry.published
    return published is not None and published.number >= plan.revision.number


def _is_over(entry: Entry) -> bool:
    """Whether it was taken back, given back or retired after the newest plan was made."""
    verbs = [step.verb for step in entry.steps if step.verb == "schedule" or step.verb in ENDS]
    return verbs[-1:] != ["schedule"]


@action
def schedule(entry: Entry, by: Person, number: int, due_at: datetime) -> None:
    """Have revision `number`, the newest one, published at `due_at` (UTC) in the name of `by`.

    A plan made before gives way. Readers see what they saw until then.

    Raises Refused unless the entry waits to be published and could be now, when newer words
    were saved meanwhile, and when the moment is over.
    """
    if not actions.awaits_publication(entry):
        raise Refused(_("Only what waits to be published can be planned."))
    if entry.version != number:
        raise Refused(_("Somebody has saved newer words. Read them before you decide."))
    if actions.missing(entry):
        raise Refused(_("Something that readers need is still missing. Fill it in first."))
    if not now() < due_at <= now() + FARTHEST:
        raise Refused(_("Choose a moment within the next twelve months."))
    plan = db.session.get(PublicationPlan, entry.id) or PublicationPlan(entry_id=entry.id)
    plan.revision_id, plan.person_id, plan.due_at = entry.newest.id, by.id, due_at
    db.session.add(plan)
    timers.set_timer(PUBLISH, entry.id, due_at)
    note_step(entry, by, "schedule", entry.status)
    settle(entry)


@action
def unschedule(entry: Entry, by: Person) -> None:
    """Give a plan up; the entry goes on waiting. Raises Refused where nothing is planned."""
    if plan_of(entry) is None:
        raise Refused(_("Nothing is planned for it."))
    _drop(entry)
    note_step(entry, by, "unschedule", entry.status)
    settle(entry)


def _drop(entry: Entry) -> None:
    timers.cancel(PUBLISH, entry.id)
    db.session.execute(sa.delete(PublicationPlan).where(PublicationPlan.entry_id == entry.id))


@action
def carry_out(key: int) -> None:
    """Publish what was planned, or tell by mail why not: called by the timer at its moment."""
    plan = db.session.get(PublicationPlan, key)
    if plan is None:
        return
    entry, person, revision = plan.entry, plan.person, plan.revision
    obstacle, is_out, due_at = _obstacle(plan), _is_out(plan), plan.due_at
    _drop(entry)
    if is_out:
        return
    if obstacle:
        outbox.post(
            NOT_PUBLISHED,
            key=f"{NOT_PUBLISHED}:{entry.id}:{revision.id}:{due_at.isoformat()}",
            entry=entry.id,
            person=person.id,
            obstacle=obstacle,
        )
        return
    publish = actions.clear if actions.is_cleared(entry) else actions.publish
    publish(entry, person, revision)


def _obstacle(plan: PublicationPlan) -> str:
    """Why it cannot be published as planned, as a code; empty where nothing is in the way."""
    entry = plan.entry
    if not plan.person.is_active or not _may_publish(plan.person, entry, plan.revision):
        return "not_allowed"
    if _is_over(entry) or not actions.awaits_publication(entry):
        return "taken_back"
    return "incomplete" if actions.missing(entry, plan.revision) else ""
