"""Beginning a case study, and the whole of it."""

from typing import Any

from flask_login import current_user
from wtforms import (
    DecimalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from config import LOCALES
from portal.case_studies.kind import KIND
from portal.content.editing import VISIBILITY_LABELS, EntryForm
from portal.content.kinds import Facts
from portal.content.models import Visibility
from portal.core.forms import Form, LineField, TextField, at_most, needed, offered
from portal.core.i18n import autonym
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.models import Organisation
from portal.organisations.queries import people_of
from portal.thesaurus.queries import vocabulary

MONTH = Regexp(r"^\d{4}-(0[1-9]|1[0-2])$", message=_l("Write a month like 2024-06."))
NOBODY = "0"
MOST = {"pathways": 5, "topics": 4, "hazards": 5, "sdgs": 5}


class Codes(SelectMultipleField):
    """Some concepts of a vocabulary, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, scheme: str, **given: Any) -> None:
        super().__init__(label, choices=lambda: offered(vocabulary(scheme)), **given)


class Code(RadioField):
    """One concept of a vocabulary."""

    def __init__(self, label: Any, scheme: str, **given: Any) -> None:
        super().__init__(label, choices=lambda: offered(vocabulary(scheme)), **given)


def few(form: Form, field: Codes) -> None:
    most = MOST[field.name]
    if len(field.data or ()) > most:
        raise ValidationError(_("Choose at most %(most)d.", most=most))


class BeginForm(Form):
    """What has to be known before the first word is typed."""

    title = LineField(
        KIND.field("title").label, [needed(), at_most(120)], description=KIND.field("title").hint
    )
    organisation = SelectField(_l("City"), coerce=int)
    locale = SelectField(
        _l("In which language do you write?"),
        description=_l("Write in the language you know best; translators do the rest."),
    )

    def offer(self, organisations: list[Organisation], locale: str) -> None:
        """Offer these cities and all our languages, `locale` first chosen."""
        self.organisation.choices = offered((each.id, each.name) for each in organisations)
        self.locale.choices = offered((code, autonym(code)) for code in LOCALES)
        if not self.is_submitted():
            self.locale.data = locale


def _words(name: str) -> Any:
    words = KIND.field(name)
    given = {"description": words.hint, "render_kw": {"data-limit": words.limit}}
    kind = TextField if words.rich or name == "summary" else LineField
    return kind(words.label, [at_most(words.limit)], **given)


class CaseStudyForm(EntryForm):
    """All of it; a draft may be saved with gaps, they are asked for when it is handed in."""

    title = LineField(
        KIND.field("title").label, [needed(), at_most(120)], description=KIND.field("title").hint
    )
    summary = _words("summary")
    pathways = Codes(_l("Pathways"), "pathway", validators=[few], description=_l("One to five."))
    primary_pathway = Code(
        _l("Main pathway"), "pathway", validators=[Optional()], validate_choice=False
    )
    topics = Codes(_l("Topics"), "topic", validators=[few], description=_l("One to four."))
    hazards = Codes(_l("Hazards"), "hazard", validators=[few], description=_l("Up to five."))
    sdgs = Codes(
        _l("Sustainable Development Goals"), "sdg", validators=[few],
        description=_l("One to five."),
    )  # fmt: skip
    stage = Code(_l("Status of the work"), "stage", validators=[Optional()], validate_choice=False)
    started = StringField(
        _l("Begun in"), [Optional(), MONTH], render_kw={"type": "month", "placeholder": "2024-06"}
    )
    ended = StringField(
        _l("Ended in"), [Optional(), MONTH], render_kw={"type": "month", "placeholder": "2026-03"}
    )
    latitude = DecimalField(
        _l("Latitude"),
        [Optional(), NumberRange(-90, 90, _l("A latitude is between -90 and 90 degrees."))],
        description=_l("In degrees; leave both empty and the place is not shown."),
        places=None,
    )
    longitude = DecimalField(
        _l("Longitude"),
        [Optional(), NumberRange(-180, 180, _l("A longitude is between -180 and 180 degrees."))],
        places=None,
    )
    situation = _words("situation")
    action = _words("action")
    results = _words("results")
    enabling_factors = _words("enabling_factors")
    lessons = _words("lessons")
    lessons_visibility = SelectField(
        _l("Who may read what did not work"),
        choices=offered(
            (each.value, VISIBILITY_LABELS[each])
            for each in (Visibility.MEMBERS, Visibility.REGION, Visibility.TEAM, Visibility.PUBLIC)
        ),
        default=Visibility.MEMBERS.value,
    )
    advice = _words("advice")
    steward = SelectField(
        _l("Contact"), default=NOBODY, description=_l("Whom peers may ask about it.")
    )
    deputy = SelectField(_l("Deputy"), default=NOBODY)
    licence = Code(_l("Licence"), "licence", validators=[Optional()], validate_choice=False)

    def offer_people(self, organisation: Organisation) -> None:
        """Offer the people of the city as contacts."""
        people = [(str(each.id), each.name) for each in people_of(organisation)]
        self.steward.choices = offered([(NOBODY, _("Nobody yet")), *people])
        self.deputy.choices = offered([(NOBODY, _("Nobody yet")), *people])

    def validate_ended(self, field: StringField) -> None:
        if field.data and self.started.data and field.data < self.started.data:
            raise ValidationError(_("It cannot end before it begins."))

    def validate_latitude(self, _field: DecimalField) -> None:
        self._insist_on_both_degrees()

    def validate_longitude(self, _field: DecimalField) -> None:
        self._insist_on_both_degrees()

    def _insist_on_both_degrees(self) -> None:
        """Asked by each, because an empty one is not asked."""
        if (self.latitude.data is None) != (self.longitude.data is None):
            raise ValidationError(_("Give both degrees, or none."))

    def facts(self) -> Facts:
        return {
            "pathways": self._pathways(),
            "topics": self.topics.data or [],
            "hazards": self.hazards.data or [],
            "sdgs": self.sdgs.data or [],
            "stage": self.stage.data or "",
            "started": self.started.data or "",
            "ended": self.ended.data or "",
            "place": self._place(),
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
        return [main, *(code for code in chosen if code != main)][: MOST["pathways"]]

    def _place(self) -> dict[str, float] | None:
        if self.latitude.data is None or self.longitude.data is None:
            return None
        return {"latitude": float(self.latitude.data), "longitude": float(self.longitude.data)}

    def fill_facts(self, facts: Facts) -> None:
        for name in ("topics", "hazards", "sdgs", "stage", "started", "ended", "licence"):
            self[name].data = facts.get(name)
        pathways = facts.get("pathways") or []
        self.pathways.data = pathways
        self.primary_pathway.data = pathways[0] if pathways else None
        place = facts.get("place") or {}
        self.latitude.data, self.longitude.data = place.get("latitude"), place.get("longitude")
        self.lessons_visibility.data = facts.get("lessons_visibility") or Visibility.MEMBERS.value
        self.steward.data = str(facts.get("steward") or NOBODY)
        self.deputy.data = str(facts.get("deputy") or NOBODY)


def current_cities() -> list[Organisation]:
    """The cities the current person writes for, by name."""
    cities = [membership.organisation for membership in current_user.memberships]
    return sorted(cities, key=lambda each: each.name)
