"""What a translator does to one paragraph: saving, suggesting, answering, asking, approving."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.kinds import kind_of
from portal.content.models import Paragraph
from portal.content.policy import readable_parts
from portal.content.translations import actions, reviewing
from portal.content.translations.actions import Overtaken, Typed, base_of
from portal.content.translations.models import SmallChange, Translation
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit, readable_units, source_with
from portal.core.access import find
from portal.core.directions import direction
from portal.core.errors import Refused
from portal.core.forms import ActForm, Form
from portal.core.i18n import gettext as _
from portal.translation.machine.failures import MachineFailed
from portal.translators.forms import AnswerForm, NoteForm, SuggestionForm, WordingForm
from portal.translators.helping import ask_machine, engine_named, help_for, offers_machine
from portal.translators.showing import show_one
from portal.translators.views import target_of

bp = Blueprint("translating", __name__, url_prefix="/translations", template_folder="templates")

ONE = "/<int:key>/<target>/<int:number>"
CONFLICT = 409
WRONG = 422


def unit_of(target: Target, number: int) -> Unit:
    """The paragraph with this number in what readers see of the entry; 404 where it is not."""
    found = _unit(target, number)
    if found is None:
        abort(404)
    return found


def _unit(target: Target, number: int) -> Unit | None:
    every = readable_units(current_user, target)
    return next((unit for unit in every if unit.paragraph_id == number), None)


@bp.post(ONE)
def save(key: int, target: str, number: int) -> ResponseReturnValue:
    """Keep a wording: as JSON for the page's script, else back on the page."""
    wanted = target_of(key, target, to="translate")
    paragraph = _paragraph(wanted, number)
    form = WordingForm()
    if not form.check():
        return _wrong(form, wanted, number)
    source = source_with(wanted.entry, paragraph, form.digest.data or "")
    if source is None:
        abort(404)
    typed = Typed(
        form.text.data or "",
        (form.number.data or 0, form.version.data or 0),
        source,
        form.digest.data or "",
        engine_named(form.engine.data or ""),
    )
    try:
        actions.save(wanted, paragraph, typed, current_user)
    except Overtaken as overtaken:
        return _overtaken(wanted, typed, overtaken.theirs)
    if not _wants_json():
        flash(_("Your translation is saved as a draft."), "success")
    return _answer(wanted, number)


def _paragraph(target: Target, number: int) -> Paragraph:
    paragraph = find(Paragraph, number)
    if paragraph is None or paragraph.entry_id != target.entry.id:
        abort(404)
    parts = kind_of(target.entry).parts
    if paragraph.field in parts and paragraph.field not in readable_parts(
        current_user, target.entry
    ):
        abort(404)
    return paragraph


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _wrong(form: Form, target: Target, number: int) -> ResponseReturnValue:
    messages = [str(message) for errors in form.errors.values() for message in errors]
    if _wants_json():
        return jsonify(error=" ".join(messages)), WRONG
    for message in messages:
        flash(message, "error")
    return _back(target, number)


def _answer(target: Target, number: int) -> ResponseReturnValue:
    if not _wants_json():
        return _back(target, number)
    unit = _unit(target, number)
    if unit is None:
        return jsonify(gone=_("This paragraph is no longer in the published text."))
    now = show_one(target, unit)
    return jsonify(
        number=now.base[0],
        version=now.base[1],
        html=render_template(
            "translators/_standing.html", each=now, target=target, translates=True, reviews=False
        ),
    )


def _overtaken(target: Target, typed: Typed, theirs: Translation) -> ResponseReturnValue:
    """Somebody was faster: show both wordings, and let the translator choose or join them."""
    number, version = base_of(theirs)
    values = {
        "target": target,
        "mine": typed,
        "theirs": theirs,
        "base": (number, version),
        "target_direction": direction(target.locale),
    }
    if _wants_json():
        html = render_template("translators/_overtaken.html", **values)
        return jsonify(html=html, text=theirs.text, number=number, version=version), CONFLICT
    return render_template("translators/overtaken.html", **values), CONFLICT


def _back(target: Target, number: int) -> ResponseReturnValue:
    page = url_for("translators.edit", key=target.entry.id, target=target.locale)
    return redirect(f"{page}#p{number}", 303)


@bp.get(f"{ONE}/help")
def show_help(key: int, target: str, number: int) -> ResponseReturnValue:
    """What memory and glossary know of a paragraph: a part of the page, or a page by itself."""
    wanted = target_of(key, target, to="translate")
    template = "_help.html" if "fragment" in request.args else "help.html"
    return render_template(
        f"translators/{template}",
        target=wanted,
        each=show_one(wanted, unit_of(wanted, number)),
        help=help_for(wanted, unit_of(wanted, number), current_user),
        has_machine=offers_machine(wanted),
        target_direction=direction(target),
        source_direction=direction(wanted.entry.locale),
    )


