"""The way of an entry to its readers, as a row of steps for those who work on it."""

from dataclasses import dataclass

from portal.content.models import Entry, Status
from portal.core.db import now
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext

TARGET_DAYS = 10  # working days that each step of the secretariat should take at most

STANDS_AT = {
    Status.DRAFT: 0,
    Status.CHANGES_REQUESTED: 0,
    Status.CITY_REVIEW: 0,
    Status.SUBMITTED: 1,
    Status.IN_EDITING: 2,
    Status.CLEARED: 3,
    Status.PUBLISHED: 4,
}


@dataclass(frozen=True, slots=True)
class WorkflowStep:
    label: str
    place: str  # done, now or next
    note: str


def workflow_steps(entry: Entry) -> list[WorkflowStep]:
    """Where it stands between the first draft and its readers, with the clock of this step."""
    stands = STANDS_AT.get(entry.status, 0)
    labels = (_("Draft"), _("Submitted"), _("In editing"), _("Published"))
    return [
        WorkflowStep(
            label,
            "done" if number < stands else "now" if number == stands else "next",
            _clock(entry) if number == stands else "",
        )
        for number, label in enumerate(labels)
    ]


def _clock(entry: Entry) -> str:
    days = (now() - entry.status_since).days
    if entry.status in (Status.SUBMITTED, Status.IN_EDITING):
        return ngettext(
            "Day %(count)s; we aim at %(target)d working days",
            "Day %(count)s; we aim at %(target)d working days",
            days + 1,
            target=TARGET_DAYS,
        )
    if entry.status is Status.CITY_REVIEW:
        return _("With the city coordinator")
    return ""
