"""What the edit pages of all kinds share: the form over a revision, autosave, the conflict."""

from typing import Any, Self

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField
from wtforms.validators import Optional

from portal.content import queries, writing
from portal.content.kinds import Facts, Kind, kind_of
from portal.content.models import Entry, Visibility, WorkingCopy
from portal.content.writing import Conflict, Draft, Texts
from portal.core.differences import Kind as ChangeKind
from portal.core.differences import compare
from portal.core.errors import Refused
from portal.core.formats import moment
from portal.core.forms import Form, offered
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

VISIBILITY_LABELS = {
    Visibility.TEAM: _l("My city only"),
    Visibility.REGION: _l("Members of our region"),
    Visibility.MEMBERS: _l("All members"),
    Visibility.PUBLIC: _l("Everybody, also outside the network"),
}


class EntryForm(Form):
    """A form over the newest words and facts; each kind adds its fields.

    A field of words has the name it has in the revision; `facts` and `fill_facts` turn
    the others into plain JSON values and back.
    """

    base = HiddenField(validators=[Optional()])
    visibility = SelectField(
        _l("Who may read it once it is published"),
        choices=offered((each.value, label) for each, label in VISIBILITY_LABELS.items()),
    )

    @classmethod
    def over(cls, entry: Entry, copy: WorkingCopy | None) -> Self:
        """The form as sent, else as typed last (autosaved), else as saved."""
        form = cls()
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
            if name in self and name not in ("csrf_token", "base"):
                self[name].process(MultiDict((name, value) for value in values))

    def typed(self) -> dict[str, Any]:
        """What was sent, as it was sent, for the working copy."""
        return {
            name: request.form.getlist(name)
            for name in self._fields
            if name not in ("csrf_token", "base")
        }

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

    def draft(self, kind: Kind) -> Draft:
        return Draft(self.words(kind), self.facts(), Visibility(self.visibility.data))


def edit_page(entry: Entry, form_type: type[EntryForm], template: str) -> ResponseReturnValue:
    """Show the form over `entry`, or save what was sent and go where the person wants."""
    copy = queries.working_copy(entry, current_user)
    form = form_type.over(entry, copy)
    if not form.check():
        page = render_template(
            template, form=form, entry=entry, kind=kind_of(entry), copy=copy,
            message=queries.last_message(entry),
        )  # fmt: skip
        return page, form.status
    try:
        writing.revise(entry, current_user, form.base_number, form.draft(kind_of(entry)))
    except Conflict as conflict:
        return conflict_page(entry, form, conflict, template)
    except Refused as refusal:
        form.visibility.errors = [*form.visibility.errors, refusal.message]
        return render_template(template, form=form, entry=entry, kind=kind_of(entry)), 422
    return _saved(entry)


def _saved(entry: Entry) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    if "go_on" in request.form:
        return redirect(request.path)
    return redirect(url_for(kind_of(entry).endpoint, key=entry.id, newest=1))


def conflict_page(
    entry: Entry, form: EntryForm, conflict: Conflict, template: str
) -> ResponseReturnValue:
    """Show both texts of every disputed field; what could be merged is merged already."""
    theirs = entry.newest
    mine = dict(form.words(kind_of(entry)))
    for name, text in conflict.merged.words.items():
        form[name].data = text
    form.fill_facts(conflict.merged.facts)
    form.base.data = str(conflict.version)
    disputed = [
        {
            "name": name,
            "label": kind_of(entry).field(name).label,
            "mine": mine[name],
            "theirs": theirs.words.get(name, ""),
            "difference": word_pieces(theirs.words.get(name, ""), mine[name]),
        }
        for name in conflict.fields
    ]
    page = render_template(
        "content/conflict.html",
        form=form, entry=entry, kind=kind_of(entry), theirs=theirs, disputed=disputed,
        named=conflict.fields,
    )  # fmt: skip
    return page, 409


def word_pieces(old: str, new: str) -> list[tuple[str, str]]:
    """What changed in a text: pairs of kind (same, removed, added) and words."""
    pieces = []
    for change in compare(old, new):
        if change.kind is ChangeKind.EQUAL:
            pieces.append(("same", change.new))
            continue
        pieces += [("removed", change.old)] if change.old else []
        pieces += [("added", change.new)] if change.new else []
    return pieces


def autosave_answer(entry: Entry, form_type: type[EntryForm]) -> ResponseReturnValue:
    """Keep what was typed; answer with the moment, in words, for the page to show."""
    form = form_type()
    copy = writing.keep_working_copy(entry, current_user, form.base_number, form.typed())
    return jsonify(saved=_("Draft kept, %(moment)s", moment=moment(copy.saved_at)))
