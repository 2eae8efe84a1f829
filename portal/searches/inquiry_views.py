"""Questions to the network: asked by members, answered by the editors of their region."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import authorise, fetch, may
from portal.core.errors import Refused
from portal.core.facets import page_url
from portal.core.i18n import gettext as _
from portal.core.paging import paged
from portal.search.grammar import MAX_LENGTH
from portal.searches import inquiries
from portal.searches.forms import AnswerForm, AskForm
from portal.searches.inquiries import city_of
from portal.searches.models import Inquiry
from portal.searches.policy import Gaps

bp = Blueprint(
    "searches_inquiries", __name__, url_prefix="/searches/questions", template_folder="templates"
)

CONFLICT = 409


@bp.get("/")
def mine() -> ResponseReturnValue:
    """What she asked, and what came of it."""
    authorise("ask", Inquiry)
    page = paged(inquiries.asked_by(current_user))
    return render_template("searches/questions.html", page=page, page_url=page_url)


@bp.route("/new", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask; the words are those that found nothing."""
    authorise("ask", Inquiry)
    form = AskForm(words=request.args.get("q", "")[:MAX_LENGTH])
    if form.check():
        try:
            inquiries.ask(form.words.data or "", form.need.data or "", current_user)
            flash(_("Your question is on its way. You get a letter with the answer."), "success")
            return redirect(url_for(".mine"), 303)
        except Refused as refusal:
            form.words.errors = [refusal.message]
    return render_template("searches/ask.html", form=form), form.status


@bp.get("/waiting")
def waiting() -> ResponseReturnValue:
    """The questions that come to her as an editor."""
    authorise("settle", Gaps)
    page = paged(inquiries.waiting_for(current_user))
    return render_template("searches/waiting.html", page=page, page_url=page_url, city_of=city_of)


@bp.route("/<int:number>", methods=["GET", "POST"])
def show(number: int) -> ResponseReturnValue:
    """One question with its answer, or for its editors with room for one."""
    inquiry, form = fetch(Inquiry, number), AnswerForm()
    status = 200
    if request.method == "POST":
        authorise("answer", inquiry)
        if form.check():
            try:
                inquiries.answer(
                    inquiry, form.answer.data or "", form.link.data or "", current_user
                )
                flash(_("Your answer is on its way to the person who asked."), "success")
                return redirect(url_for(".waiting"), 303)
            except Refused as refusal:
                flash(refusal.message, "error")
                status = CONFLICT
    page = render_template(
        "searches/question.html",
        inquiry=inquiry,
        city=city_of(inquiry.person),
        form=form if inquiry.is_open and may(current_user, "answer", inquiry) else None,
    )
    return page, max(form.status, status)
