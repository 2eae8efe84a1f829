"""The letter that brings a briefing to those who follow its event."""

from typing import Any

from portal.accounts.models import Person
from portal.briefings.models import Briefing
from portal.content.mails import address
from portal.content.models import Follow
from portal.content.policy import can_read
from portal.content.queries import cards_of
from portal.content.rendering import reading
from portal.core.db import db
from portal.core.mail import Letter

TEMPLATE = "briefings/mail/briefing_released.txt"


def compose(numbers: dict[str, Any]) -> Letter | None:
    """Write in the reader's languages what was released; None where she may not know it now,
    or no longer wants to."""
    person = db.session.get(Person, numbers["person"])
    briefing = db.session.get(Briefing, numbers["briefing"])
    if person is None or briefing is None or briefing.published is None:
        return None
    if not person.is_active or not can_read(person, briefing) or not _follows(person, briefing):
        return None
    languages = tuple(dict.fromkeys([person.locale, *person.languages]))
    words = reading(briefing, briefing.published, languages)
    event = cards_of(person, [briefing.event_id], person.locale).get(briefing.event_id)
    return Letter(
        to=person.email,
        name=person.name,
        locale=person.locale,
        template=TEMPLATE,
        context={
            "words": words,
            "code": briefing.event.code,
            "event": event.title if event else briefing.event.code,
            "url": address("briefings.show", person.locale, key=briefing.id),
            "event_url": address("events.show", person.locale, key=briefing.event_id),
        },
    )


def _follows(person: Person, briefing: Briefing) -> bool:
    return db.session.get(Follow, (person.id, briefing.event_id)) is not None
