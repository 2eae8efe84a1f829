"""The edit pages of all kinds: saving, keeping what is typed, a preview, the conflict."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from portal.content import queries, writing
from portal.content.editing import EntryForm
from portal.content.kinds import kind_of
from portal.content.models import Entry
from portal.content.writing import Conflict
from portal.core import markup
from portal.core.access import fetch
from portal.core.differences import Kind as ChangeKind
from portal.core.differences import compare
from portal.core.errors import Refused
from portal.core.formats import moment
from portal.core.i18n import gettext as _


def add_edit_pages(bp: Blueprint, model: type[Entry], form_type: type[EntryForm]) -> None:
    """Give a kind its form at `<key>/edit`, and `<key>/autosave`, where a script sends it.

    The page is the blueprint's own `edit.html`, which extends `content/edit.html`.
    """

    def edit(key: int) -> ResponseReturnValue:
        entry = fetch(model, key, to="edit")
        return _edit_page(entry, form_type, f"{bp.name}/edit.html")

    def autosave(key: int) -> ResponseReturnValue:
        entry = fetch(model, key, to="edit")
        copy = _keep(entry, form_type(entry))
        return jsonify(saved=_("Draft kept, %(moment)s", moment=moment(copy.saved_at)))

    bp.add_url_rule("/<int:key>/edit", view_func=edit, methods=["GET", "POST"])
    bp.add_url_rule("/<int:key>/autosave", view_func=autosave, methods=["POST"])


def _edit_page(entry: Entry, form_type: type[EntryForm], template: str) -> ResponseReturnValue:
    """Show the form over `entry`, or save what was sent and go where the person wants."""
    copy = queries.working_copy(entry, current_user)
    form = form_type.over(entry, copy)
    if "preview" in request.form:
        return _preview(entry, form, template)
    if not form.check():
        message = queries.last_message(entry)
        return _shown(entry, form, template, copy=copy, message=message), form.status
    try:
        writing.revise(entry, current_user, form.base_number, form.draft(kind_of(entry)))
    except Conflict as conflict:
        return _conflict_page(entry, form, conflict)
    except Refused as refusal:
        form.visibility.errors = [*form.visibility.errors, refusal.message]
        return _shown(entry, form, template), 422
    return _saved(entry)


def _shown(entry: Entry, form: EntryForm, template: str, **more: Any) -> str:
    return render_template(template, form=form, entry=entry, kind=kind_of(entry), **more)


def _preview(entry: Entry, form: EntryForm, template: str) -> ResponseReturnValue:
    """The form again, with the texts as readers would see them; what was typed is kept."""
    form.check()
    _keep(entry, form)
    texts = form.words(kind_of(entry))
    shown = [
        (field.label, _rendered(texts[field.name], rich=field.rich))
        for field in kind_of(entry).words[1:]
        if texts[field.name]
    ]
    return _shown(entry, form, template, preview=shown), form.status


def _rendered(text: str, *, rich: bool) -> Markup:
    return markup.render(text, top=4) if rich else Markup("<p>{}</p>").format(text)


def _keep(entry: Entry, form: EntryForm) -> Any:
    return writing.keep_working_copy(entry, current_user, form.base_number, form.typed())


def _saved(entry: Entry) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    if "go_on" in request.form:
        return redirect(request.path)
    return redirect(url_for(kind_of(entry).endpoint, key=entry.id, newest=1))


def _conflict_page(entry: Entry, form: EntryForm, conflict: Conflict) -> ResponseReturnValue:
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
    given = {"theirs": theirs, "disputed": disputed, "named": conflict.fields}
    return _shown(entry, form, "content/conflict.html", **given), 409


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
