"""The forms of an account: coming in, a new password, preferences, access tokens."""

from collections.abc import Iterable
from typing import Any

from wtforms import PasswordField, SelectField, ValidationError
from wtforms.widgets import EmailInput

from config import LOCALES
from portal.accounts import passwords, zones
from portal.accounts.models import Person
from portal.core.forms import Form, LineField, at_most, needed, required
from portal.core.i18n import autonym
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

# Languages a text here may be written in, whether or not the interface speaks them.
READABLE = (*LOCALES, "de", "zh", "ja", "ko", "id", "ru", "hi", "tr")


def _email_field() -> LineField:
    return LineField(
        _l("E-mail address"),
        [needed(), at_most(254)],
        widget=EmailInput(),
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )


class SignInForm(Form):
    email = _email_field()
    password = PasswordField(
        _l("Password"), [required()], render_kw={"autocomplete": "current-password"}
    )


class ResetForm(Form):
    email = _email_field()


class NewPasswordForm(Form):
    """A password to choose; `about` are words that a guesser would try for this person."""

    password = PasswordField(
        _l("New password"),
        [required()],
        description=_l(
            "At least 15 characters. A sentence is easy to keep in mind; spaces and all"
            " scripts are welcome, and you may paste it from a password manager."
        ),
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, about: Iterable[str], **given: Any) -> None:
        super().__init__(**given)
        self.about = tuple(about)

    def validate_password(self, field: PasswordField) -> None:
        if weakness := passwords.weakness(field.data, self.about):
            raise ValidationError(weakness)


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField(
        _l("Present password"), [required()], render_kw={"autocomplete": "current-password"}
    )


class PreferencesForm(Form):
    name = LineField(_l("Your name"), [needed(), at_most(120)], render_kw={"autocomplete": "name"})
    title = LineField(
        _l("Your function"),
        [at_most(120)],
        description=_l("For example: drainage engineer."),
        render_kw={"autocomplete": "organization-title"},
    )
    locale = SelectField(
        _l("Language of the portal and of its mails"),
        choices={code: autonym(code) for code in LOCALES},
    )
    first = SelectField(_l("Language you read best"), default="")
    second = SelectField(_l("Language you read second best"), default="")
    third = SelectField(_l("Third language"), default="")
    fourth = SelectField(_l("Fourth language"), default="")
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, person: Person) -> None:
        reading = dict(zip(READING_FIELDS, person.reading_locales, strict=False))
        super().__init__(obj=person, **reading)
        for name in READING_FIELDS:
            self[name].choices = {"": _("None")} | {code: autonym(code) for code in READABLE}
        self.time_zone.choices = zones.choices(person.time_zone)

    @property
    def reading_locales(self) -> list[str]:
        """The languages she reads, best first, each once."""
        chosen = (self[name].data for name in READING_FIELDS)
        return list(dict.fromkeys(code for code in chosen if code))


READING_FIELDS = ("first", "second", "third", "fourth")


class TokenForm(Form):
    name = LineField(
        _l("Name of the token"),
        [needed(), at_most(80)],
        description=_l("What will use it, so that you know it again."),
        render_kw={"autocomplete": "off"},
    )
