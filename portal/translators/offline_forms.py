"""Forms for files: translations that come back, and memories of others."""

import wtforms
from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, FormField, IntegerField, StringField
from wtforms.validators import NoneOf, NumberRange, Regexp

from portal.core.forms import Form, LineField, TextField, at_most, needed
from portal.core.i18n import lazy_gettext as _l
from portal.translation.memory.actions import PORTAL

ALL = "all"


class ReturnForm(Form):
    """A file that went out from here, translated."""

    file = FileField(
        _l("The file"),
        [FileRequired(_l("Choose a file."))],
        description=_l("XLIFF (.xlf), PO (.po) or Word (.docx), at most 1 MB."),
        render_kw={"accept": ".xlf,.xliff,.po,.docx"},
    )


class UndecidedForm(wtforms.Form):
    """One paragraph that was refused: as the file had it, and the wording shown beside it."""

    name = StringField(validators=[at_most(60)])
    digest = StringField(validators=[Regexp(r"^[0-9a-f]{0,64}$")])
    number = IntegerField(validators=[NumberRange(0, 1_000_000_000)], default=0)
    version = IntegerField(validators=[NumberRange(0, 1_000_000_000)], default=0)
    text = TextField()
    note = TextField()


class RestForm(Form):
    """All that was refused, and the place in it of what is kept all the same, or ALL."""

    rest = FieldList(FormField(UndecidedForm))
    keep = StringField(validators=[Regexp(rf"^(\d{{1,5}}|{ALL})$")])


class MemoryForm(Form):
    """A TMX file, and what its pairs are called in the memory."""

    file = FileField(
        _l("TMX file"),
        [FileRequired(_l("Choose a file."))],
        description=_l("At most 1 MB; an administrator can take in larger ones on the server."),
        render_kw={"accept": ".tmx"},
    )
    origin = LineField(
        _l("Origin of the file"),
        [
            needed(),
            at_most(120),
            NoneOf([PORTAL], _l("The portal itself is called so. Choose another name.")),
        ],
        description=_l("Translators see this name beside every suggestion from it."),
    )
