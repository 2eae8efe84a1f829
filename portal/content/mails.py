"""The letters that an entry's way causes."""

from typing import Any

from flask import current_app, url_for

from config import Settings
from portal.accounts.models import Person
from portal.content.kinds import kind_of
from portal.content.models import Entry
from portal.content.policy import can_read
from portal.content.queries import last_message
from portal.core.db import db
from portal.core.mail import Letter


def address(endpoint: str, locale: str, **values: Any) -> str:
    """The full address of a page, built from the settings and never from a request."""
    settings: Settings = current_app.config["PORTAL"]
    with current_app.test_request_context(base_url=settings.base_url):
        return settings.base_url + url_for(endpoint, locale=locale, **values)


def _about_own_text(template: str) -> Any:
    """A composer of letters to an author about what she wrote."""

    def compose(numbers: dict[str, Any]) -> Letter | None:
        person = db.session.get(Person, numbers["person"])
        entry = db.session.get(Entry, numbers["entry"])
        if person is None or not person.is_active or entry is None or not can_read(person, entry):
            return None
        step = last_message(entry)
        return Letter(
            to=person.email,
            name=person.name,
            locale=person.locale,
            template=template,
            context={
                "title": entry.newest.words["title"],
                "message": step.message if step else "",
                "url": address(kind_of(entry).endpoint, person.locale, key=entry.id),
            },
        )

    return compose


COMPOSERS = {
    "changes_requested": _about_own_text("content/mail/changes_requested.txt"),
    "published": _about_own_text("content/mail/published.txt"),
}
