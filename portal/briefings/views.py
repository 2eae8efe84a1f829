"""Briefings: the page of one, writing one."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.briefings.facts import page_facts, work_facts
from portal.briefings.forms import BeginForm, BriefingForm
from portal.briefings.kind import KIND
from portal.briefings.models import Briefing
from portal.content import writing
from portal.content.edit_pages import add_edit_pages
from portal.content.showing import fetch_or_gone, showing
from portal.content.writing import Draft
from portal.core.access import fetch, open_to_public
from portal.events.models import Event

bp = Blueprint("briefings", __name__, url_prefix="/briefings", template_folder="templates")


@bp.get("/<int:key>")
@open_to_public
def show(key: int) -> ResponseReturnValue:
    briefing = fetch_or_gone(Briefing, key)
    shown = showing(briefing)
    newest = shown["showing_newest"] or briefing.published is None
    revision = briefing.newest if newest else briefing.published
    return render_template(
        "briefings/show.html",
        briefing=briefing,
        kind=KIND,
        **page_facts(briefing, revision or briefing.newest),
        **(work_facts(briefing) if shown["works_on_it"] else {}),
        **shown,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    event = fetch(Event, _event_number(), to="brief")
    form = BeginForm(event)
    if form.check():
        first = Draft(KIND.entitled(form.title.data or ""), form.first_facts())
        briefing = writing.draft(KIND, current_user, event.organisation, form.locale.data, first)
        return redirect(url_for(".edit", key=briefing.id))
    return render_template("briefings/new.html", form=form, event=event), form.status


def _event_number() -> int:
    given = request.args.get("event", "")
    if not given.isdecimal() or len(given) > 9:
        abort(404)
    return int(given)


add_edit_pages(bp, Briefing, BriefingForm)
