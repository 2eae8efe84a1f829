"""Questions of translators, answered by those who look after the source."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.kinds import kind_of
from portal.content.models import Entry, Paragraph
from portal.content.translations import actions, reviewing
from portal.content.translations.models import TranslationNote
from portal.content.translations.policy import Target
from portal.content.translations.units import readable_units
from portal.core.access import admit, fetch, find
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.forms import ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.translators.forms import NoteForm
from portal.translators.queries import questions_about

bp = Blueprint(
    "translation_notes", __name__, url_prefix="/translations", template_folder="templates"
)


@bp.get("/<int:key>/questions")
def questions(key: int) -> ResponseReturnValue:
    """What translators ask about a text, and what was answered."""
    entry = _answerable(fetch(Entry, key))
    return render_template(
        "translators/questions.html",
        entry=entry,
        kind=kind_of(entry),
        threads=questions_about(entry),
        sources={
            unit.paragraph_id: unit.source
            for unit in readable_units(current_user, Target(entry, ""))
        },
        form=NoteForm(),
    )


def _answerable(entry: Entry) -> Entry:
    admit(Target(entry, ""), to="answer")
    return entry


@bp.post("/<int:key>/questions/<int:number>")
def reply(key: int, number: int) -> ResponseReturnValue:
    entry, form = _answerable(fetch(Entry, key)), NoteForm()
    question = find(TranslationNote, number)
    if question is None or db.session.get_one(Paragraph, question.paragraph_id).entry_id != key:
        abort(404)
    if form.check():
        try:
            actions.reply(entry, question, form.text.data or "", current_user)
            flash(_("Your answer is on its way to the translator."), "success")
        except Refused as refusal:
            flash(refusal.message, "error")
    return redirect(url_for(".questions", key=key), 303)


@bp.post("/<int:key>/small-change")
def call_small(key: int) -> ResponseReturnValue:
    """The last change of the text asks nothing of its translations."""
    entry = fetch(Entry, key, to="call_small")
    if not ActForm().check():
        abort(400)
    try:
        count = reviewing.call_small(entry, current_user)
        flash(
            ngettext(
                "The translations of %(count)s changed paragraph count as right again.",
                "The translations of %(count)s changed paragraphs count as right again.",
                count,
            ),
            "success",
        )
    except Refused as refusal:
        flash(refusal.message, "error")
    return redirect(url_for("content.history", key=key), 303)
