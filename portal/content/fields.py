"""Fields that the forms of several kinds share: words, codes, a place, a language, readers."""

from typing import Any

from wtforms import DecimalField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from config import LOCALES
from portal.content.kinds import Facts, Kind
from portal.content.labels import VISIBILITY_LABELS
from portal.content.models import Visibility
from portal.core.forms import Form, LineField, TextField, at_most, needed, offered
from portal.core.i18n import autonym, locale
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.thesaurus.queries import vocabulary


def title_field(kind: Kind) -> LineField:
    """The title, which an entry has from its first moment."""
    words = kind.field("title")
    return LineField(words.label, [needed(), at_most(words.limit)], description=words.hint)


def text_field(kind: Kind, name: str, **given: Any) -> TextField:
    """Any other field of words; in a draft it may stay empty."""
    words = kind.field(name)
    return TextField(words.label, [at_most(words.limit)], description=words.hint, **given)


def language_field(hint: Any = "") -> SelectField:
    """The language somebody is going to write in, at first the one she reads the portal in."""
    return SelectField(
        _l("In which language do you write?"),
        choices=offered((code, autonym(code)) for code in LOCALES),
        default=locale,
        description=hint,
    )


def readers_field(
    *readers: Visibility, label: Any = _l("Who may read it once it is published"), **given: Any
) -> SelectField:
    pairs = ((each.value, VISIBILITY_LABELS[each]) for each in readers)
    return SelectField(label, choices=offered(pairs), **given)


class Code(RadioField):
    """One concept of a vocabulary."""

    def __init__(self, label: Any, scheme: str, **given: Any) -> None:
        super().__init__(label, choices=lambda: offered(vocabulary(scheme)), **given)


class Codes(SelectMultipleField):
    """Some concepts of a vocabulary, at most `most`, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, scheme: str, most: int, **given: Any) -> None:
        given["choices"] = lambda: offered(vocabulary(scheme))
        super().__init__(label, [few(most)], **given)


def few(most: int) -> Any:
    def check(_form: Form, field: Field) -> None:
        if len(field.data or ()) > most:
            raise ValidationError(_("Choose at most %(most)d.", most=most))

    return check


def _degrees(label: Any, most: int, hint: Any = "") -> DecimalField:
    message = _l("Write a number from %(min)s to %(max)s.")
    checks = [Optional(), NumberRange(-most, most, message)]
    return DecimalField(label, checks, places=None, description=hint)


class PlaceForm(Form):
    """The part of a form that asks for a point on the map."""

    latitude = _degrees(_l("Latitude"), 90, _l("In degrees; leave both empty and no map is shown."))
    longitude = _degrees(_l("Longitude"), 180)

    def validate_latitude(self, _field: DecimalField) -> None:
        # Checked on both: WTForms asks no further about a field that is empty.
        if self.longitude.data is None:
            raise ValidationError(_("Give both degrees, or none."))

    def validate_longitude(self, _field: DecimalField) -> None:
        if self.latitude.data is None:
            raise ValidationError(_("Give both degrees, or none."))

    def place(self) -> dict[str, float] | None:
        if self.latitude.data is None or self.longitude.data is None:
            return None
        return {"latitude": float(self.latitude.data), "longitude": float(self.longitude.data)}

    def fill_place(self, facts: Facts) -> None:
        place = facts.get("place") or {}
        self.latitude.data, self.longitude.data = place.get("latitude"), place.get("longitude")
