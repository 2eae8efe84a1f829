"""What concerns a concept in all languages: its field and note, its relatives, its removal."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import admit, may
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.forms import UNPROCESSABLE, ActForm
from portal.core.i18n import gettext as _
from portal.glossary.forms import LINK_TITLES, NARROWER, AboutForm, RelationForm, TieForm
from portal.glossary.labels import scheme_label
from portal.glossary.naming import Named, named
from portal.glossary.queries import Wish, listed
from portal.glossary.views import CONCEPT, concept_named
from portal.thesaurus.actions import change_concept, remove_concept
from portal.thesaurus.concepts import whole
from portal.thesaurus.crediting import credits_of_all
from portal.thesaurus.editing import About
from portal.thesaurus.keying import folded
from portal.thesaurus.models import Concept, Link
from portal.thesaurus.relating import relate, unrelate

bp = Blueprint("glossary_relating", __name__, url_prefix="/glossary", template_folder="templates")

ABOUT = f"{CONCEPT}/about"
MOST_CANDIDATES = 12


@bp.get(ABOUT)
def about(scheme: str, code: str) -> ResponseReturnValue:
    """What is to be known of a concept apart from its words."""
    return _page(admit(concept_named(scheme, code), to="describe"))


def _page(
    concept: Concept,
    *,
    describing: AboutForm | None = None,
    relating: RelationForm | None = None,
    candidates: list[Named] | None = None,
) -> ResponseReturnValue:
    told = whole(concept)
    forms = [form for form in (describing, relating) if form is not None]
    page = render_template(
        "glossary/about.html",
        name=named(concept),
        concept=concept,
        describing=describing or AboutForm(formdata=None, obj=concept),
        relating=relating or RelationForm(formdata=None),
        candidates=candidates or [],
        ties={
            "broader": [named(each) for each in told.broader],
            NARROWER: [named(each) for each in told.narrower],
            "related": [named(each) for each in told.related],
        },
        link_titles=LINK_TITLES,
        scheme_label=partial(scheme_label, whose=credits_of_all()),
        term_count=len(concept.terms),
        proposals=told.proposals,
        removable=may(current_user, "remove", concept),
    )
    return page, UNPROCESSABLE if any(form.errors for form in forms) else 200


def _to(concept: Concept) -> ResponseReturnValue:
    return redirect(url_for(".about", scheme=concept.scheme, code=concept.code), 303)


@bp.post(ABOUT)
def describe(scheme: str, code: str) -> ResponseReturnValue:
    concept, form = admit(concept_named(scheme, code), to="describe"), AboutForm()
    if not form.check():
        return _page(concept, describing=form)
    said = About(form.untranslatable.data, form.domain.data or "", form.note.data or "")
    change_concept(concept, said, by=current_user)
    flash(_("Your changes are saved."), "success")
    return _to(concept)


@bp.post(f"{CONCEPT}/relations")
def add(scheme: str, code: str) -> ResponseReturnValue:
    """Tie it to a concept that is named by its words; where several have them, ask which."""
    concept, form = admit(concept_named(scheme, code), to="describe"), RelationForm()
    if not form.check():
        return _page(concept, relating=form)
    found = _called(form.other.data or "", concept)
    if not found:
        form.other.errors = [_("Nothing in the glossary is called so.")]
    elif len(found) > 1:
        form.other.errors = [_("Several concepts are called so. Choose one below.")]
        return _page(concept, relating=form, candidates=[named(each) for each in found])
    elif refusal := _tie(concept, form.link.data, found[0]):
        form.other.errors = [refusal]
    return _page(concept, relating=form) if form.errors else _to(concept)


def _called(text: str, concept: Concept) -> list[Concept]:
    """The concepts that are called exactly so; where there are none, those that have the words."""
    wanted = folded(text)
    found = db.session.scalars(listed(Wish(words=text)).limit(MOST_CANDIDATES + 1))
    others = [each for each in found if each is not concept]
    exact = [each for each in others if any(term.folded == wanted for term in each.terms)]
    return exact or others[:MOST_CANDIDATES]


def _tie(concept: Concept, link: str, other: Concept) -> str:
    """Tie two concepts; says why it may not be."""
    try:
        if link == NARROWER:
            relate(other, Link.BROADER, concept, by=current_user)
        else:
            relate(concept, Link(link), other, by=current_user)
    except Refused as refusal:
        return refusal.message
    flash(_("The relation is added."), "success")
    return ""


@bp.post(f"{CONCEPT}/relations/this")
def add_this(scheme: str, code: str) -> ResponseReturnValue:
    """Tie it to one that was chosen among several."""
    concept = admit(concept_named(scheme, code), to="describe")
    link, other = _named_in_form()
    if refusal := _tie(concept, link, other):
        flash(refusal, "error")
    return _to(concept)


@bp.post(f"{CONCEPT}/relations/remove")
def untie(scheme: str, code: str) -> ResponseReturnValue:
    concept = admit(concept_named(scheme, code), to="describe")
    link, other = _named_in_form()
    if link == NARROWER:
        unrelate(other, Link.BROADER, concept, by=current_user)
    else:
        unrelate(concept, Link(link), other, by=current_user)
    flash(_("The relation is removed."), "success")
    return _to(concept)


def _named_in_form() -> tuple[str, Concept]:
    form = TieForm()
    if not form.check():
        abort(UNPROCESSABLE)
    return form.link.data, admit(concept_named(form.scheme.data or "", form.code.data or ""))


@bp.post(f"{CONCEPT}/remove")
def remove(scheme: str, code: str) -> ResponseReturnValue:
    """Take a concept out with all its words; its page asked before."""
    concept = admit(concept_named(scheme, code), to="remove")
    if not ActForm().check():
        abort(400)
    try:
        remove_concept(concept, by=current_user)
    except Refused as refusal:
        flash(refusal.message, "error")
        return _to(concept)
    flash(_("The concept is removed."), "success")
    return redirect(url_for("glossary.index"), 303)