@bp.get(f"{ONE}/machine")
def show_machine(key: int, target: str, number: int) -> ResponseReturnValue:
    """The machine's words for a paragraph, labelled as such; or why there are none."""
    wanted = target_of(key, target, to="translate")
    unit, said, failure = unit_of(wanted, number), None, ""
    try:
        said = ask_machine(wanted, unit)
    except MachineFailed as fault:
        failure = fault.message
    template = "_machine.html" if "fragment" in request.args else "machine.html"
    return render_template(
        f"translators/{template}",
        target=wanted,
        unit=unit,
        said=said,
        failure=failure or (said.message if said else _("This portal has no translation machine.")),
        target_direction=direction(target),
        source_direction=direction(wanted.entry.locale),
    )


def _act(target: Target, number: int, form: Form, act: Callable[[], str]) -> ResponseReturnValue:
    """Do something with a checked form, say what came of it, and go back to the paragraph."""
    if not form.check():
        return _wrong(form, target, number)
    try:
        flash(act(), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return _back(target, number)


@bp.post(f"{ONE}/suggest")
def suggest(key: int, target: str, number: int) -> ResponseReturnValue:
    wanted, form = target_of(key, target, to="suggest"), SuggestionForm()

    def act() -> str:
        actions.suggest(wanted, unit_of(wanted, number), form.text.data or "", current_user)
        return _("Thank you. A translator will look at your suggestion.")

    return _act(wanted, number, form, act)


@bp.post(f"{ONE}/suggestions/<int:wording>/<any(take,dismiss):verb>")
def decide(key: int, target: str, number: int, wording: int, verb: str) -> ResponseReturnValue:
    """Take a member's suggestion as a draft, or put it away."""
    wanted = target_of(key, target, to="translate")
    suggested = find(Translation, wording)
    if suggested is None or (suggested.paragraph_id, suggested.locale) != (number, target):
        abort(404)
    unit_of(wanted, number)

    def act() -> str:
        if verb == "take":
            actions.take_suggestion(wanted, suggested, current_user)
            return _("The suggestion is a draft now.")
        actions.dismiss_suggestion(wanted, suggested, current_user)
        return _("The suggestion is put away.")

    return _act(wanted, number, ActForm(), act)


@bp.post(f"{ONE}/remarks")
def answer(key: int, target: str, number: int) -> ResponseReturnValue:
    """Say why what a check found is right as it is."""
    wanted, form = target_of(key, target, to="translate"), AnswerForm()

    def act() -> str:
        unit = unit_of(wanted, number)
        actions.answer_check(wanted, unit, form.key.data or "", form.text.data or "", current_user)
        return _("Your answer is kept beside the remark.")

    return _act(wanted, number, form, act)


@bp.post(f"{ONE}/ask")
def ask(key: int, target: str, number: int) -> ResponseReturnValue:
    wanted, form = target_of(key, target, to="translate"), NoteForm()

    def act() -> str:
        actions.ask(wanted, unit_of(wanted, number), form.text.data or "", current_user)
        return _("Your question is on its way to those who wrote the text.")

    return _act(wanted, number, form, act)


@bp.post(f"{ONE}/confirm")
def confirm(key: int, target: str, number: int) -> ResponseReturnValue:
    """The translation is still right for the source as it is now."""
    wanted = target_of(key, target, to="translate")

    def act() -> str:
        made = reviewing.confirm(wanted, unit_of(wanted, number), current_user)
        if made.approved_at:
            return _("Approved again for the new source.")
        return _("It waits for a second person to approve it again.")

    return _act(wanted, number, ActForm(), act)


@bp.post(f"{ONE}/approve")
def approve(key: int, target: str, number: int) -> ResponseReturnValue:
    wanted = target_of(key, target, to="review")

    def act() -> str:
        reviewing.approve(wanted, [unit_of(wanted, number)], current_user)
        return _("Approved. Readers see it now.")

    return _act(wanted, number, ActForm(), act)


@bp.post(f"{ONE}/send-back")
def send_back(key: int, target: str, number: int) -> ResponseReturnValue:
    wanted, form = target_of(key, target, to="review"), NoteForm()

    def act() -> str:
        unit = unit_of(wanted, number)
        reviewing.send_back(wanted, unit, form.text.data or "", current_user)
        return _("Given back, with your words.")

    return _act(wanted, number, form, act)


@bp.post(f"{ONE}/object/<int:change>")
def object_to(key: int, target: str, number: int, change: int) -> ResponseReturnValue:
    """Say that a change which an editor called small is not small in this language."""
    wanted, form = target_of(key, target, to="translate"), NoteForm()
    small = find(SmallChange, change)
    if small is None or small.paragraph_id != number:
        abort(404)

    def act() -> str:
        reviewing.object_to(wanted, small, form.text.data or "", current_user)
        return _("The translation counts as outdated again, and the editor is told why.")

    return _act(wanted, number, form, act)
