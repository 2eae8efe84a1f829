"""Forms for the words of the interface."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    HiddenField,
    IntegerField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Regexp
from wtforms.widgets import HiddenInput

from portal.core.forms import Form, TextField, at_most
from portal.core.i18n import lazy_gettext as _l
from portal.translation.po.plurals import MOST_FORMS

LONGEST = 5_000  # characters; the longest sentence of the portal has about 300


class WordsField(TextAreaField):
    """Words exactly as typed, with `\\n` line ends: blanks that do not break, signs for the
    direction and joiners are part of a translation."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            text = str(valuelist[0]).replace("\r\n", "\n").replace("\r", "\n")
            self.data = "".join(sign for sign in text if sign >= " " or sign in "\n\t")


class MessageForm(Form):
    """The words of one message, one field per plural form, and which wording they replace."""

    texts = FieldList(WordsField(validators=[at_most(LONGEST)]), max_entries=MOST_FORMS)
    is_fuzzy = BooleanField(_l("Not finished: keep it as a draft that is not published"))
    comment = WordsField(
        _l("Note for other translators"),
        [at_most(1_000)],
        description=_l("It stands in the file beside the message; readers never see it."),
    )
    version = IntegerField(validators=[NumberRange(0, 1_000_000)], default=0, widget=HiddenInput())


class VersionForm(Form):
    """A button that gives up one wording."""

    version = IntegerField(validators=[NumberRange(0, 1_000_000)], default=0)


class RemarkForm(Form):
    key = HiddenField(validators=[at_most(120)])
    text = TextField(_l("Why it is right as it is"), [at_most(300)])


class PublishForm(Form):
    """The sign of what was shown before it is published."""

    mark = HiddenField(validators=[Regexp(r"^[0-9a-f]{64}$")])


class CatalogueForm(Form):
    """A catalogue that was edited elsewhere."""

    file = FileField(
        _l("The file"),
        [FileRequired(_l("Choose a file."))],
        description=_l("A PO file (.po), at most 1 MB."),
        render_kw={"accept": ".po"},
    )
