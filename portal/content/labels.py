"""The names of states, visibilities and parts, in the reader's language."""

from typing import Any

from portal.content.kinds import kind_named
from portal.content.models import Status, Visibility
from portal.content.translations.models import TranslationState
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.names import country_name, language_name
from portal.translation.assembly import MISSING, Fragment

STATUS_LABELS = {
    Status.DRAFT: _l("Draft"),
    Status.CITY_REVIEW: _l("With the coordinator"),
    Status.SUBMITTED: _l("Submitted"),
    Status.IN_EDITING: _l("In editing"),
    Status.CHANGES_REQUESTED: _l("Changes requested"),
    Status.CLEARED: _l("Cleared, waits for its release"),
    Status.PUBLISHED: _l("Published"),
    Status.RETIRED: _l("Retired"),
}

VISIBILITY_LABELS = {
    Visibility.TEAM: _l("My city only"),
    Visibility.REGION: _l("Members of our region"),
    Visibility.MEMBERS: _l("All members"),
    Visibility.PUBLIC: _l("Everybody, also outside the network"),
}

STEP_LABELS = {
    "draft": _l("Begun"),
    "revise": _l("Words changed"),
    "submit": _l("Handed in"),
    "take_up": _l("Taken up"),
    "request_changes": _l("Changes asked for"),
    "withdraw": _l("Taken back"),
    "publish": _l("Published"),
    "clear": _l("Cleared"),
    "release": _l("Released"),
    "schedule": _l("Publication planned"),
    "unschedule": _l("Plan given up"),
    "retire": _l("Retired"),
    "restore": _l("Brought back"),
    "discard": _l("Thrown away"),
    "import": _l("Imported"),
}


def status_label(status: Status) -> str:
    return str(STATUS_LABELS[status])


def state_of(thing: Any) -> tuple[str, str]:
    """Label and code of an entry's or card's state, for its badge."""
    return status_label(thing.status), thing.status.value


def step_label(verb: str) -> str:
    return str(STEP_LABELS.get(verb, verb))


def kind_label(name: str) -> str:
    kind = kind_named(name)
    return str(kind.label) if kind else name


def visibility_label(visibility: Any) -> str:
    return str(VISIBILITY_LABELS[visibility])


def fragment_label(fragment: Fragment) -> str:
    """The quiet line over words that are not an approved text in the reader's language."""
    if fragment.state == TranslationState.MACHINE:
        return _("Machine translation, not checked")
    if fragment.state in (TranslationState.DRAFT, TranslationState.IN_REVIEW):
        return _("Translation in progress")
    language = language_name(fragment.locale)
    if fragment.state == MISSING:
        return _("In the original language, %(language)s", language=language)
    return _("Shown in %(language)s", language=language)


GLOBALS = {
    "status_label": status_label,
    "state_of": state_of,
    "step_label": step_label,
    "kind_label": kind_label,
    "visibility_label": visibility_label,
    "language_name": language_name,
    "country_name": country_name,
}
