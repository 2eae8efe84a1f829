"""What a briefing is made of, and whom its release is told."""

from datetime import date, datetime

import sqlalchemy as sa

from portal.briefings.models import Briefing
from portal.content.kinds import Facts, Kind, Words
from portal.content.models import Follow, Status
from portal.core import outbox
from portal.core.db import db
from portal.core.i18n import lazy_gettext as _l

RELEASED = "briefing_released"  # kind of mail
RELEASES = ("clear", "release", "publish")  # steps of the workflow that show it to its readers

WORDS = (
    Words("title", 120, _l("Headline")),
    Words(
        "meaning",
        400,
        _l("What it means for your city"),
        _l("The first thing a busy official reads. Say what she can do with it."),
    ),
    Words("body", 6000, _l("Text"), _l("Name the sources below."), rich=True),
)


def apply(briefing: Briefing, facts: Facts) -> None:
    """Copy the facts that are columns.

    `embargo` (ISO 8601 with its offset, or empty) is the spine's `release_at`, as long as
    nobody has cleared the briefing; later on it stays as it was cleared.
    """
    briefing.event_id = facts["event"]
    briefing.briefing_kind = facts["briefing_kind"]
    briefing.day = date.fromisoformat(facts["day"])
    if "embargo" in facts and not briefing.is_published:
        held = facts["embargo"]
        briefing.release_at = datetime.fromisoformat(held) if held else None


def announce(briefing: Briefing) -> None:
    """Post a mail to everybody who follows the event; the words are made when it leaves.

    Only the first release is news: a correction is told on the page.
    """
    releases = [step for step in briefing.steps if step.status is Status.PUBLISHED]
    if sum(step.verb in RELEASES for step in releases) > 1:
        return
    followers = sa.select(Follow.person_id).where(Follow.entry_id == briefing.event_id)
    for person_id in db.session.scalars(followers):
        outbox.post(
            RELEASED,
            key=f"{RELEASED}:{briefing.id}:{person_id}",
            briefing=briefing.id,
            person=person_id,
        )


KIND = Kind(
    name="briefing",
    model=Briefing,
    label=_l("Briefing"),
    plural=_l("Briefings"),
    endpoint="briefings.show",
    words=WORDS,
    apply=apply,
    subjects={"briefing_kind": "briefing-kind", "topics": "topic"},
    needed_facts=("event", "briefing_kind", "day"),
    owned_by_staff=True,
    announce=announce,
    deadline=lambda briefing: briefing.event.last_day,
    summary="meaning",
)
