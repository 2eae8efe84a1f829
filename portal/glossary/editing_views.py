"""Words of a concept in one language, written by who looks after that language."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import admit, authorise, find
from portal.core.directions import direction
from portal.core.errors import Refused
from portal.core.forms import UNPROCESSABLE, ActForm
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.glossary import actions
from portal.glossary.forms import BeginForm, DefinitionForm, TermForm
from portal.glossary.labels import KIND_HINTS
from portal.glossary.naming import named
from portal.glossary.policy import Glossary, Words, languages_of
from portal.glossary.views import CONCEPT, concept_named
from portal.thesaurus.actions import add_term, change_term, define, remove_term
from portal.thesaurus.editing import canonical
from portal.thesaurus.models import Definition, Kind, Term

bp = Blueprint("glossary_editing", __name__, url_prefix="/glossary", template_folder="templates")

WORDS = f"{CONCEPT}/words/<target>"


@bp.route("/new", methods=["GET", "POST"])
def begin() -> ResponseReturnValue:
    """A new concept of our glossary."""
    authorise("add", Glossary)
    own, form = languages_of(current_user), BeginForm()
    form.locale.offer(own)
    if request.method == "GET":
        form.locale.data = request.args.get("language", locale() if locale() in own else own[0])
        form.text.data = request.args.get("text", "")
    if form.check():
        said = (form.text.data or "", form.definition.data or "", form.source.data or "")
        try:
            made = actions.begin(form.locale.data, *said, current_user)
            flash(_("The concept is in the glossary."), "success")
            return redirect(url_for("glossary.show", scheme=made.scheme, code=made.code), 303)
        except Refused as refusal:
            form.text.errors = [refusal.message]
    return render_template("glossary/begin.html", form=form), form.status


def words_named(scheme: str, code: str, target: str) -> Words | None:
    """The words of a concept in a language, if there are such a concept and language."""
    concept = concept_named(scheme, code)
    return Words(concept, target) if concept and canonical(target) == target else None


@bp.get(WORDS)
def words(scheme: str, code: str, target: str) -> ResponseReturnValue:
    """All words of a concept in one language, each to be changed, and what it means."""
    return _page(admit(words_named(scheme, code, target), to="edit"))


def _page(
    subject: Words,
    *,
    adding: TermForm | None = None,
    changing: dict[int, TermForm] | None = None,
    defining: DefinitionForm | None = None,
) -> ResponseReturnValue:
    terms = _terms(subject)
    defined = _definition(subject)
    changed = changing or {}
    sent = [form for form in (adding, defining, *changed.values()) if form is not None]
    page = render_template(
        "glossary/words.html",
        name=named(subject.concept),
        concept=subject.concept,
        target=subject.locale,
        target_direction=direction(subject.locale),
        rows=[(term, changed.get(term.id) or _filled(term)) for term in terms],
        adding=adding or TermForm(formdata=None, kind=_first_kind(terms)),
        defining=defining or DefinitionForm(formdata=None, prefix="d", obj=defined),
        kind_hints=KIND_HINTS.values(),
        is_last=len(subject.concept.terms) == 1,
    )
    return page, UNPROCESSABLE if any(form.errors for form in sent) else 200


def _terms(subject: Words) -> list[Term]:
    kinds = list(Kind)
    own = [each for each in subject.concept.terms if each.locale == subject.locale]
    return sorted(own, key=lambda each: (kinds.index(each.kind), each.text))


def _definition(subject: Words) -> Definition | None:
    own = (each for each in subject.concept.definitions if each.locale == subject.locale)
    return next(own, None)


def _first_kind(terms: list[Term]) -> Kind:
    has_preferred = any(each.kind is Kind.PREFERRED for each in terms)
    return Kind.ALTERNATE if has_preferred else Kind.PREFERRED


def _prefix(number: int) -> str:
    return f"t{number}"


def _filled(term: Term) -> TermForm:
    return TermForm(formdata=None, prefix=_prefix(term.id), obj=term)


def _to(subject: Words) -> ResponseReturnValue:
    scheme, code = subject.concept.scheme, subject.concept.code
    return redirect(url_for(".words", scheme=scheme, code=code, target=subject.locale), 303)


@bp.post(WORDS)
def add(scheme: str, code: str, target: str) -> ResponseReturnValue:
    subject, form = admit(words_named(scheme, code, target), to="edit"), TermForm()
    if form.check():
        try:
            add_term(
                subject.concept, target, form.text.data or "", by=current_user, kind=form.kind.data
            )
            flash(_("“%(term)s” is added.", term=form.text.data), "success")
            return _to(subject)
        except Refused as refusal:
            form.text.errors = [refusal.message]
    return _page(subject, adding=form)


def _term(subject: Words, number: int) -> Term:
    found = find(Term, number)
    if found is None or found.concept is not subject.concept or found.locale != subject.locale:
        abort(404)
    return found


@bp.post(f"{WORDS}/<int:number>")
def change(scheme: str, code: str, target: str, number: int) -> ResponseReturnValue:
    subject = admit(words_named(scheme, code, target), to="edit")
    term, form = _term(subject, number), TermForm(prefix=_prefix(number))
    if form.check():
        try:
            change_term(term, by=current_user, text=form.text.data, kind=form.kind.data)
            flash(_("Your changes are saved."), "success")
            return _to(subject)
        except Refused as refusal:
            form.text.errors = [refusal.message]
    return _page(subject, changing={number: form})


@bp.post(f"{WORDS}/<int:number>/remove")
def remove(scheme: str, code: str, target: str, number: int) -> ResponseReturnValue:
    """Take a word out; its page asked before."""
    subject = admit(words_named(scheme, code, target), to="edit")
    term = _term(subject, number)
    if not ActForm().check():
        abort(400)
    text = term.text
    try:
        remove_term(term, by=current_user)
        flash(_("“%(term)s” is removed.", term=text), "success")
    except Refused as refusal:
        flash(refusal.message, "error")
    return _to(subject)


@bp.post(f"{WORDS}/definition")
def explain(scheme: str, code: str, target: str) -> ResponseReturnValue:
    """Write what the concept means in this language, or take that back."""
    subject = admit(words_named(scheme, code, target), to="edit")
    form = DefinitionForm(prefix="d")
    if not form.check():
        return _page(subject, defining=form)
    said = form.text.data or ""
    define(subject.concept, target, said, by=current_user, source=form.source.data or "")
    flash(_("Your changes are saved."), "success")
    return _to(subject)
