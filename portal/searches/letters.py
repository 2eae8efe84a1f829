"""The letters about searches: what is new in one, what a member asks, what she is answered."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app

from config import Settings
from portal.accounts.models import Person
from portal.content.labels import kind_label
from portal.content.mails import address
from portal.core.db import db
from portal.core.i18n import speaking
from portal.core.mail import Letter
from portal.search.sources import Card
from portal.searches import actions, inquiries
from portal.searches.inquiries import city_of
from portal.searches.models import Alert, FoundThing, Inquiry, SavedSearch
from portal.searches.policy import can_answer
from portal.searches.reader import readable

MOST_NAMED = 20  # things in a letter


def compose_alert(numbers: dict[str, Any]) -> Letter | None:
    """Tell what is new in a saved search, of what she may read at this moment; None where that
    is nothing, or where she wants no letter any more."""
    search = db.session.get(SavedSearch, numbers["search"])
    if search is None or search.removed_at is not None or search.alert is Alert.NONE:
        return None
    person = search.person
    if not person.is_active:
        return None
    cards = _cards(person, search, numbers["letter"])
    if not cards:
        return None
    return Letter(
        to=person.email,
        name=person.name,
        locale=person.locale,
        template="searches/mail/alert.txt",
        context={
            "name": search.name,
            "count": len(cards),
            "items": [_item(person, card) for card in cards[:MOST_NAMED]],
            "more": max(len(cards) - MOST_NAMED, 0),
            "url": address("searches.open_search", person.locale, number=search.id),
            "stop_url": address("searches.stop", person.locale, number=search.id),
        },
    )


def _cards(person: Person, search: SavedSearch, letter: int) -> list[Card]:
    """What the letter tells, as she may read it now, the newest first."""
    chosen = sa.select(FoundThing.key).where(
        FoundThing.search_id == search.id, FoundThing.letter == letter
    )
    cards = readable(person, db.session.scalars(chosen.order_by(FoundThing.key)).all())
    return sorted(cards.values(), key=lambda card: card.date or date.min, reverse=True)


def _absolute(link: str) -> str:
    """A link as it stands in a letter, also where it leads to a page of ours."""
    settings: Settings = current_app.config["PORTAL"]
    return f"{settings.base_url}{link}" if link.startswith("/") else link


def _item(person: Person, card: Card) -> dict[str, str]:
    """A thing in a letter; its address leads to her language."""
    with speaking(person.locale):
        kind = kind_label(card.kind)
    return {
        "title": card.title,
        "kind": kind,
        "place": card.place,
        "url": _absolute(card.url),
    }


def compose_asked(numbers: dict[str, Any]) -> Letter | None:
    """Bring a question to an editor of the region; None where it is answered or no longer hers."""
    inquiry = db.session.get(Inquiry, numbers["inquiry"])
    editor = db.session.get(Person, numbers["person"])
    if inquiry is None or editor is None or not editor.is_active or not inquiry.is_open:
        return None
    if not can_answer(editor, inquiry):
        return None
    return Letter(
        to=editor.email,
        name=editor.name,
        locale=editor.locale,
        template="searches/mail/asked.txt",
        context={
            "words": inquiry.words,
            "need": inquiry.need,
            "from_whom": inquiry.person.name,
            "city": city_of(inquiry.person),
            "url": address("searches_inquiries.show", editor.locale, number=inquiry.id),
        },
    )


def compose_answered(numbers: dict[str, Any]) -> Letter | None:
    """Bring the answer to who asked."""
    inquiry = db.session.get(Inquiry, numbers["inquiry"])
    if inquiry is None or inquiry.is_open or not inquiry.person.is_active:
        return None
    person, editor = inquiry.person, inquiry.answered_by
    return Letter(
        to=person.email,
        name=person.name,
        locale=person.locale,
        template="searches/mail/answered.txt",
        context={
            "words": inquiry.words,
            "answer": inquiry.answer,
            "link": _absolute(inquiry.link),
            "from_whom": editor.name if editor else "",
            "url": address("searches_inquiries.show", person.locale, number=inquiry.id),
        },
    )


COMPOSERS = {
    actions.ALERT: compose_alert,
    inquiries.ASKED: compose_asked,
    inquiries.ANSWERED: compose_answered,
}
