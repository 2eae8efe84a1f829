"""Beginning a briefing, and the whole of it."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from wtforms import (
    DateField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from config import LOCALES
from portal.briefings.days import objection
from portal.briefings.kind import KIND
from portal.briefings.models import Briefing
from portal.briefings.source_field import ROWS, SourcesField
from portal.content.editing import VISIBILITY_LABELS, EntryForm
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.db import now
from portal.core.forms import Form, LineField, TextField, at_most, needed, offered, required
from portal.core.i18n import autonym, locale, ngettext
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.events.models import Event
from portal.events.times import EARLIEST, LATEST, at_venue, span
from portal.thesaurus.queries import vocabulary

MOST_TOPICS = 4
MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
READERS = (Visibility.MEMBERS, Visibility.PUBLIC)
USUAL = {"road-to": "primer", "in-session": "daily", "wrap-up": "after-action"}


def _words(name: str, field: type, *validators: Any) -> Any:
    words = KIND.field(name)
    return field(words.label, [*validators, at_most(words.limit)], description=words.hint)


class _DayAndKind(Form):
    """What every briefing has to say: which kind it is, and of which day of which event."""

    event: ClassVar[Event]

    title = _words("title", LineField, needed())
    briefing_kind = RadioField(
        _l("Kind"),
        [required(_l("Choose one."))],
        choices=lambda: offered(vocabulary("briefing-kind")),
    )
    day = DateField(_l("Day"), [required()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.day.description = _(
            "A day of the event (%(days)s), or one on the road to it."
            " Outcomes and after-action reviews may come later.",
            days=span(self.event.starts_on, self.event.last_day),
        )

    def validate_day(self, field: DateField) -> None:
        if field.data and (message := self._objection(field.data)):
            raise ValidationError(message)

    def _objection(self, day: date) -> str | None:
        return objection(self.event, day, self.briefing_kind.data or "")


class BeginForm(_DayAndKind):
    """What has to be known before the first word is typed and kept."""

    locale = SelectField(
        _l("In which language do you write?"),
        choices=offered((code, autonym(code)) for code in LOCALES),
        default=locale,
    )

    def first_facts(self) -> Facts:
        return {
            "event": self.event.id,
            "briefing_kind": self.briefing_kind.data,
            "day": self.day.data.isoformat() if self.day.data else "",
            "topics": [],
            "sources": [],
            "embargo": "",
        }


def begin_form(event: Event) -> BeginForm:
    """The form to begin a briefing from this event, with what suits today."""

    class Begin(BeginForm):
        pass

    Begin.event = event
    form = Begin()
    if not form.is_submitted():
        today, kind = now().astimezone(event.zone).date(), USUAL[event.phase(now())]
        form.briefing_kind.data = kind
        form.day.data = event.last_day if objection(event, today, kind) else today
    return form


class BriefingForm(_DayAndKind, EntryForm):
    """All of it; a draft may be saved with gaps, they are asked for when it is cleared."""

    kept_embargo: ClassVar[str] = ""  # ISO 8601 with its offset

    meaning = _words("meaning", TextField)
    body = _words("body", TextField)
    topics = SelectMultipleField(
        _l("Topics"),
        choices=lambda: offered(vocabulary("topic")),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    sources = SourcesField(
        _l("Sources"),
        description=_l("Only addresses that begin with https://. An empty day means today."),
    )
    embargo = DateTimeLocalField(_l("Hold back until"), [Optional()], format=MINUTES)
    visibility = SelectField(
        _l("Who may read it once it is published"),
        choices=offered((each.value, VISIBILITY_LABELS[each]) for each in READERS),
        default=Visibility.MEMBERS.value,
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.topics.description = _("Up to %(most)d.", most=MOST_TOPICS)
        if self.embargo is not None:
            self.embargo.description = _(
                "By the clocks of %(city)s. Leave it empty, and readers see it once it is cleared.",
                city=self.event.host_city,
            )

    def validate_topics(self, field: SelectMultipleField) -> None:
        if len(field.data or ()) > MOST_TOPICS:
            raise ValidationError(_("Choose at most %(most)d.", most=MOST_TOPICS))

    def validate_embargo(self, field: DateTimeLocalField) -> None:
        if field.data is None:
            return
        if not EARLIEST <= field.data.date() < LATEST:
            raise ValidationError(_("Check the year."))
        moment = at_venue(self.event, field.data)
        if moment is None:
            raise ValidationError(_("The clocks are put forward over this time. Take a later one."))
        if moment <= now() and moment.isoformat() != self.kept_embargo:
            raise ValidationError(_("This moment is over. Leave it empty, or take a later one."))

    def facts(self) -> Facts:
        return {
            "event": self.event.id,
            "briefing_kind": self.briefing_kind.data,
            "day": self.day.data.isoformat() if self.day.data else "",
            "topics": list(self.topics.data or []),
            "sources": self.sources.sources(),
            "embargo": self._embargo(),
        }

    def _embargo(self) -> str:
        if self.embargo is None:
            return self.kept_embargo
        moment = at_venue(self.event, self.embargo.data) if self.embargo.data else None
        return moment.isoformat() if moment else ""

    def fill_facts(self, facts: Facts) -> None:
        self.briefing_kind.data = facts.get("briefing_kind")
        self.day.data = date.fromisoformat(facts["day"]) if facts.get("day") else None
        self.topics.data = facts.get("topics") or []
        self.sources.data = facts.get("sources") or []
        if self.embargo is not None:
            held = facts.get("embargo", self.kept_embargo)
            self.embargo.data = self._local(datetime.fromisoformat(held)) if held else None

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.event.zone).replace(tzinfo=None)


def form_for(briefing: Briefing) -> type[BriefingForm]:
    """The form over this briefing; once it is cleared its embargo cannot be changed."""

    class Editing(BriefingForm):
        kept_embargo = _kept(briefing)

    class EditingCleared(Editing):
        embargo = None

    form = EditingCleared if briefing.is_published else Editing
    form.event = briefing.event
    return form


def _kept(briefing: Briefing) -> str:
    return briefing.release_at.astimezone(UTC).isoformat() if briefing.release_at else ""


def sections(form: BriefingForm) -> list[dict[str, Any]]:
    """The parts of the form as `ui/forms.html` takes them."""
    release = ["embargo", "visibility"] if form.embargo is not None else ["visibility"]
    sources = ngettext(
        "Up to %(count)s, so that a reader can check what you write.",
        "Up to %(count)s, so that a reader can check what you write.",
        ROWS,
    )
    return [
        {"key": "first", "title": _("What readers see first"), "fields": ["title", "meaning"]},
        {
            "key": "kind", "title": _("What it is about"),
            "fields": ["briefing_kind", "day", "topics"],
        },
        {
            "key": "text", "title": _("The text"), "fields": ["body"],
            "hint": _("Markdown works: **bold**, lists with a dash, tables."),
        },
        {"key": "from", "title": _("Where it comes from"), "hint": sources, "fields": ["sources"]},
        {"key": "release", "title": _("When and for whom"), "fields": release},
    ]  # fmt: skip
