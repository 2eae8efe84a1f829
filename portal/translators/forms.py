"""Forms of the translators' board and editor."""

from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import NumberRange, Regexp

from portal.core.forms import Form, TextField, at_most
from portal.core.i18n import lazy_gettext as _l

LONGEST_TRANSLATION = 20_000
LONGEST_NOTE = 1_000
_DIGEST = Regexp(r"^[0-9a-f]{16,64}$")


class WordingForm(Form):
    """One paragraph: its words, what they were typed over and which source they are made from."""

    text = TextField(_l("Translation"), [at_most(LONGEST_TRANSLATION)])
    number = IntegerField(validators=[NumberRange(0, 1_000_000)], default=0)
    version = IntegerField(validators=[NumberRange(0, 1_000_000)], default=0)
    digest = StringField(validators=[_DIGEST])
    engine = StringField(validators=[at_most(64)])


class SuggestionForm(Form):
    text = TextField(_l("Your wording"), [at_most(LONGEST_TRANSLATION)])


class NoteForm(Form):
    text = TextField(_l("Message"), [at_most(LONGEST_NOTE)])


class AnswerForm(Form):
    key = HiddenField(validators=[at_most(120)])
    text = TextField(_l("Why it is right as it is"), [at_most(300)])
