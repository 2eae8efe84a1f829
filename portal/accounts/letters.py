"""The letters of an account: made when they leave, in the person's language."""

from typing import Any

from flask import current_app

from config import Settings
from portal.accounts import actions, queries
from portal.accounts.models import Person
from portal.core import outbox
from portal.core.db import db
from portal.core.mail import Letter


def link(endpoint: str, locale: str, **values: Any) -> str:
    """The whole address of a page, from the settings: no request's Host header has a say in it."""
    settings: Settings = current_app.config["PORTAL"]
    pages = current_app.url_map.bind("localhost")
    return settings.base_url + pages.build(endpoint, {"locale": locale, **values})


def password_reset(numbers: dict[str, Any]) -> Letter | None:
    """The hour of the link begins when the letter leaves, so a slow mail server costs nothing."""
    person = _reader(numbers)
    if person is None:
        return None
    key = actions.open_reset(person)
    url = link("accounts.reset", person.locale, token=key)
    return _letter(person, "accounts/mail/password_reset.txt", url=url)


def password_changed(numbers: dict[str, Any]) -> Letter | None:
    person = _reader(numbers)
    if person is None:
        return None
    url = link("accounts.forgotten", person.locale)
    return _letter(person, "accounts/mail/password_changed.txt", url=url)


def _reader(numbers: dict[str, Any]) -> Person | None:
    person = db.session.get(Person, numbers["person"])
    return person if person and queries.may_sign_in(person) else None


def _letter(person: Person, template: str, **context: Any) -> Letter:
    settings: Settings = current_app.config["PORTAL"]
    context |= {"name": person.name, "network_name": settings.network, "email": person.email}
    return Letter(person.email, person.name, person.locale, template, context)


def init_app() -> None:
    outbox.register("password_reset", password_reset)
    outbox.register("password_changed", password_changed)
