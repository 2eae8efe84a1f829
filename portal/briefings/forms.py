"""Beginning a briefing, and the whole of it."""

from datetime import UTC, date, datetime

from wtforms import DateField, DateTimeLocalField, ValidationError
from wtforms.validators import Optional

from portal.briefings.days import objection
from portal.briefings.kind import KIND
from portal.briefings.models import Briefing
from portal.briefings.source_field import ROWS, SourcesField
from portal.content.editing import EntryForm
from portal.content.fields import (
    Code,
    Codes,
    language_field,
    readers_field,
    text_field,
    title_field,
)
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.db import now
from portal.core.forms import Form, FormSection, required
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.i18n import ngettext
from portal.events.models import Event
from portal.events.times import EARLIEST, LATEST, at_venue, span

MOST_TOPICS = 4
MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
USUAL = {"road-to": "primer", "in-session": "daily", "wrap-up": "after-action"}


class _DayAndKind(Form):
    """What every briefing has to say: which kind it is, and of which day of which event."""

    event: Event

    title = title_field(KIND)
    briefing_kind = Code(_l("Kind"), "briefing-kind", validators=[required(_l("Choose one."))])
    day = DateField(_l("Day"), [required()])

    def _tell_days(self) -> None:
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

    locale = language_field()

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event
        self._tell_days()
        if not self.is_submitted():
            self._suit_today()

    def _suit_today(self) -> None:
        today = now().astimezone(self.event.zone).date()
        kind = USUAL[self.event.phase(now())]
        self.briefing_kind.data = kind
        self.day.data = self.event.last_day if objection(self.event, today, kind) else today

    def first_facts(self) -> Facts:
        return {
            "event": self.event.id,
            "briefing_kind": self.briefing_kind.data,
            "day": self.day.data.isoformat() if self.day.data else "",
            "topics": [],
            "sources": [],
            "embargo": "",
        }


class BriefingForm(_DayAndKind, EntryForm):
    """All of it; a draft may be saved with gaps, they are asked for when it is cleared."""

    meaning = text_field(KIND, "meaning")
    body = text_field(KIND, "body")
    topics = Codes(_l("Topics"), "topic", MOST_TOPICS)
    sources = SourcesField(
        _l("Sources"),
        description=_l("Only addresses that begin with https://. An empty day means today."),
    )
    embargo = DateTimeLocalField(_l("Hold back until"), [Optional()], format=MINUTES)
    visibility = readers_field(
        Visibility.MEMBERS, Visibility.PUBLIC, default=Visibility.MEMBERS.value
    )

    def __init__(self, briefing: Briefing) -> None:
        super().__init__(briefing)
        self.event, self.kept_embargo = briefing.event, _kept(briefing)
        self._tell_days()
        self.topics.description = _("Up to %(most)d.", most=MOST_TOPICS)
        self.embargo.description = _(
            "By the clocks of %(city)s. Leave it empty, and readers see it once it is cleared.",
            city=self.event.host_city,
        )
        if briefing.is_published:  # once it is cleared its embargo cannot be changed
            del self.embargo

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

    def sections(self) -> list[FormSection]:
        release = ("embargo", "visibility") if self.embargo is not None else ("visibility",)
        sources = ngettext(
            "Up to %(count)s, so that a reader can check what you write.",
            "Up to %(count)s, so that a reader can check what you write.",
            ROWS,
        )
        return [
            *SECTIONS,
            FormSection("from", _("Where it comes from"), ("sources",), sources),
            FormSection("release", _("When and for whom"), release),
        ]

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.event.zone).replace(tzinfo=None)


def _kept(briefing: Briefing) -> str:
    return briefing.release_at.astimezone(UTC).isoformat() if briefing.release_at else ""


SECTIONS = [
    FormSection("first", _l("What readers see first"), ("title", "meaning")),
    FormSection("kind", _l("What it is about"), ("briefing_kind", "day", "topics")),
    FormSection(
        "text",
        _l("The text"),
        ("body",),
        _l("Markdown works: **bold**, lists with a dash, tables."),
    ),
]
