"""Words that members suggest: how they do, and how who owns the language decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import LOCALES
from portal.accounts.models import Person
from portal.core.access import admit, authorise, fetch, may
from portal.core.directions import direction
from portal.core.errors import Refused
from portal.core.facets import page_url
from portal.core.forms import UNPROCESSABLE, ActForm, Form
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.paging import paged
from portal.glossary import actions, queries
from portal.glossary.forms import AnswerForm, ProposalForm
from portal.glossary.naming import Named, name_of
from portal.glossary.policy import Glossary, owns_language
from portal.glossary.views import CONCEPT, concept_named
from portal.thesaurus import concepts, proposing
from portal.thesaurus.models import Concept, Kind, Proposal

bp = Blueprint("glossary_proposals", __name__, url_prefix="/glossary", template_folder="templates")

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal with what it is about and who is in it."""

    proposal: Proposal
    concept: Named | None  # None: a new one
    person: Person | None
    decided_by: Person | None

    @property
    def direction(self) -> str:
        return direction(self.proposal.locale)


def _asked(proposals: Sequence[Proposal]) -> list[Asked]:
    names = {(each.scheme, each.code) for each in proposals if each.scheme and each.code}
    terms = queries.terms_of(sorted(names))
    people = queries.people(
        {each.person_id for each in proposals} | {each.decided_by_id for each in proposals}
    )
    return [
        Asked(
            each,
            Named(each.scheme, each.code, name_of(terms[each.scheme, each.code], each.code))
            if each.scheme and each.code
            else None,
            people.get(each.person_id),
            people.get(each.decided_by_id or 0),
        )
        for each in proposals
    ]


def section_tabs(current: str) -> list[dict[str, Any]]:
    """The parts of the glossary that the person may go to; `current` is an endpoint."""
    decides = may(current_user, "decide", Glossary)
    waiting = queries.waiting_for(current_user) if decides else None
    parts = [
        ("glossary.index", _("Words and meanings"), True, None),
        ("glossary_proposals.mine", _("My proposals"), True, None),
        ("glossary_proposals.waiting", _("To decide"), decides, waiting),
        ("glossary_files.index", _("Files"), may(current_user, "exchange", Glossary), None),
    ]
    return [
        {"label": label, "url": url_for(name), "current": name == current, "count": count}
        for name, label, is_open, count in parts
        if is_open
    ]


@bp.route("/propose", methods=["GET", "POST"])
def propose_new() -> ResponseReturnValue:
    """A word for something that the glossary has no concept of yet."""
    authorise("propose", Glossary)
    form = ProposalForm()
    del form.kind  # a concept begins with its preferred word
    return _propose(form, None)


@bp.route(f"{CONCEPT}/propose", methods=["GET", "POST"])
def propose(scheme: str, code: str) -> ResponseReturnValue:
    """A word for a concept that is here."""
    concept = admit(concept_named(scheme, code), to="propose")
    return _propose(ProposalForm(), concept)


def _propose(form: ProposalForm, concept: Concept | None) -> ResponseReturnValue:
    form.locale.offer(list(LOCALES))
    if request.method == "GET":
        asked = request.args.get("language")
        form.locale.data = asked if asked in LOCALES else locale()
        form.text.data = request.args.get("text", "")
    if form.check() and _was_proposed(form, concept):
        flash(
            _("Thank you. Who looks after this language decides about it and tells you."), "success"
        )
        return redirect(url_for(".mine"), 303)
    name = (
        Named(concept.scheme, concept.code, name_of(concept.terms, concept.code))
        if concept
        else None
    )
    page = render_template("glossary/propose.html", form=form, concept=concept, name=name)
    return page, form.status


def _was_proposed(form: ProposalForm, concept: Concept | None) -> bool:
    """Hand the proposal in; where it is refused, the form says why."""
    try:
        proposing.propose(
            form.locale.data,
            form.text.data or "",
            by=current_user,
            concept=concept,
            kind=form.kind.data if concept else Kind.PREFERRED,
            definition=form.definition.data or "",
            reason=form.reason.data or "",
        )
    except Refused as refusal:
        form.text.errors = [refusal.message]
        return False
    return True


@bp.get("/proposals")
def mine() -> ResponseReturnValue:
    """What the reader proposed, and what came of it."""
    authorise("propose", Glossary)
    page = paged(concepts.proposed_by(current_user.id))
    return render_template(
        "glossary/mine.html", page=page, rows=_asked(page.items), page_url=page_url
    )


@bp.post("/proposals/<int:number>/withdraw")
def withdraw(number: int) -> ResponseReturnValue:
    proposal = fetch(Proposal, number, to="withdraw")
    _insist(ActForm())
    try:
        proposing.withdraw(proposal, by=current_user)
        flash(_("Your proposal is taken back."), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".mine"), 303)


@bp.get("/proposals/waiting")
def waiting() -> ResponseReturnValue:
    """What waits in the languages that the reader looks after, the oldest first."""
    authorise("decide", Glossary)
    return _queue()


def _queue(
    number: int = 0, form: AnswerForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page of what waits; `form` was sent for proposal `number`, and has faults."""
    own = [code for code in queries.proposed_locales() if owns_language(current_user, code)]
    page = paged(concepts.waiting(own))
    rendered = render_template(
        "glossary/waiting.html",
        page=page,
        rows=_asked(page.items),
        page_url=page_url,
        sent={number: form} if form else {},
        blank=AnswerForm(formdata=None),
    )
    return rendered, status


def _insist(form: Form) -> None:
    if not form.check():
        abort(400)


@bp.post("/proposals/<int:number>/accept")
def accept(number: int) -> ResponseReturnValue:
    proposal, form = fetch(Proposal, number, to="decide"), AnswerForm()
    if not form.check():
        return _queue(number, form, UNPROCESSABLE)
    try:
        actions.accept(proposal, form.answer.data or "", current_user)
    except Refused as refusal:
        return _refused(number, form, refusal)
    said = _("“%(term)s” is in the glossary, and its proposer is told.", term=proposal.text)
    flash(said, "success")
    return redirect(url_for(".waiting"), 303)


@bp.post("/proposals/<int:number>/decline")
def decline(number: int) -> ResponseReturnValue:
    proposal, form = fetch(Proposal, number, to="decide"), AnswerForm()
    if not form.check():
        return _queue(number, form, UNPROCESSABLE)
    try:
        actions.decline(proposal, form.answer.data or "", current_user)
    except Refused as refusal:
        return _refused(number, form, refusal)
    flash(_("The proposal is declined, and its proposer is told why."), "success")
    return redirect(url_for(".waiting"), 303)


def _refused(number: int, form: AnswerForm, refusal: Refused) -> ResponseReturnValue:
    """Show the queue with the reason; one that somebody else decided is not in it any more."""
    if proposing.is_waiting(number):
        form.answer.errors = [refusal.message]
        return _queue(number, form, CONFLICT)
    flash(refusal.message, "error")
    return redirect(url_for(".waiting"), 303)
