"""The ways in and out: signing in, signing out, a new password by mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import actions, passwords, queries, sessions, throttle
from portal.accounts.forms import NewPasswordForm, ResetForm, SignInForm
from portal.accounts.models import Person
from portal.accounts.passwords import words_about
from portal.core.access import open_to_members, open_to_public
from portal.core.db import db
from portal.core.forms import Form
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext

bp = Blueprint("accounts", __name__, url_prefix="/account", template_folder="templates")


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_public
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_onward(current_user))
    form = SignInForm()
    if form.check():
        try:
            person = sessions.identified(form.email.data, form.password.data)
        except throttle.TooManyTries as refusal:
            return turned_away("accounts/sign_in.html", form, refusal)
        if person is not None:
            sessions.sign_in(person)
            return redirect(_onward(person), 303)
        form.form_errors.append(_("The e-mail address or the password is not right."))
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.post("/sign-out")
@open_to_members
def sign_out() -> ResponseReturnValue:
    sessions.sign_out()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"), 303)


@bp.route("/forgotten", methods=["GET", "POST"])
@open_to_public
def forgotten() -> ResponseReturnValue:
    form = ResetForm()
    if not form.check():
        return render_template("accounts/forgotten.html", form=form), form.status
    try:
        throttle.count(throttle.of_letter(form.email.data, sessions.network()))
    except throttle.TooManyTries as refusal:
        return turned_away("accounts/forgotten.html", form, refusal)
    actions.ask_for_reset(form.email.data)
    return render_template("accounts/reset_asked.html", email=form.email.data)


@bp.route("/reset/<token>", methods=["GET", "POST"])
@open_to_public
def reset(token: str) -> ResponseReturnValue:
    found = queries.reset_by(token)
    if found is None:
        return render_template("accounts/reset_gone.html"), 410
    form = NewPasswordForm(words_about(found.person))
    if not form.check():
        page = render_template("accounts/reset.html", form=form, email=found.person.email)
        return page, form.status, {"Cache-Control": "no-store"}
    db.session.rollback()  # whoever waits for the gate must not hold a connection meanwhile
    person = actions.use_reset(token, passwords.hashed(form.password.data))
    sessions.sign_in(person)
    say_it_is_set()
    return redirect(_onward(person), 303)


def say_it_is_set() -> None:
    flash(
        _(
            "Your new password is set. All other devices are signed out,"
            " and your access tokens no longer work."
        )
    )


def turned_away(template: str, form: Form, refusal: throttle.TooManyTries) -> ResponseReturnValue:
    """The page again, with its text kept, for somebody who has to wait."""
    form.form_errors.append(wait_words(refusal.seconds))
    page = render_template(template, form=form)
    return page, 429, {"Retry-After": str(refusal.seconds)}


def wait_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes <= 120:
        return ngettext(
            "Too many tries. Try again in %(count)s minute.",
            "Too many tries. Try again in %(count)s minutes.",
            minutes,
        )
    return ngettext(
        "Too many tries. Try again in %(count)s hour.",
        "Too many tries. Try again in %(count)s hours.",
        -(-minutes // 60),
    )


def _onward(person: Person) -> str:
    """Where she wanted to go, else the front page in her language."""
    return sessions.own_path(request.args.get("next", "")) or f"/{person.locale}/"
