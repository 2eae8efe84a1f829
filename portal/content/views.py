"""The steps of the workflow, the same for every kind, and the history of an entry."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts.models import Person
from portal.content import actions, queries, scheduling, writing
from portal.content.edit_pages import word_pieces
from portal.content.forms import ChangesForm
from portal.content.kinds import kind_of
from portal.content.models import Entry
from portal.content.schedule_form import ScheduleForm
from portal.content.writing import Draft
from portal.core.access import fetch
from portal.core.forms import ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

bp = Blueprint("content", __name__, url_prefix="/entries", template_folder="templates")

# step → the verb that has to be allowed, what is done, what is said afterwards
STEPS: dict[str, tuple[str, Callable[[Entry, Person], None], object]] = {
    "submit": ("submit", actions.submit, _l("Handed in. You will hear by mail how it goes on.")),
    "withdraw": ("withdraw", actions.withdraw, _l("Taken back. It is a draft again.")),
    "take-up": ("review", actions.take_up, _l("You have taken it up.")),
    "publish": ("review", actions.publish, _l("Published.")),
    "clear": ("clear", actions.clear, _l("Cleared.")),
    "retire": ("retire", actions.retire, _l("Retired. You can bring it back at any time.")),
    "restore": ("restore", actions.restore, _l("Brought back, as it was before.")),
    "unschedule": (
        "schedule",
        scheduling.unschedule,
        _l("The plan is given up. It goes on waiting."),
    ),
    "follow": ("follow", actions.follow, _l("You will hear by mail what is new.")),
    "unfollow": ("follow", actions.unfollow, _l("You will not be told any more.")),
}


@bp.post("/<int:key>/<any({}):step>".format(",".join(f'"{step}"' for step in STEPS)))
def take_step(key: int, step: str) -> ResponseReturnValue:
    verb, act, said = STEPS[step]
    entry = fetch(Entry, key, to=verb)
    if not ActForm().check():
        abort(400)
    act(entry, current_user)
    flash(str(said), "success")
    return redirect(_page_of(entry))


@bp.route("/<int:key>/request-changes", methods=["GET", "POST"])
def request_changes(key: int) -> ResponseReturnValue:
    entry = fetch(Entry, key, to="review")
    form = ChangesForm()
    if form.check():
        actions.request_changes(entry, current_user, form.message.data or "")
        flash(_("Given back with your words."), "success")
        return redirect(_page_of(entry))
    page = render_template(
        "content/request_changes.html", form=form, entry=entry, kind=kind_of(entry)
    )
    return page, form.status


@bp.route("/<int:key>/schedule", methods=["GET", "POST"])
def schedule(key: int) -> ResponseReturnValue:
    """Ask at which moment it is to be published, and keep that as a plan."""
    entry = fetch(Entry, key, to="schedule")
    plan = scheduling.plan_of(entry)
    form = ScheduleForm(entry, plan)
    if form.check():
        scheduling.schedule(entry, current_user, form.number, form.due_at)
        flash(_("Planned. Until then readers see what they see today."), "success")
        return redirect(url_for(kind_of(entry).endpoint, key=entry.id, newest=1))
    page = render_template(
        "content/schedule.html", form=form, entry=entry, kind=kind_of(entry), plan=plan
    )
    return page, form.status


@bp.route("/<int:key>/discard", methods=["GET", "POST"])
def discard(key: int) -> ResponseReturnValue:
    entry = fetch(Entry, key, to="discard")
    form = ActForm()
    if form.check():
        actions.discard(entry, current_user)
        flash(_("The draft is thrown away. Below you can bring it back."), "success")
        return redirect(url_for(kind_of(entry).endpoint, key=entry.id, newest=1))
    return render_template("content/discard.html", form=form, entry=entry, kind=kind_of(entry))


@bp.post("/<int:key>/forget-copy")
def forget_copy(key: int) -> ResponseReturnValue:
    """Throw away what was typed and not saved."""
    entry = fetch(Entry, key, to="edit")
    if not ActForm().check():
        abort(400)
    writing.forget_working_copy(entry, current_user)
    flash(_("What was not saved is thrown away."), "success")
    return redirect(request.referrer or _page_of(entry))


@bp.get("/<int:key>/history")
def history(key: int) -> ResponseReturnValue:
    entry = fetch(Entry, key, to="see_history")
    return render_template("content/history.html", entry=entry, kind=kind_of(entry), form=ActForm())


@bp.get("/<int:key>/history/<int:old>..<int:new>")
def compare_revisions(key: int, old: int, new: int) -> ResponseReturnValue:
    entry = fetch(Entry, key, to="see_history")
    before, after = queries.revision_numbered(entry, old), queries.revision_numbered(entry, new)
    if before is None or after is None:
        abort(404)
    differences = [
        (
            words.label,
            word_pieces(before.words.get(words.name, ""), after.words.get(words.name, "")),
        )
        for words in kind_of(entry).words
        if before.words.get(words.name, "") != after.words.get(words.name, "")
    ]
    return render_template(
        "content/compare.html",
        entry=entry,
        kind=kind_of(entry),
        before=before,
        after=after,
        differences=differences,
    )


@bp.post("/<int:key>/history/<int:number>/restore")
def restore_revision(key: int, number: int) -> ResponseReturnValue:
    """Make an older revision the newest one again, as a new revision."""
    entry = fetch(Entry, key, to="edit")
    revision = queries.revision_numbered(entry, number)
    if revision is None or not ActForm().check():
        abort(404)
    writing.revise(
        entry, current_user, entry.version,
        Draft(revision.words, revision.facts, entry.visibility),
    )  # fmt: skip
    flash(_("Revision %(number)d is the newest again.", number=number), "success")
    return redirect(url_for(".history", key=entry.id))


def _page_of(entry: Entry) -> str:
    return url_for(kind_of(entry).endpoint, key=entry.id)
