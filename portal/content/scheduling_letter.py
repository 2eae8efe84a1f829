"""The letter to an editor whose plan came to nothing."""

from typing import Any

from portal.accounts.models import Person
from portal.content.kinds import kind_of
from portal.content.mails import address
from portal.content.models import Entry
from portal.content.policy import can_read
from portal.core.db import db
from portal.core.mail import Letter

TEMPLATE = "content/mail/not_published.txt"


def compose(numbers: dict[str, Any]) -> Letter | None:
    """Say why it was not published; the title only to somebody who may still read the text."""
    person = db.session.get(Person, numbers["person"])
    entry = db.session.get(Entry, numbers["entry"])
    if person is None or not person.is_active or entry is None:
        return None
    reads = can_read(person, entry)
    return Letter(
        to=person.email,
        name=person.name,
        locale=person.locale,
        template=TEMPLATE,
        context={
            "obstacle": numbers["obstacle"],
            "title": entry.newest.words["title"] if reads else "",
            "url": _page(person, entry) if reads else "",
        },
    )


def _page(person: Person, entry: Entry) -> str:
    return address(kind_of(entry).endpoint, person.locale, key=entry.id, newest=1)
