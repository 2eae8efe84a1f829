"""Events: the list, the page of one, writing one."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content import writing
from portal.content.edit_pages import add_edit_pages
from portal.content.showing import fetch_or_gone, showing
from portal.core.access import authorise, may, open_to_public
from portal.core.db import db
from portal.core.facets import page_url
from portal.core.paging import paged
from portal.core.sections import sections
from portal.events import queries
from portal.events.facts import as_shown, groups, page_facts
from portal.events.forms import EventForm, NewEventForm
from portal.events.kind import KIND
from portal.events.models import Event
from portal.organisations.queries import secretariat

bp = Blueprint("events", __name__, url_prefix="/events", template_folder="templates")


@bp.get("/")
@open_to_public
def index() -> ResponseReturnValue:
    past = paged(queries.over(current_user))
    current = db.session.scalars(queries.under_way(current_user)).all() if past.page == 1 else []
    drafts = db.session.scalars(queries.unpublished(current_user)).all()
    return render_template(
        "events/index.html",
        groups=groups(queries.listed([*current, *past.items])),
        drafts=queries.listed(drafts),
        past=past,
        page_url=page_url,
        may_create=may(current_user, "create", Event),
    )


@bp.get("/<int:key>")
@open_to_public
def show(key: int) -> ResponseReturnValue:
    event = fetch_or_gone(Event, key)
    shown = showing(event)
    followers = queries.follower_count(event) if shown["works_on_it"] else None
    return render_template(
        "events/show.html",
        event=event,
        kind=KIND,
        follows=queries.follows(current_user, event),
        sections=sections(current_user, event),
        **page_facts(as_shown(event, newest=shown["showing_newest"]), followers),
        **shown,
    )


@bp.get("/<code>")
@open_to_public
def by_code(code: str) -> ResponseReturnValue:
    """The short address: `/en/events/COP31`."""
    event = fetch_or_gone(Event, queries.number_of(code))
    return redirect(url_for(".show", key=event.id))


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    authorise("create", Event)
    office, form = secretariat(), NewEventForm()
    if office is not None and form.check():
        event = writing.draft(KIND, current_user, office, form.locale.data, form.draft(KIND))
        return redirect(url_for(".show", key=event.id))
    return render_template("events/new.html", form=form), form.status


add_edit_pages(bp, Event, EventForm)
