"""The form that asks when a text is to be published, by the clocks of whoever fills it in."""

from datetime import UTC, datetime

from wtforms import DateTimeLocalField, HiddenField, ValidationError

from portal.content.models import Entry
from portal.content.scheduling import FARTHEST, PublicationPlan
from portal.core.db import now
from portal.core.formats import known_zone, zone
from portal.core.forms import Form, required
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
LONGEST_NUMBER = 9  # digits


class ScheduleForm(Form):
    """When, and of which revision: of the one that was the newest when the form was opened."""

    due_at: datetime  # UTC, once it was checked
    revision = HiddenField()
    publish_at = DateTimeLocalField(_l("Publish at"), [required()], format=MINUTES)

    def __init__(self, entry: Entry, plan: PublicationPlan | None) -> None:
        super().__init__()
        self.publish_at.description = _("By the clocks of %(zone)s, your time zone.", zone=zone())
        if not self.is_submitted():
            self.revision.data = str(entry.version)
            self.publish_at.data = _here(plan.due_at) if plan else None

    def validate_publish_at(self, field: DateTimeLocalField) -> None:
        if field.data is None:  # said by the field itself
            return
        # The year first: at the ends of the calendar there are no moments in some zones.
        is_near = abs(field.data.year - now().year) <= 1
        due_at = at_clock(field.data) if is_near else None
        if is_near and due_at is None:
            raise ValidationError(_("The clocks are put forward over this time. Take a later one."))
        if due_at is None or not now() < due_at <= now() + FARTHEST:
            raise ValidationError(_("Choose a moment within the next twelve months."))
        self.due_at = due_at

    @property
    def number(self) -> int:
        """The number of the revision that was read, 0 where what was sent is none."""
        given = self.revision.data or ""
        return int(given) if given.isdecimal() and len(given) <= LONGEST_NUMBER else 0


def at_clock(local: datetime) -> datetime | None:
    """The moment (UTC) at which the reader's clock shows `local`; None where it never does.

    Where it shows it twice, the later moment, so that nothing comes out too early.
    """
    moment = local.replace(tzinfo=known_zone(zone()), fold=1).astimezone(UTC)
    return moment if _here(moment) == local else None


def _here(moment: datetime) -> datetime:
    return moment.astimezone(known_zone(zone())).replace(tzinfo=None)
