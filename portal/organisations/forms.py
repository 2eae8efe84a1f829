"""Forms about cities. What a form lacks, nobody can change by it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wtforms import (
    BooleanField,
    DecimalField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    URLField,
    ValidationError,
)
from wtforms.validators import Optional, Regexp

from config import LOCALES
from portal.accounts import zones
from portal.core.forms import Form, FormSection, LineField, TextField, at_most, needed
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import locale
from portal.organisations.fields import (
    Codes,
    LanguagesField,
    ListField,
    at_most_words,
    between,
    degrees,
    offered,
    optional,
    year,
)
from portal.organisations.models import Organisation
from portal.organisations.names import countries, language_name
from portal.thesaurus.queries import vocabulary

MOST_LANGUAGES = 8
MOST_DOMAINS = 10
DOMAIN = r"(?!-)[a-z0-9-]{1,63}(?:\.(?!-)[a-z0-9-]{1,63})+"


class ProfileForm(Form):
    """What a city's own people look after."""

    local_name = LineField(
        _l("Name in the local language"),
        [at_most(160)],
        description=_l("In the script it is written in on the town hall."),
    )
    leader_name = LineField(_l("Name of the leader"), [at_most(120)])
    leader_title = LineField(
        _l("Title of the leader"), [at_most(120)], description=_l("For example: Mayor.")
    )
    website = URLField(
        _l("Website"),
        [
            Optional(),
            at_most(200),
            Regexp(
                rf"^https?://{DOMAIN}(?::\d{{1,5}})?(?:/\S*)?$",
                message=_l("Write the whole address, beginning with https://."),
            ),
        ],
    )
    locales = LanguagesField(
        _l("Languages"),
        [at_most_words(MOST_LANGUAGES)],
        description=_l("Languages in which your people can work with others, with commas between."),
    )
    time_zone = SelectField(_l("Time zone"), default="UTC")
    population = IntegerField(_l("Population"), [Optional(), between(1, 100_000_000)])
    population_year = year(_l("Year of that number"))
    settings = Codes(_l("Setting"), choices=lambda: offered(vocabulary("setting")))
    profile = TextField(
        _l("Profile"),
        [at_most(2000)],
        description=_l("What other cities should know first. A blank line begins a paragraph."),
    )
    profile_locale = SelectField(_l("Language of the profile"))
    email_domains = ListField(
        _l("Domains of your work mail"),
        [at_most_words(MOST_DOMAINS)],
        description=_l("For example: city.example.org. They only suggest the city to newcomers."),
    )
    direct_submission = BooleanField(
        _l("Our officials may hand texts in directly, without their coordinator")
    )

    def offer(self, place: Organisation | None = None) -> None:
        """Offer the languages of the city and ours, and the zones with the city's own."""
        codes = [
            *LOCALES,
            *(place.locales if place else ()),
            *([place.profile_locale] if place else ()),
        ]
        self.profile_locale.choices = offered(
            (code, language_name(code)) for code in dict.fromkeys(codes)
        )
        self.time_zone.choices = zones.choices(place.time_zone if place else "UTC")

    def validate_email_domains(self, field: ListField) -> None:
        wrong = Regexp(f"^{DOMAIN}$").regex
        for domain in field.data or ():
            if not wrong.match(domain):
                raise ValidationError(_("“%(name)s” is not a domain.", name=domain))

    def sections(self) -> list[FormSection]:
        city = ("local_name", "population", "population_year", "settings", "locales", "time_zone")
        told = ("profile", "profile_locale", "website", "leader_name", "leader_title")
        return [
            FormSection("city", _("The city"), city),
            FormSection("profile-part", _("What others should know"), told),
            FormSection("work", _("Working here"), ("email_domains", "direct_submission")),
        ]

    def values(self) -> dict[str, Any]:
        """Columns and their values, as `actions` takes them."""
        return {
            name: self._column(field)
            for name, field in self._fields.items()
            if hasattr(Organisation, name)
        }

    def _column(self, field: Field) -> Any:
        """What the column holds where nothing was said differs from kind to kind."""
        if isinstance(field, ListField | Codes):
            return field.data or []
        if isinstance(field, SelectField):
            return field.data or None
        if isinstance(field, DecimalField):
            return None if field.data is None else float(field.data)
        if isinstance(field, StringField):
            return field.data or ""
        return field.data


class IdentityForm(ProfileForm):
    """What the secretariat sees to, on top: by what the network knows the member."""

    name = LineField(_l("Name"), [needed(), at_most(160)])
    kind = SelectField(_l("Kind"), choices=lambda: offered(vocabulary("organisation-kind")))
    country = SelectField(_l("Country"), choices=lambda: offered(countries(locale()).items()))
    latitude = degrees(_l("Latitude"), 90)
    longitude = degrees(_l("Longitude"), 180)
    climate = SelectField(_l("Climate"), choices=lambda: optional(vocabulary("climate")))
    income = SelectField(_l("Income group"), choices=lambda: optional(vocabulary("income")))
    member_since = year(_l("Member since"))

    def sections(self) -> list[FormSection]:
        known_by = ("name", "kind", "country", "member_since")
        measured = ("latitude", "longitude", "climate", "income")
        return [
            FormSection("member", _("The member"), known_by),
            *super().sections(),
            FormSection("measured", _("Where it lies"), measured),
        ]

    def validate_longitude(self, field: DecimalField) -> None:
        if (field.data is None) != (self.latitude.data is None):
            raise ValidationError(_("Give both degrees, or none."))


class NewOrganisationForm(IdentityForm):
    """A new member. Its region is chosen once: it says who in the secretariat looks after it."""

    region = SelectField(_l("Region"))

    def sections(self) -> list[FormSection]:
        first, *others = super().sections()
        return [replace(first, fields=(*first.fields, "region")), *others]

    def offer_regions(self, allowed: Callable[[str], bool]) -> None:
        """Offer those regions of the vocabulary for which `allowed(code)` is true."""
        self.region.choices = offered(pair for pair in vocabulary("region") if allowed(pair[0]))
