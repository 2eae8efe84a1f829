"""Forms around searches: saving one, asking the network, answering, settling a gap."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import HiddenInput

from portal.core.forms import Form, LineField, TextField, at_most, needed, offered
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.core.links import acceptable
from portal.search.grammar import MAX_LENGTH
from portal.searches.labels import ALERTS
from portal.searches.models import LONGEST_LINK, LONGEST_NAME, LONGEST_NEED, Alert


def leads_somewhere(_form: Form, field: Any) -> None:
    """A page of ours by its path, or any other by its whole address."""
    if not acceptable(field.data) or not field.data.startswith(("/", "http://", "https://")):
        raise ValidationError(_("Give the whole address, such as https://example.org/page."))


class HiddenLine(LineField):
    """One line that a page sends along."""

    widget = HiddenInput()


class SavedForm(Form):
    """A saved search: what it is called, and whether letters tell what is new."""

    name = LineField(_l("Name"), [needed(), at_most(LONGEST_NAME)])
    alert = RadioField(
        _l("Send me a letter when there is something new"),
        choices=offered(ALERTS.items()),
        coerce=Alert,
        default=Alert.WEEKLY,
    )


class AskForm(Form):
    """A question to the network."""

    words = LineField(_l("What did you search for?"), [needed(), at_most(MAX_LENGTH)])
    need = TextField(
        _l("What does your city need?"),
        [needed(), at_most(LONGEST_NEED)],
        description=_l("What you want to do, what you have tried, and by when you have to know."),
    )


class AnswerForm(Form):
    answer = TextField(_l("Answer"), [needed(), at_most(LONGEST_NEED)])
    link = LineField(
        _l("Link"),
        [Optional(), at_most(LONGEST_LINK), leads_somewhere],
        description=_l("Where to read on, if there is such a page."),
    )


class SettleForm(Form):
    """Where to find now what was searched in vain; without a link it is open again."""

    words = HiddenLine(validators=[needed(), at_most(MAX_LENGTH)])
    spoken = HiddenLine(validators=[needed(), at_most(16)])
    link = LineField(_l("Link"), [Optional(), at_most(LONGEST_LINK), leads_somewhere])


class WordsForm(Form):
    """One of the last searches, by its words."""

    folded = HiddenLine(validators=[needed(), at_most(MAX_LENGTH)])


class HabitForm(Form):
    remembers = BooleanField(
        _l("Remember my last searches"),
        description=_l("Only you see them, under the search box. Without it they are forgotten."),
    )
