"""The letter to those who follow the event: once, in their language, if they may read it."""

import sqlalchemy as sa

from portal.accounts.models import PersonState
from portal.briefings.mails import compose
from portal.content import actions, writing
from portal.content.models import Visibility
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.db import db
from portal.core.mail import compose as message_of
from portal.core.outbox import MailState, OutgoingMail
from tests import build

ARABIC = {
    "title": "اليوم الرابع في صفحة واحدة",
    "meaning": "اطلبوا من وزارتكم الفصل المحلي.",
    "body": "فُتح النص من جديد.\n\nلم يُتفق عليه بعد.",
}


def letters() -> list[OutgoingMail]:
    """The letters to followers, oldest first."""
    chosen = sa.select(OutgoingMail).where(OutgoingMail.kind == "briefing_released")
    return list(db.session.scalars(chosen.order_by(OutgoingMail.id)))


def text_of(app, mail: OutgoingMail) -> tuple[str, str]:
    """Subject and words of a letter as they would leave now."""
    letter = compose(mail.numbers)
    message = message_of(letter, mail.id, app.config["PORTAL"])
    return message["Subject"], message.get_body(("plain",)).get_content()


def test_followers_of_the_event_get_a_letter_each(app, cast, work):
    event, other = build.event(), build.event(code="OTHER")
    for person in (cast.ada, cast.cy):
        actions.follow(event, person)
    actions.follow(other, cast.gus)

    build.briefing(event, cast.di)
    work()

    told = letters()
    assert {each.numbers["person"] for each in told} == {cast.ada.id, cast.cy.id}
    assert {each.state for each in told} == {MailState.SENT}


def test_a_letter_says_what_it_means_and_where_to_read_it(app, cast):
    event = build.event()
    actions.follow(event, cast.ada)

    briefing = build.briefing(event, cast.di)
    subject, words = text_of(app, letters()[-1])

    assert subject == "COP31: Day four in one page"
    assert build.BRIEFING_WORDS["meaning"] in words
    assert f"http://localhost/en/briefings/{briefing.id}" in words
    assert f"http://localhost/en/events/{event.id}" in words
    assert "not translated" not in words


def test_an_arabic_reader_gets_it_in_arabic(app, cast):
    cast.cy.locale = "ar"
    db.session.commit()
    event = build.event()
    take_translation(event, "ar", {"title": "مؤتمر أنطاليا"})
    actions.follow(event, cast.cy)
    draft = build.briefing(event, cast.di, status=build.Status.DRAFT)
    take_translation(draft, "ar", ARABIC)

    actions.clear(draft, cast.dan)
    subject, words = text_of(app, letters()[-1])

    assert ARABIC["title"] in subject
    assert ARABIC["meaning"] in words
    assert build.BRIEFING_WORDS["title"] not in words
    assert f"/ar/briefings/{draft.id}" in words


def test_a_reader_gets_the_best_of_the_languages_she_reads(app, cast):
    cast.cy.locale, cast.cy.reading_locales = "ar", ["ar", "fr"]
    db.session.commit()
    event = build.event()
    actions.follow(event, cast.cy)
    draft = build.briefing(event, cast.di, status=build.Status.DRAFT)
    take_translation(draft, "fr", {"title": "Le quatrième jour en une page"})

    actions.clear(draft, cast.dan)
    _subject, words = text_of(app, letters()[-1])

    assert "Le quatrième jour" in words
    assert build.BRIEFING_WORDS["meaning"] in words


def test_nobody_is_told_twice(app, cast, work):
    event = build.event()
    actions.follow(event, cast.ada)
    briefing = build.briefing(event, cast.di)
    work()

    actions.follow(event, cast.cy)
    words = build.BRIEFING_WORDS | {"title": "Corrected"}
    writing.revise(briefing, cast.di, 1, Draft(words, briefing.newest.facts))
    actions.clear(briefing, cast.dan)
    work()

    told = letters()
    assert [each.numbers["person"] for each in told] == [cast.ada.id]


def test_the_read_rule_is_asked_again_when_the_letter_leaves(app, cast, work):
    event = build.event()
    followers = (cast.ada, cast.cy, cast.gus, cast.eve)
    for person in followers:
        actions.follow(event, person)
    briefing = build.briefing(event, cast.di)

    actions.unfollow(event, cast.cy)
    cast.gus.state = PersonState.DISABLED
    db.session.commit()
    writing.revise(
        briefing, cast.di, 1,
        Draft(briefing.newest.words, briefing.newest.facts, Visibility.TEAM),
    )  # fmt: skip
    work()

    told = letters()
    assert {each.state for each in told} == {MailState.DROPPED}
    assert len(told) == len(followers)


def test_a_letter_about_a_retired_briefing_does_not_leave(app, cast):
    event = build.event()
    actions.follow(event, cast.ada)
    briefing = build.briefing(event, cast.di)

    actions.retire(briefing, cast.dan)

    assert compose(letters()[-1].numbers) is None


def test_markup_in_the_words_is_text_in_the_letter(app, cast):
    event = build.event()
    actions.follow(event, cast.ada)
    build.briefing(event, cast.di, words={"title": "<b>Bold</b> & more"})

    letter = compose(letters()[-1].numbers)
    message = message_of(letter, 1, app.config["PORTAL"])

    assert "<b>Bold</b> & more" in message["Subject"]
    assert "<b>Bold" not in message.get_body(("html",)).get_content()
