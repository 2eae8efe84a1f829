"""Forms about people: whom to invite as what, and what a newcomer says of herself."""

from wtforms import EmailField, PasswordField, RadioField, SelectField, ValidationError

from portal.accounts import passwords, zones
from portal.core.forms import Form, LineField, at_most, email, needed, tidy
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.fields import Codes, offered, optional, our_languages
from portal.organisations.invitations import Guest
from portal.organisations.labels import role_choices, staff_role_choices
from portal.organisations.models import Role, StaffRole
from portal.thesaurus.queries import vocabulary


class GuestForm(Form):
    """Whom to invite, and in which language to write to them."""

    email = EmailField(_l("E-mail address"), [needed(), email(), at_most(254)], filters=[tidy])
    name = LineField(_l("Name"), [needed(), at_most(120)])
    locale = SelectField(_l("Language of the letter"), choices=our_languages)

    def guest(self) -> Guest:
        return Guest(self.email.data or "", self.name.data or "", self.locale.data or "")


class InvitationForm(GuestForm):
    role = RadioField(
        _l("Role"), choices=lambda: offered(role_choices()), coerce=Role, default=Role.OFFICIAL
    )


class StaffInvitationForm(GuestForm):
    role = SelectField(
        _l("Role"),
        choices=lambda: offered(staff_role_choices()),
        coerce=StaffRole,
        default=StaffRole.EDITOR,
    )
    region = SelectField(
        _l("Region"),
        description=_l("For an editor. Without a region: the whole network."),
        choices=lambda: optional(vocabulary("region"), _l("The whole network")),
    )
    staff_locale = SelectField(
        _l("Language of the work"),
        description=_l("For a translator or reviewer: the language they write."),
        choices=lambda: [*optional([]), *our_languages()],
    )

    def validate_staff_locale(self, field: SelectField) -> None:
        works_in_a_language = self.role.data in (StaffRole.TRANSLATOR, StaffRole.REVIEWER)
        if works_in_a_language and not field.data:
            raise ValidationError(_("Say for which language."))


class RoleForm(Form):
    role = SelectField(_l("Role"), choices=lambda: offered(role_choices()), coerce=Role)


class ActForm(Form):
    """An act that needs no words."""


class JoinForm(Form):
    """What somebody says of herself when she takes up an invitation."""

    name = LineField(_l("Your name"), [needed(), at_most(120)])
    title = LineField(
        _l("Your title or task"), [at_most(120)], description=_l("For example: Drainage engineer.")
    )
    locale = RadioField(
        _l("In which language shall the portal speak to you?"),
        choices=our_languages,
    )
    reading_locales = Codes(_l("Which languages do you read?"), choices=our_languages)
    time_zone = SelectField(
        _l("Your time zone"), choices=lambda: zones.choices("UTC"), default="UTC"
    )
    password = PasswordField(
        _l("Choose a password"),
        [needed()],
        description=_l("At least 15 characters. Several words that have nothing to do with you."),
        render_kw={"autocomplete": "new-password"},
    )

    about: tuple[str, ...] = ()  # words a guesser would try

    def validate_password(self, field: PasswordField) -> None:
        weakness = passwords.weakness(field.data or "", (*self.about, self.name.data or ""))
        if weakness:
            raise ValidationError(weakness)

    def languages(self) -> list[str]:
        """The languages she reads, that of the interface first."""
        return list(dict.fromkeys([self.locale.data, *(self.reading_locales.data or [])]))
