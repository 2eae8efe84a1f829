"""The page behind the link of an invitation. Only whoever reads that mail box gets here."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import passwords, sessions
from portal.accounts.queries import by_email
from portal.core.access import open_to_public
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.organisations import invitations
from portal.organisations.labels import ROLES, STAFF_ROLES
from portal.organisations.models import Invitation, InvitationState
from portal.organisations.people_forms import ActForm, JoinForm

bp = Blueprint("joining", __name__, url_prefix="/join", template_folder="templates")

GONE = 410


@bp.route("/<token>", methods=["GET", "POST"])
@open_to_public
def join(token: str) -> ResponseReturnValue:
    invitation = invitations.invitation_for(token)
    if invitation is None:
        abort(404)
    if invitation.state is not InvitationState.OPEN:
        return _page("ended", invitation), GONE
    if current_user.is_authenticated:
        return _accept(invitation)
    if by_email(invitation.email) is not None:
        return _page("sign_in", invitation, here=request.path)
    return _join(invitation)


def _page(name: str, invitation: Invitation, **more: object) -> str:
    return render_template(
        f"organisations/join_{name}.html",
        invitation=invitation,
        roles=ROLES | STAFF_ROLES,
        **more,
    )


def _accept(invitation: Invitation) -> ResponseReturnValue:
    """Somebody who is signed in takes it up with one button."""
    if current_user.email != invitation.email:
        return _page("other", invitation)
    form = ActForm()
    if form.check():
        invitations.accept(invitation, current_user)
        flash(_("Welcome."), "success")
        return redirect(_goal(invitation))
    return _page("accept", invitation, form=form)


def _join(invitation: Invitation) -> ResponseReturnValue:
    form = JoinForm()
    place = invitation.organisation
    form.about = (invitation.email, place.name if place else "")
    if not form.is_submitted():
        _guess(form, invitation)
    if not form.check():
        return _page("new", invitation, form=form), form.status
    newcomer = invitations.Newcomer(
        name=form.name.data or "",
        title=form.title.data or "",
        locales=form.languages(),
        time_zone=form.time_zone.data,
        password_hash=passwords.hashed(form.password.data or ""),
    )
    goal = _goal(invitation)
    sessions.sign_in(invitations.join(invitation, newcomer))
    flash(_("Welcome."), "success")
    return redirect(goal)


def _guess(form: JoinForm, invitation: Invitation) -> None:
    form.name.data = invitation.name
    form.locale.data = locale()
    form.reading_locales.data = [locale()]
    if invitation.organisation is not None:
        form.time_zone.data = invitation.organisation.time_zone


def _goal(invitation: Invitation) -> str:
    place = invitation.organisation
    return url_for("organisations.show", slug=place.slug) if place else "/"
