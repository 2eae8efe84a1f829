"""The letters that would have been sent, for trials where no mail leaves the machine.

The pages exist only where letters stay in a folder, and never in production: whoever reads
them could open the link in anybody's letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from config import Settings
from portal.core.access import open_to_public
from portal.core.directions import direction
from portal.core.i18n import autonym

MOST_LISTED = 200

bp = Blueprint("mailbox", __name__, url_prefix="/dev/mail")


@dataclass(frozen=True, slots=True)
class Kept:
    """One letter in the folder."""

    number: int
    subject: str
    to: str
    locale: str
    sent_at: datetime | None
    text: str
    html: str

    @property
    def language(self) -> str:
        return autonym(self.locale) if self.locale else ""

    @property
    def direction(self) -> str:
        return direction(self.locale)


@bp.get("")
@open_to_public
def index() -> ResponseReturnValue:
    numbers = sorted(_numbers(), reverse=True)
    letters = [_read(number, only_head=True) for number in numbers[:MOST_LISTED]]
    return render_template("ui/mailbox.html", letters=letters, total=len(numbers))


@bp.get("/<int:number>")
@open_to_public
def letter(number: int) -> ResponseReturnValue:
    if not _path(number).exists():
        abort(404)
    return render_template("ui/mailbox_letter.html", letter=_read(number))


def _folder() -> Path:
    settings: Settings = current_app.config["PORTAL"]
    return settings.mail_folder


def _path(number: int) -> Path:
    return _folder() / f"{number:08d}.eml"


def _numbers() -> Iterator[int]:
    return (int(path.stem) for path in _folder().glob("*.eml") if path.stem.isdecimal())


def _read(number: int, *, only_head: bool = False) -> Kept:
    with _path(number).open("rb") as file:
        message = BytesParser(policy=default).parse(file, headersonly=only_head)
    date = message["Date"]
    return Kept(
        number,
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        locale=str(message["Content-Language"] or ""),
        sent_at=date.datetime if date else None,
        text="" if only_head else _part(message, "plain"),
        html="" if only_head else _part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()).strip() if body is not None else ""


def init_app(app: Flask, *, shown: bool) -> None:
    if shown:
        app.register_blueprint(bp)
