"""The directory of members, a city's page, and the people of a city."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import facets, maps
from portal.core.access import admit, authorise, fetch, may
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.paging import page_number
from portal.core.sections import sections
from portal.organisations import actions, directory, invitations, queries
from portal.organisations.forms import IdentityForm, NewOrganisationForm, ProfileForm
from portal.organisations.labels import ROLES
from portal.organisations.listing import facet_label, facet_list, orders, point, wanted_by
from portal.organisations.models import Invitation, Membership, Organisation
from portal.organisations.people_forms import ActForm, InvitationForm, RoleForm
from portal.organisations.policy import can_found_in
from portal.organisations.queries import by_slug

bp = Blueprint("organisations", __name__, url_prefix="/cities", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    authorise("read", Organisation)
    wanted = wanted_by(request.args)
    total, counts = directory.counts(wanted)
    return render_template(
        "organisations/index.html",
        page=directory.listed(wanted, page_number(), total),
        wanted=wanted,
        facets=facet_list(wanted, counts),
        chips=facets.chips(wanted.chosen, facet_label),
        orders=orders(wanted),
        points=[point(spot) for spot in directory.spots(wanted, total)],
        kept=facets.kept,
        page_url=facets.page_url,
        box=maps.WORLD_BOX,
        may_create=may(current_user, "create", Organisation),
    )


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    place = admit(by_slug(slug))
    return render_template(
        "organisations/show.html",
        place=place,
        view=_surroundings(place),
        memberships=queries.memberships_of(place),
        sections=sections(current_user, place),
        roles=ROLES,
    )


def _surroundings(place: Organisation) -> maps.LocalMap | None:
    if place.latitude is None or place.longitude is None:
        return None
    return maps.local_map(place.latitude, place.longitude)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    authorise("create", Organisation)
    form = NewOrganisationForm()
    form.offer_regions(lambda region: can_found_in(current_user, region))
    form.offer()
    if form.check():
        place = actions.create_organisation(current_user, form.values())
        flash(_("%(name)s is a member now. Invite its coordinator.", name=place.name), "success")
        return redirect(url_for(".people", slug=place.slug))
    return render_template("organisations/new.html", form=form), form.status


@bp.route("/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    place = admit(by_slug(slug), to="edit")
    form = (IdentityForm if may(current_user, "identify", place) else ProfileForm)(obj=place)
    form.offer(place)
    if form.check():
        actions.edit_organisation(place, form.values())
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".show", slug=place.slug))
    return render_template("organisations/edit.html", form=form, place=place), form.status


@bp.route("/<slug>/people", methods=["GET", "POST"])
def people(slug: str) -> ResponseReturnValue:
    place = admit(by_slug(slug), to="invite")
    form = InvitationForm()
    if not form.is_submitted():
        form.locale.data = locale()
    if form.check():
        guest = form.guest()
        invitations.invite(guest, current_user, place, form.role.data)
        flash(_("The invitation is on its way to %(email)s.", email=guest.email), "success")
        return redirect(url_for(".people", slug=slug))
    return render_template(
        "organisations/people.html",
        place=place,
        form=form,
        memberships=queries.memberships_of(place),
        invitations=queries.pending_invitations(place),
        roles=ROLES,
    ), form.status


@bp.route("/<slug>/people/<int:key>", methods=["GET", "POST"])
def member(slug: str, key: int) -> ResponseReturnValue:
    """Give somebody another role."""
    place = admit(by_slug(slug))
    membership = fetch(Membership, (key, place.id), to="change")
    form = RoleForm(obj=membership)
    if form.check():
        actions.change_role(membership, form.role.data)
        flash(_("The role is changed."), "success")
        return redirect(url_for(".people", slug=slug))
    return render_template(
        "organisations/member.html", place=place, membership=membership, form=form, roles=ROLES
    ), form.status


@bp.post("/<slug>/people/<int:key>/end")
def end_membership(slug: str, key: int) -> ResponseReturnValue:
    place = admit(by_slug(slug))
    membership = fetch(Membership, (key, place.id), to="change")
    _insist_on_our_form()
    name = membership.person.name
    actions.end_membership(membership)
    flash(_("%(name)s no longer belongs to the city.", name=name), "success")
    return redirect(url_for(".people", slug=slug))


def _insist_on_our_form() -> None:
    if not ActForm().check():
        abort(400)


@bp.post("/invitations/<int:key>/<any(withdraw, send):act>")
def handle_invitation(key: int, act: str) -> ResponseReturnValue:
    invitation = fetch(Invitation, key)
    _insist_on_our_form()
    place = invitation.organisation
    if act == "send":
        invitations.send_again(invitation)
        flash(_("The invitation is on its way again. The earlier link has ended."), "success")
    else:
        invitations.withdraw(invitation)
        flash(_("The invitation is withdrawn. Its link leads nowhere now."), "success")
    values: dict[str, Any] = {"slug": place.slug} if place else {}
    return redirect(url_for(".people" if place else "staff.index", **values))
