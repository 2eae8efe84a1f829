"""An event: its words and all its facts."""

from datetime import date, timedelta
from typing import Any, ClassVar

from wtforms import DateField, DecimalField, RadioField, SelectField, ValidationError
from wtforms.validators import NumberRange, Optional, Regexp

from config import LOCALES
from portal.accounts import zones
from portal.content.editing import VISIBILITY_LABELS, EntryForm
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.forms import LineField, TextField, at_most, needed, offered, required
from portal.core.i18n import autonym, locale
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.events.kind import KIND
from portal.events.models import CODE, Event
from portal.events.queries import code_taken
from portal.events.times import EARLIEST, LATEST
from portal.organisations.names import countries
from portal.thesaurus.queries import vocabulary

LONGEST = timedelta(days=366)
READERS = (Visibility.MEMBERS, Visibility.PUBLIC)


def _words(name: str, field: type, *validators: Any) -> Any:
    words = KIND.field(name)
    return field(words.label, [*validators, at_most(words.limit)], description=words.hint)


def _degrees(label: Any, most: int, hint: Any = "") -> DecimalField:
    message = _l("Write a number from %(min)s to %(max)s.")
    checks = [Optional(), NumberRange(-most, most, message)]
    return DecimalField(label, checks, places=None, description=hint)


class EventForm(EntryForm):
    """A draft may lack its words; where and when it is has to be known from the start."""

    number: ClassVar[int | None] = None  # of the event that is edited
    kept_zone: ClassVar[str] = "UTC"

    title = _words("title", LineField, needed())
    summary = _words("summary", TextField)
    description = _words("description", TextField)
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
    event_kind = RadioField(
        _l("Kind"),
        [required(_l("Choose one."))],
        choices=lambda: offered(vocabulary("event-kind")),
    )
    host_city = LineField(_l("Host city"), [needed(), at_most(120)])
    country = SelectField(_l("Country"), choices=lambda: offered(countries(locale()).items()))
    venue = LineField(_l("Venue"), [at_most(200)])
    latitude = _degrees(_l("Latitude"), 90, _l("In degrees; leave both empty and no map is shown."))
    longitude = _degrees(_l("Longitude"), 180)
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
    visibility = SelectField(
        _l("Who may read it once it is published"),
        choices=offered((each.value, VISIBILITY_LABELS[each]) for each in READERS),
        default=Visibility.MEMBERS.value,
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.time_zone.choices = zones.choices(self.kept_zone)

    def validate_code(self, field: LineField) -> None:
        if code_taken(field.data or "", but_by=self.number):
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

    def validate_latitude(self, _field: DecimalField) -> None:
        # Checked on both: WTForms asks no further about a field that is empty.
        if self.longitude.data is None:
            raise ValidationError(_("Give both degrees, or none."))

    def validate_longitude(self, _field: DecimalField) -> None:
        if self.latitude.data is None:
            raise ValidationError(_("Give both degrees, or none."))

    def facts(self) -> Facts:
        named = ("code", "event_kind", "host_city", "country", "venue", "time_zone")
        days = ("starts_on", "ends_on", "actual_ends_on")
        return (
            {name: self[name].data or "" for name in named}
            | {name: self[name].data.isoformat() if self[name].data else "" for name in days}
            | {"place": self._place()}
        )

    def _place(self) -> dict[str, float] | None:
        if self.latitude.data is None or self.longitude.data is None:
            return None
        return {"latitude": float(self.latitude.data), "longitude": float(self.longitude.data)}

    def fill_facts(self, facts: Facts) -> None:
        for name in ("code", "event_kind", "host_city", "country", "venue", "time_zone"):
            self[name].data = facts.get(name)
        for name in ("starts_on", "ends_on", "actual_ends_on"):
            self[name].data = date.fromisoformat(facts[name]) if facts.get(name) else None
        place = facts.get("place") or {}
        self.latitude.data, self.longitude.data = place.get("latitude"), place.get("longitude")


class NewEventForm(EventForm):
    locale = SelectField(
        _l("In which language do you write?"),
        choices=offered((code, autonym(code)) for code in LOCALES),
        default=locale,
    )


def form_for(event: Event) -> type[EventForm]:
    """The form over this event: it may keep its own code, and a zone by its old name."""

    class Form(EventForm):
        number = event.id
        kept_zone = event.time_zone

    return Form


SECTIONS: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
    ("what", _l("What it is"), "", ("title", "summary", "code", "event_kind")),
    (
        "when",
        _l("When"),
        _l("By the calendar and the clocks of the venue."),
        ("time_zone", "starts_on", "ends_on", "actual_ends_on"),
    ),
    ("where", _l("Where"), "", ("host_city", "country", "venue", "latitude", "longitude")),
    ("more", _l("More about it"), "", ("description", "visibility")),
)


def sections(*first: str) -> list[dict[str, Any]]:
    """The parts of the form as `ui/forms.html` takes them, `first` ahead of all other fields."""
    made = [
        {"key": key, "title": title, "hint": hint, "fields": list(fields)}
        for key, title, hint, fields in SECTIONS
    ]
    made[0]["fields"] = [*first, *made[0]["fields"]]
    return made
