"""Letters: made from templates in the reader's language, sent by SMTP or put in a folder."""

import smtplib
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app

from config import Settings
from portal.core.db import now
from portal.core.directions import direction
from portal.core.i18n import speaking

SMTP_TIMEOUT_S = 20


class MailRefused(Exception):
    """The mail server is away or does not take the letter now; try again later."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one reader.

    `template` names a text template (`accounts/mail/invitation.txt`) whose first line is
    the subject; it is rendered in `locale` with `context`.
    """

    to: str
    name: str
    locale: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def send(letter: Letter, number: int) -> None:
    """Send one letter; its Message-ID is derived from `number`, so a repetition is recognised.

    Raises MailRefused when it may be tried again.
    """
    settings: Settings = current_app.config["PORTAL"]
    message = compose(letter, number, settings)
    if settings.mail_url == "folder:":
        put_in_folder(message, settings.mail_folder, number)
    else:
        _send_by_smtp(message, settings.mail_url)


def compose(letter: Letter, number: int, settings: Settings) -> EmailMessage:
    with speaking(letter.locale):
        subject, _blank, body = _render(letter.template, letter.context).strip().partition("\n")
        html = _render(
            "ui/mail.html",
            {
                "subject": subject.strip(),
                "paragraphs": _paragraphs(body),
                "network": settings.network,
                "locale": letter.locale,
                "direction": direction(letter.locale),
            },
        )
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = Address(settings.network, addr_spec=settings.mail_from)
    message["To"] = Address(letter.name.replace("\n", " "), addr_spec=letter.to)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<mail-{number}@{settings.host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.strip() + "\n")
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = letter.locale  # last: setting the content drops such headers
    return message


def _render(template: str, context: dict[str, Any]) -> str:
    """Fill a template with its own words only: a letter is nobody's request."""
    return current_app.jinja_env.get_template(template).render(context)


def _paragraphs(body: str) -> list[str]:
    return [part.strip() for part in body.strip().split("\n\n") if part.strip()]


def put_in_folder(message: EmailMessage, folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:08d}.eml").write_bytes(message.as_bytes())


def _send_by_smtp(message: EmailMessage, url: str) -> None:
    server = urlsplit(url)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(server.hostname or "localhost", server.port or 0, timeout=SMTP_TIMEOUT_S) as smtp:
            if server.scheme == "smtp" and smtp.has_extn("starttls"):
                smtp.starttls()
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailRefused(f"{type(error).__name__}: {error}") from error
