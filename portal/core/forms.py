"""What all forms share: our own messages, trimmed text, and 422 for wrong input."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, validators
from wtforms.fields.choices import SelectChoice

from portal.core.i18n import lazy_gettext as _l

UNPROCESSABLE = 422
# No-break spaces, joiners that Persian, Hindi and emoji need, and marks of direction; unlike
# overrides and isolates these cannot turn a line around or hide words.
UNSEEN = frozenset("\u00a0\u202f\u200c\u200d\u200e\u200f\u061c")


def tidy(text: str | None) -> str:
    """One line of text: NFC, no control characters, single spaces."""
    kept = "".join(
        sign if sign.isprintable() or sign in UNSEEN else " "
        for sign in unicodedata.normalize("NFC", text or "")
    )
    return " ".join(kept.split())


def tidy_lines(text: str | None) -> str:
    """Text of many lines: NFC, `\\n` line ends, no control characters, no blanks at the ends."""
    text = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in text if sign.isprintable() or sign in "\n\t" or sign in UNSEEN
    ).strip()


class LineField(StringField):
    """One line of text, tidied."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = tidy(valuelist[0])


class TextField(TextAreaField):
    """Many lines of Markdown, tidied."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = tidy_lines(valuelist[0])


class Form(FlaskForm):
    """A form of the portal; `check()` is true when it was sent and is right."""

    def check(self) -> bool:
        return bool(self.validate_on_submit())

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form again: 422 where something is wrong."""
        return UNPROCESSABLE if self.errors else 200


class ActForm(Form):
    """A button without further questions."""


@dataclass(frozen=True, slots=True)
class FormSection:
    """One part of a long form: the anchor of its heading, its title, and its fields by name."""

    key: str
    title: Any
    fields: tuple[str, ...]
    hint: Any = ""


class SearchForm(Form):
    """A form that is sent by GET and changes nothing."""

    class Meta:
        csrf = False


def offered(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """The choices of a field from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]


def required(message: Any = None) -> validators.InputRequired:
    return validators.InputRequired(message or _l("This is needed."))


def needed(message: Any = None) -> validators.DataRequired:
    """Like `required`, and blanks alone do not count."""
    return validators.DataRequired(message or _l("This is needed."))


def at_most(characters: int) -> validators.Length:
    return validators.Length(max=characters, message=_l("Write at most %(max)d characters."))


def email() -> validators.Email:
    return validators.Email(_l("This is not an e-mail address."))
