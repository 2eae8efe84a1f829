"""An event: its words and all its facts."""

from dataclasses import replace
from datetime import date, timedelta

from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import Optional, Regexp

from portal.accounts import zones
from portal.content.editing import EntryForm
from portal.content.fields import (
    Code,
    PlaceForm,
    language_field,
    readers_field,
    text_field,
    title_field,
)
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.forms import FormSection, LineField, at_most, needed, offered, required
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import locale
from portal.events.kind import KIND
from portal.events.models import CODE, Event
from portal.events.queries import code_taken
from portal.events.times import EARLIEST, LATEST
from portal.organisations.names import countries

LONGEST = timedelta(days=366)


class EventForm(PlaceForm, EntryForm):
    """A draft may lack its words; where and when it is has to be known from the start."""

    title = title_field(KIND)
    summary = text_field(KIND, "summary")
    description = text_field(KIND, "description")
    code = LineField(
        _l("Code"),
        [
            needed(),
            Regexp(
                rf"^{CODE}$",
                message=_l("Begin with a letter; letters, digits and hyphens may follow."),
            ),
        ],
        description=_l("Short and without spaces, such as COP31. It is also its short address."),
    )
    event_kind = Code(_l("Kind"), "event-kind", validators=[required(_l("Choose one."))])
    host_city = LineField(_l("Host city"), [needed(), at_most(120)])
    country = SelectField(_l("Country"), choices=lambda: offered(countries(locale()).items()))
    venue = LineField(_l("Venue"), [at_most(200)])
    time_zone = SelectField(
        _l("Time zone"), description=_l("All days and times of the event are those of this zone.")
    )
    starts_on = DateField(_l("First day"), [required()])
    ends_on = DateField(_l("Last day, as planned"), [required()])
    actual_ends_on = DateField(
        _l("Day on which it really ended"),
        [Optional()],
        description=_l("Only where this is another day than the planned one."),
    )
    visibility = readers_field(
        Visibility.MEMBERS, Visibility.PUBLIC, default=Visibility.MEMBERS.value
    )

    def __init__(self, event: Event | None = None) -> None:
        super().__init__(event)
        # An event may keep a zone by its old name.
        self.time_zone.choices = zones.choices(event.time_zone if event else "UTC")

    def validate_code(self, field: LineField) -> None:
        if code_taken(field.data or "", but_by=self.entry.id if self.entry else None):
            raise ValidationError(_("Another event has this code."))

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and not EARLIEST <= field.data < LATEST:
            raise ValidationError(_("Check the year."))

    def validate_ends_on(self, field: DateField) -> None:
        self._check_end(field.data)

    def validate_actual_ends_on(self, field: DateField) -> None:
        self._check_end(field.data)

    def _check_end(self, last: date | None) -> None:
        first = self.starts_on.data
        if first is None or last is None:
            return
        if last < first:
            raise ValidationError(_("It cannot end before it begins."))
        if last - first > LONGEST:
            raise ValidationError(_("It cannot last longer than a year. Check the year."))

    def facts(self) -> Facts:
        named = ("code", "event_kind", "host_city", "country", "venue", "time_zone")
        days = ("starts_on", "ends_on", "actual_ends_on")
        return (
            {name: self[name].data or "" for name in named}
            | {name: self[name].data.isoformat() if self[name].data else "" for name in days}
            | {"place": self.place()}
        )

    def fill_facts(self, facts: Facts) -> None:
        for name in ("code", "event_kind", "host_city", "country", "venue", "time_zone"):
            self[name].data = facts.get(name)
        for name in ("starts_on", "ends_on", "actual_ends_on"):
            self[name].data = date.fromisoformat(facts[name]) if facts.get(name) else None
        self.fill_place(facts)

    def sections(self) -> list[FormSection]:
        return SECTIONS


class NewEventForm(EventForm):
    locale = language_field()

    def sections(self) -> list[FormSection]:
        first, *others = SECTIONS
        return [replace(first, fields=("locale", *first.fields)), *others]


SECTIONS = [
    FormSection("what", _l("What it is"), ("title", "summary", "code", "event_kind")),
    FormSection(
        "when",
        _l("When"),
        ("time_zone", "starts_on", "ends_on", "actual_ends_on"),
        _l("By the calendar and the clocks of the venue."),
    ),
    FormSection("where", _l("Where"), ("host_city", "country", "venue", "latitude", "longitude")),
    FormSection("more", _l("More about it"), ("description", "visibility")),
]
