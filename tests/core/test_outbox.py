"""Mail: posted with its cause, sent once, kept until the server takes it."""

import email
from dataclasses import replace
from datetime import timedelta
from email import policy as email_policy

import pytest
import sqlalchemy as sa
import time_machine
from aiosmtpd.controller import Controller

from portal.core import outbox
from portal.core.actions import action
from portal.core.db import db, now
from portal.core.mail import Letter
from portal.core.outbox import MailState, OutgoingMail
from tests.servers import free_port

KIND = "test_letter"


@pytest.fixture(autouse=True)
def composer():
    """A kind of letter that is written in the language its numbers name."""

    def compose(numbers):
        if numbers.get("gone"):
            return None
        return Letter(
            to="ines@example.org",
            name="Inès",
            locale=numbers.get("locale", "en"),
            template="content/mail/published.txt",
            context={"title": numbers.get("title", "Shade"), "url": "http://localhost/x"},
        )

    outbox.register(KIND, compose)
    yield
    del outbox._composers[KIND]


@action
def post(key: str, **numbers) -> None:
    outbox.post(KIND, key, **numbers)


def states() -> list[MailState]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutgoingMail.state).order_by(OutgoingMail.id)))


def letters(app):
    folder = app.config["PORTAL"].mail_folder
    return [
        email.message_from_bytes(path.read_bytes(), policy=email_policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]


@pytest.fixture(autouse=True)
def empty_folder(app):
    for path in app.config["PORTAL"].mail_folder.glob("*.eml"):
        path.unlink()


def test_a_letter_leaves_once_for_one_reason(app, work):
    post("reason:1")
    post("reason:1")

    work()
    work()

    assert states() == [MailState.SENT]
    (letter,) = letters(app)
    assert letter["To"] == "Inès <ines@example.org>"
    assert "Shade" in letter["Subject"]


def test_nothing_leaves_when_the_action_fails(app, work):
    @action
    def post_then_fail():
        outbox.post(KIND, "reason:2")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_then_fail()
    work()

    assert letters(app) == []


def test_who_may_no_longer_know_gets_nothing(app, work):
    post("reason:3", gone=True)

    work()

    assert states() == [MailState.DROPPED]
    assert letters(app) == []


def test_a_title_cannot_add_a_header(app, work):
    post("reason:4", title="Shade\r\nBcc: everybody@example.org")

    work()

    (letter,) = letters(app)
    assert letter["Bcc"] is None


def test_a_worker_that_died_loses_its_lease_and_another_sends(app, work):
    post("reason:5")
    assert outbox._lease() is not None  # and the worker dies here
    work()
    assert letters(app) == []

    with time_machine.travel(now() + outbox.LEASE + timedelta(seconds=1)):
        work()

    assert states() == [MailState.SENT]
    assert len(letters(app)) == 1


def test_a_late_worker_does_not_close_what_another_has_taken(app):
    post("reason:6")
    late = outbox._lease()
    with time_machine.travel(now() + outbox.LEASE + timedelta(seconds=1)):
        outbox._lease()
        outbox._close(late, MailState.SENT)

    assert states() == [MailState.WAITING]


class Sink:
    """An SMTP server's rules: what it received, and how often it says «not now» first."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.received: list = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  (aiosmtpd's name)
        if self.refusals:
            self.refusals -= 1
            return "451 not now"
        self.received.append(
            email.message_from_bytes(envelope.content, policy=email_policy.default)
        )
        return "250 taken"


@pytest.fixture
def smtp(app, monkeypatch):
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings = replace(app.config["PORTAL"], mail_url=f"smtp://127.0.0.1:{port}")
    monkeypatch.setitem(app.config, "PORTAL", settings)
    yield sink
    controller.stop()


def test_a_real_server_gets_the_letter_in_the_readers_language(smtp, work):
    post("reason:7", locale="ar", title="ظل لشارع السوق")

    work()

    (letter,) = smtp.received
    assert letter["Content-Language"] == "ar"
    assert "ظل لشارع السوق" in letter["Subject"]
    assert 'dir="rtl"' in letter.get_body(("html",)).get_content()


def test_a_refused_letter_is_tried_again_under_the_same_name(app, smtp, work):
    smtp.refusals = 1
    post("reason:8")
    work()
    assert (states(), smtp.received) == ([MailState.WAITING], [])

    with time_machine.travel(now() + timedelta(minutes=1)):
        work()

    assert states() == [MailState.SENT]
    assert smtp.received[0]["Message-ID"].startswith("<mail-")
