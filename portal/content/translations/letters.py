"""The mail that translating causes: asked for, sent back, approved, asked and answered."""

from typing import Any

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.content.mails import address
from portal.content.models import Entry
from portal.content.policy import can_read
from portal.content.rendering import reading
from portal.content.translations.models import SmallChange, Translation, TranslationNote
from portal.content.translations.policy import Target
from portal.core import outbox
from portal.core.db import db, today
from portal.core.mail import Letter
from portal.organisations.models import Appointment, StaffRole

EDITOR = "translators.edit"  # the page where an entry is translated, on the floor of the desks


def ask_for_review(target: Target, by: Person) -> None:
    """Tell the reviewers of the language that something waits; once a day for each text."""
    reviewers = sa.select(Appointment.person_id).where(
        Appointment.role == StaffRole.REVIEWER,
        Appointment.locale == target.locale,
        Appointment.person_id != by.id,
    )
    for reviewer in db.session.scalars(reviewers):
        key = f"to_review:{target.entry.id}:{target.locale}:{reviewer}:{today()}"
        _post("translation_to_review", key, target.entry.id, target.locale, reviewer)


def tell_approved(target: Target, maker: int) -> None:
    key = f"approved:{target.entry.id}:{target.locale}:{maker}:{today()}"
    _post("translation_approved", key, target.entry.id, target.locale, maker)


def tell_sent_back(target: Target, wording: Translation, note: TranslationNote) -> None:
    if wording.made_by_id is not None and wording.made_by_id != note.person_id:
        key = f"sent_back:{note.id}"
        _post(
            "translation_sent_back",
            key,
            target.entry.id,
            target.locale,
            wording.made_by_id,
            note=note.id,
        )


def tell_question(entry: Entry, note: TranslationNote) -> None:
    """Tell who wrote the text; where nobody is known, its page shows the question all the same."""
    if entry.author_id is not None and entry.author_id != note.person_id:
        key = f"question:{note.id}"
        _post("translation_question", key, entry.id, note.locale, entry.author_id, note=note.id)


def tell_answer(entry: Entry, question: TranslationNote, answer: TranslationNote) -> None:
    if question.person_id is not None and question.person_id != answer.person_id:
        key = f"answer:{answer.id}"
        _post(
            "translation_answer", key, entry.id, question.locale, question.person_id, note=answer.id
        )


def tell_objection(target: Target, change: SmallChange, note: TranslationNote) -> None:
    """Tell the editor who called the change small."""
    if change.person_id is not None and change.person_id != note.person_id:
        key = f"objection:{note.id}"
        _post(
            "translation_objection",
            key,
            target.entry.id,
            target.locale,
            change.person_id,
            note=note.id,
        )


def _post(kind: str, key: str, entry: int, locale: str, person: int, **more: int) -> None:
    outbox.post(kind, key=key, entry=entry, locale=locale, person=person, **more)


def _about_translation(template: str) -> Any:
    """A composer of letters about the translation of one entry into one language."""

    def compose(numbers: dict[str, Any]) -> Letter | None:
        person = db.session.get(Person, numbers["person"])
        entry = db.session.get(Entry, numbers["entry"])
        if person is None or not person.is_active or entry is None or not can_read(person, entry):
            return None
        note = db.session.get(TranslationNote, numbers["note"]) if "note" in numbers else None
        return Letter(
            to=person.email,
            name=person.name,
            locale=person.locale,
            template=template,
            context={
                "title": _title(entry, person.locale),
                "language": numbers["locale"],
                "message": note.text if note else "",
                "from_whom": note.person.name if note and note.person else "",
                "url": _url(template, entry, person, numbers["locale"], note),
            },
        )

    return compose


def _title(entry: Entry, locale: str) -> str:
    return reading(entry, entry.published or entry.newest, (locale,)).title


def _url(
    template: str, entry: Entry, person: Person, locale: str, note: TranslationNote | None
) -> str:
    if template == QUESTION:
        return address("translators.questions", person.locale, key=entry.id)
    part = f"#p{note.paragraph_id}" if note else ""
    return address(EDITOR, person.locale, key=entry.id, target=locale) + part


QUESTION = "content/mail/translation_question.txt"
COMPOSERS = {
    "translation_to_review": _about_translation("content/mail/translation_to_review.txt"),
    "translation_approved": _about_translation("content/mail/translation_approved.txt"),
    "translation_sent_back": _about_translation("content/mail/translation_sent_back.txt"),
    "translation_question": _about_translation(QUESTION),
    "translation_answer": _about_translation("content/mail/translation_answer.txt"),
    "translation_objection": _about_translation("content/mail/translation_objection.txt"),
}
