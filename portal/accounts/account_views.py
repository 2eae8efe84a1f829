"""The pages of one's own account: preferences, password, devices, access tokens."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import actions, authentication, passwords, queries, sessions
from portal.accounts.forms import ChangePasswordForm, PreferencesForm, TokenForm
from portal.accounts.models import AccessToken, SignIn
from portal.accounts.passwords import words_about
from portal.accounts.places import Preferences
from portal.accounts.throttle import TooManyTries
from portal.accounts.views import bp, say_it_is_set, turned_away
from portal.core.access import fetch, open_to_members
from portal.core.i18n import gettext as _
from portal.core.sections import sections


@bp.route("/preferences", methods=["GET", "POST"])
@open_to_members
def preferences() -> ResponseReturnValue:
    form = PreferencesForm(current_user)
    if form.check():
        actions.change_preferences(
            current_user,
            name=form.name.data,
            title=form.title.data,
            locale=form.locale.data,
            reading_locales=form.reading_locales,
            time_zone=form.time_zone.data,
        )
        flash(_("Your preferences are saved."))
        return redirect(url_for(".preferences", locale=current_user.locale), 303)
    parts = sections(current_user, Preferences())
    return render_template("accounts/preferences.html", form=form, parts=parts), form.status


@bp.route("/password", methods=["GET", "POST"])
@open_to_members
def password() -> ResponseReturnValue:
    form = ChangePasswordForm(words_about(current_user))
    if form.check():
        try:
            is_right = authentication.has_password(current_user, form.present.data)
        except TooManyTries as refusal:
            return turned_away("accounts/password.html", form, refusal)
        if is_right:
            known_hash = passwords.hashed(form.password.data)
            actions.set_password(current_user, known_hash, keep=sessions.current_sign_in())
            say_it_is_set()
            return redirect(url_for(".password"), 303)
        form.present.errors.append(_("This is not your present password."))
    return render_template("accounts/password.html", form=form), form.status


@bp.get("/devices")
@open_to_members
def devices() -> ResponseReturnValue:
    return render_template(
        "accounts/devices.html",
        sign_ins=queries.living_sign_ins(current_user),
        this=sessions.current_sign_in(),
    )


@bp.post("/devices/<int:key>/end")
def end_sign_in(key: int) -> ResponseReturnValue:
    actions.end_sign_in(fetch(SignIn, key, to="end"))
    flash(_("The device is signed out."))
    return redirect(url_for(".devices"), 303)


@bp.post("/devices/end-others")
@open_to_members
def end_other_sign_ins() -> ResponseReturnValue:
    actions.end_sign_ins(current_user, keep=sessions.current_sign_in())
    flash(_("All other devices are signed out."))
    return redirect(url_for(".devices"), 303)


@bp.route("/tokens", methods=["GET", "POST"])
@open_to_members
def tokens() -> ResponseReturnValue:
    form = TokenForm()
    made = actions.make_token(current_user, form.name.data) if form.check() else None
    page = render_template(
        "accounts/tokens.html",
        form=TokenForm(formdata=None) if made else form,
        made=made,
        tokens=queries.access_tokens(current_user),
    )
    return page, form.status


@bp.post("/tokens/<int:key>/revoke")
def revoke_token(key: int) -> ResponseReturnValue:
    actions.revoke_token(fetch(AccessToken, key, to="revoke"))
    flash(_("The token no longer works."))
    return redirect(url_for(".tokens"), 303)
