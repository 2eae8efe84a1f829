"""The small forms of the workflow."""

from portal.core.forms import Form, TextField, at_most, needed
from portal.core.i18n import lazy_gettext as _l


class ChangesForm(Form):
    message = TextField(
        _l("What should change?"),
        [needed(_l("Say what should change.")), at_most(2000)],
        description=_l("The author reads this at the top of the text and by mail."),
    )
