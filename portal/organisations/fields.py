"""Fields of this package's forms: lists in one line, boxes to tick, years, degrees."""

from collections.abc import Callable, Iterable
from typing import Any

from wtforms import DecimalField, Field, IntegerField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from config import LOCALES
from portal.core.db import today
from portal.core.forms import Form, tidy
from portal.core.i18n import autonym
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.names import language_name, language_named

NOTHING = ""
EARLIEST_YEAR = 1900
Check = Callable[[Form, Field], None]
Pairs = Iterable[tuple[str, str]]  # code and label


class ListField(Field):
    """A few short words in one line, separated by commas."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:  # what was typed, also where it was wrong
            return str(self.raw_data[0])
        return ", ".join(self.shown(word) for word in self.data or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            words = tidy(valuelist[0]).replace("،", ",").split(",")
            self.data = list(dict.fromkeys(self.read(w.strip()) for w in words if w.strip()))

    def shown(self, word: str) -> str:
        return word

    def read(self, word: str) -> str:
        return word.lower()


class LanguagesField(ListField):
    """Languages by their names in the reader's own, or by their codes."""

    def shown(self, word: str) -> str:
        return language_name(word)

    def read(self, word: str) -> str:
        code = language_named(word)
        if code is None:
            raise ValueError(_("We do not know the language “%(name)s”.", name=word))
        return code


class Codes(SelectMultipleField):
    """Some concepts of a vocabulary, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def offered(pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice(code, label) for code, label in pairs]


def optional(pairs: Pairs, nothing: Any = _l("Not said")) -> list[SelectChoice]:
    return offered([(NOTHING, str(nothing)), *pairs])


def our_languages() -> list[SelectChoice]:
    return offered((code, autonym(code)) for code in LOCALES)


def pastyear(_form: Form, field: IntegerField) -> None:
    if field.data is not None and not EARLIEST_YEAR <= field.data <= today().year:
        raise ValidationError(_("Write a year that is over or has begun, like 2019."))


def year(label: Any) -> IntegerField:
    return IntegerField(label, [Optional(), pastyear])


def between(low: int, high: int) -> NumberRange:
    message = _l("Write a number from %(min)s to %(max)s.")
    return NumberRange(low, high, message)


def degrees(label: Any, most: int) -> DecimalField:
    return DecimalField(label, [Optional(), between(-most, most)], places=None)


def at_most_words(most: int) -> Check:
    def check(_form: Form, field: Field) -> None:
        if len(field.data or ()) > most:
            raise ValidationError(_("Name at most %(most)d.", most=most))

    return check
