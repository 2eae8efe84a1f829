"""Beginning a case study, and the whole of it."""

from typing import Any

from flask_login import current_user
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import Optional, Regexp
from wtforms.widgets import MonthInput

from portal.case_studies.kind import KIND
from portal.case_studies.models import CaseStudy
from portal.content.editing import EntryForm
from portal.content.fields import (
    Code,
    Codes,
    PlaceForm,
    language_field,
    readers_field,
    text_field,
    title_field,
)
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.forms import Form, FormSection, offered
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.models import Organisation
from portal.organisations.queries import people_of

MONTH = Regexp(r"^\d{4}-(0[1-9]|1[0-2])$", message=_l("Write a month like 2024-06."))
NOBODY = "0"
MOST_PATHWAYS = 5


def _one_or_none(label: Any, scheme: str) -> Code:
    """One concept, or none: a draft may lack it."""
    return Code(label, scheme, validators=[Optional()], validate_choice=False)


def _month_field(label: Any, example: str) -> StringField:
    return StringField(
        label, [Optional(), MONTH], widget=MonthInput(), render_kw={"placeholder": example}
    )


class BeginForm(Form):
    """What has to be known before the first word is typed."""

    title = title_field(KIND)
    organisation = SelectField(_l("City"), coerce=int)
    locale = language_field(_l("Write in the language you know best; translators do the rest."))

    def __init__(self, cities: list[Organisation]) -> None:
        super().__init__()
        self.organisation.choices = offered((each.id, each.name) for each in cities)


class CaseStudyForm(PlaceForm, EntryForm):
    """All of it; a draft may be saved with gaps, they are asked for when it is handed in."""

    title = title_field(KIND)
    summary = text_field(KIND, "summary")
    pathways = Codes(_l("Pathways"), "pathway", MOST_PATHWAYS, description=_l("One to five."))
    primary_pathway = _one_or_none(_l("Main pathway"), "pathway")
    topics = Codes(_l("Topics"), "topic", 4, description=_l("One to four."))
    hazards = Codes(_l("Hazards"), "hazard", 5, description=_l("Up to five."))
    sdgs = Codes(_l("Sustainable Development Goals"), "sdg", 5, description=_l("One to five."))
    stage = _one_or_none(_l("Status of the work"), "stage")
    started = _month_field(_l("Begun in"), "2024-06")
    ended = _month_field(_l("Ended in"), "2026-03")
    situation = text_field(KIND, "situation")
    action = text_field(KIND, "action")
    results = text_field(KIND, "results")
    enabling_factors = text_field(KIND, "enabling_factors")
    lessons = text_field(KIND, "lessons")
    lessons_visibility = readers_field(
        Visibility.MEMBERS,
        Visibility.REGION,
        Visibility.TEAM,
        Visibility.PUBLIC,
        label=_l("Who may read what did not work"),
        default=Visibility.MEMBERS.value,
    )
    advice = text_field(KIND, "advice")
    steward = SelectField(
        _l("Contact"), default=NOBODY, description=_l("Whom peers may ask about it.")
    )
    deputy = SelectField(_l("Deputy"), default=NOBODY)
    licence = _one_or_none(_l("Licence"), "licence")

    def __init__(self, study: CaseStudy) -> None:
        super().__init__(study)
        people = [(str(each.id), each.name) for each in people_of(study.organisation)]
        self.steward.choices = offered([(NOBODY, _("Nobody yet")), *people])
        self.deputy.choices = offered([(NOBODY, _("Nobody yet")), *people])

    def validate_ended(self, field: StringField) -> None:
        if field.data and self.started.data and field.data < self.started.data:
            raise ValidationError(_("It cannot end before it begins."))

    def facts(self) -> Facts:
        return {
            "pathways": self._pathways(),
            "topics": self.topics.data or [],
            "hazards": self.hazards.data or [],
            "sdgs": self.sdgs.data or [],
            "stage": self.stage.data or "",
            "started": self.started.data or "",
            "ended": self.ended.data or "",
            "place": self.place(),
            "lessons_visibility": self.lessons_visibility.data,
            "steward": int(self.steward.data or 0) or None,
            "deputy": int(self.deputy.data or 0) or None,
            "licence": self.licence.data or "",
        }

    def _pathways(self) -> list[str]:
        """The chosen pathways, the main one first."""
        chosen = list(self.pathways.data or [])
        main = self.primary_pathway.data
        if not main:
            return chosen
        return [main, *(code for code in chosen if code != main)][:MOST_PATHWAYS]

    def fill_facts(self, facts: Facts) -> None:
        for name in ("topics", "hazards", "sdgs", "stage", "started", "ended", "licence"):
            self[name].data = facts.get(name)
        pathways = facts.get("pathways") or []
        self.pathways.data = pathways
        self.primary_pathway.data = pathways[0] if pathways else None
        self.fill_place(facts)
        self.lessons_visibility.data = facts.get("lessons_visibility") or Visibility.MEMBERS.value
        self.steward.data = str(facts.get("steward") or NOBODY)
        self.deputy.data = str(facts.get("deputy") or NOBODY)

    def sections(self) -> list[FormSection]:
        return SECTIONS


SECTIONS = [
    FormSection(
        "glance", _l("At a glance"), ("title", "summary"), _l("What everybody sees first.")
    ),
    FormSection(
        "kind",
        _l("What it is about"),
        ("pathways", "primary_pathway", "topics", "hazards", "sdgs", "stage", "started", "ended"),
        _l("So that peers with the same problem find it."),
    ),
    FormSection(
        "story",
        _l("The story"),
        ("situation", "action", "results", "enabling_factors"),
        _l("Markdown works: **bold**, lists with a dash, tables."),
    ),
    FormSection(
        "learnt",
        _l("What you learnt"),
        ("lessons", "lessons_visibility", "advice"),
        _l("Failures help peers more than success."),
    ),
    FormSection("where", _l("Where"), ("latitude", "longitude")),
    FormSection(
        "readers", _l("Contact and readers"), ("steward", "deputy", "licence", "visibility")
    ),
]


def current_cities() -> list[Organisation]:
    """The cities the current person writes for, by name."""
    cities = [membership.organisation for membership in current_user.memberships]
    return sorted(cities, key=lambda each: each.name)
