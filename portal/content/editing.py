"""The form over an entry that all kinds build theirs upon."""

from typing import Any, Self

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.validators import Optional

from portal.content.fields import readers_field
from portal.content.kinds import Facts, Kind
from portal.content.models import Entry, Visibility, WorkingCopy
from portal.content.writing import Draft, Texts
from portal.core.forms import Form, FormSection

UNTYPED = ("csrf_token", "base")  # fields nobody types into


class EntryForm(Form):
    """A form over the newest words and facts; each kind adds its fields.

    A field of words has the name it has in the revision; `facts` and `fill_facts` turn
    the others into plain JSON values and back. `entry` is None where there is none yet.
    """

    base = HiddenField(validators=[Optional()])
    visibility = readers_field(*Visibility)

    def __init__(self, entry: Entry | None = None) -> None:
        super().__init__()
        self.entry = entry

    @classmethod
    def over(cls, entry: Entry, copy: WorkingCopy | None) -> Self:
        """The form as sent, else as typed last (autosaved), else as saved."""
        form = cls(entry)
        if request.method == "GET":
            form._show(entry, copy)
        return form

    def _show(self, entry: Entry, copy: WorkingCopy | None) -> None:
        newest = entry.newest
        self.base.data = str(newest.number)
        self.visibility.data = entry.visibility.value
        for name, text in newest.words.items():
            if name in self:
                self[name].data = text
        self.fill_facts(newest.facts)
        if copy is not None:
            self._show_typed(copy)

    def _show_typed(self, copy: WorkingCopy) -> None:
        self.base.data = str(copy.base)
        for name, values in copy.typed.items():
            if name in self and name not in UNTYPED:
                self[name].process(MultiDict((name, value) for value in values))

    def typed(self) -> dict[str, Any]:
        """What was sent, as it was sent, for the working copy."""
        typed = [name for name in self._fields if name not in UNTYPED]
        return {name: request.form.getlist(name) for name in typed}

    @property
    def base_number(self) -> int:
        given = self.base.data or ""
        return int(given) if given.isdecimal() and len(given) < 9 else 0

    def words(self, kind: Kind) -> Texts:
        return {each.name: self[each.name].data or "" for each in kind.words}

    def facts(self) -> Facts:
        raise NotImplementedError

    def fill_facts(self, facts: Facts) -> None:
        raise NotImplementedError

    def sections(self) -> list[FormSection]:
        """The parts of the form, in their order."""
        raise NotImplementedError

    def draft(self, kind: Kind) -> Draft:
        return Draft(self.words(kind), self.facts(), Visibility(self.visibility.data))
