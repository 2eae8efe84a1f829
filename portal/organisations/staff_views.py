"""Who works for the secretariat: administrators invite, appoint for a scope, and end it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import authorise, fetch
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.organisations import actions, invitations, queries
from portal.organisations.labels import STAFF_ROLES
from portal.organisations.models import Appointment
from portal.organisations.people_forms import ActForm, StaffInvitationForm

bp = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates")


@bp.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    authorise("create", Appointment)
    form = StaffInvitationForm()
    if not form.is_submitted():
        form.locale.data = locale()
    if form.check():
        guest = form.guest()
        invitations.invite_staff(
            guest,
            current_user,
            form.role.data,
            region=form.region.data or None,
            locale=form.staff_locale.data or None,
        )
        flash(_("The invitation is on its way to %(email)s.", email=guest.email), "success")
        return redirect(url_for(".index"))
    return render_template(
        "organisations/staff.html",
        form=form,
        appointments=queries.appointments(),
        invitations=queries.pending_invitations(None),
        roles=STAFF_ROLES,
    ), form.status


@bp.post("/<int:key>/end")
def end_appointment(key: int) -> ResponseReturnValue:
    appointment = fetch(Appointment, key, to="end")
    if not ActForm().check():
        abort(400)
    name = appointment.person.name
    actions.end_appointment(appointment)
    flash(_("%(name)s does that work no longer.", name=name), "success")
    return redirect(url_for(".index"))
