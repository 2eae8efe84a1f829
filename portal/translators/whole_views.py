"""What is done to all paragraphs of a text at once: filling, handing in, approving."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.translations import actions, reviewing
from portal.content.translations.policy import Target
from portal.content.translations.units import Unit, readable_units
from portal.core.errors import Refused
from portal.core.forms import ActForm
from portal.core.i18n import ngettext
from portal.translation.machine.failures import MachineFailed
from portal.translators.helping import by_machine
from portal.translators.views import target_of

bp = Blueprint(
    "translating_whole", __name__, url_prefix="/translations", template_folder="templates"
)


@bp.post("/<int:key>/<target>/hand-in")
def hand_in(key: int, target: str) -> ResponseReturnValue:
    """Give all drafts of the page to the reviewers."""
    wanted = target_of(key, target, to="translate")
    return _act_on_page(wanted, lambda every: actions.hand_in(wanted, every, current_user), _handed)


@bp.post("/<int:key>/<target>/approve")
def approve_all(key: int, target: str) -> ResponseReturnValue:
    """Approve everything on the page that waits and others wrote."""
    wanted = target_of(key, target, to="review")
    return _act_on_page(
        wanted, lambda every: reviewing.approve(wanted, every, current_user), _approved
    )


@bp.post("/<int:key>/<target>/from-memory")
def fill(key: int, target: str) -> ResponseReturnValue:
    """Take what the memory knows word for word as drafts of all paragraphs without any."""
    wanted = target_of(key, target, to="translate")
    return _act_on_page(
        wanted, lambda every: actions.fill_from_memory(wanted, every, current_user), _filled
    )


@bp.post("/<int:key>/<target>/from-machine")
def fill_by_machine(key: int, target: str) -> ResponseReturnValue:
    """Let the machine translate paragraphs that nobody has begun, some at a time."""
    wanted = target_of(key, target, to="translate")
    return _act_on_page(wanted, lambda every: _by_machine(wanted, every), _translated)


def _by_machine(target: Target, every: list[Unit]) -> int:
    """Ask first and write then: no transaction waits for another server."""
    try:
        engine, said = by_machine(target, every)
    except MachineFailed as fault:
        raise Refused(fault.message) from fault
    taken = actions.take_from_machine(target, every, said, engine, current_user)
    left = sum(not unit.wordings.rows for unit in every) - taken
    if left:
        flash(_left(left))
    return taken


def _handed(count: int) -> str:
    return ngettext(
        "%(count)s paragraph waits for a reviewer now.",
        "%(count)s paragraphs wait for a reviewer now.",
        count,
    )


def _approved(count: int) -> str:
    return ngettext(
        "%(count)s paragraph is approved. Readers see it now.",
        "%(count)s paragraphs are approved. Readers see them now.",
        count,
    )


def _filled(count: int) -> str:
    return ngettext(
        "%(count)s paragraph came from the memory, as a draft.",
        "%(count)s paragraphs came from the memory, as drafts.",
        count,
    )


def _translated(count: int) -> str:
    return ngettext(
        "The machine has translated %(count)s paragraph. Read it before you hand it in.",
        "The machine has translated %(count)s paragraphs. Read them before you hand them in.",
        count,
    )


def _left(count: int) -> str:
    return ngettext(
        "%(count)s paragraph is still empty. Press the button again to go on.",
        "%(count)s paragraphs are still empty. Press the button again to go on.",
        count,
    )


def _act_on_page(
    target: Target, act: Callable[[list[Unit]], int], said: Callable[[int], str]
) -> ResponseReturnValue:
    if not ActForm().check():
        abort(400)
    try:
        flash(said(act(readable_units(current_user, target))), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return redirect(url_for("translators.edit", key=target.entry.id, target=target.locale), 303)
