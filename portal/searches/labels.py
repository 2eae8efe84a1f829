"""What the states of searches and the parts of their pages are called."""

from typing import Any

from flask import url_for
from flask_login import current_user

from portal.core.access import may
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.searches.gaps import Period
from portal.searches.models import Alert, Inquiry
from portal.searches.policy import Gaps, can_settle

ALERTS = {
    Alert.NONE: _l("No letters"),
    Alert.DAILY: _l("Once a day at most"),
    Alert.WEEKLY: _l("Once a week at most"),
}
PERIODS = {
    Period.WEEK: _l("Last 7 days"),
    Period.MONTH: _l("Last 30 days"),
    Period.YEAR: _l("Last 12 months"),
}


def section_tabs(current: str) -> list[dict[str, Any]]:
    """The parts of these pages that the person may go to; `current` is an endpoint."""
    answers = can_settle(current_user, Gaps)
    parts = [
        ("searches.index", _("My searches"), True),
        ("searches_inquiries.mine", _("My questions"), may(current_user, "ask", Inquiry)),
        ("searches_inquiries.waiting", _("Questions to answer"), answers),
        ("searches_gaps.index", _("Gap report"), may(current_user, "open", Gaps)),
    ]
    return [
        {"label": label, "url": url_for(name), "current": name == current}
        for name, label, is_open in parts
        if is_open
    ]


def alert_label(alert: Alert) -> str:
    return str(ALERTS[alert])


GLOBALS = {
    "alert_label": alert_label,
    "searches_tabs": section_tabs,
}
