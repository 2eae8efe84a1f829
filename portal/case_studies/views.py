"""Case studies: the list with its filters, one of them, writing one."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.case_studies import queries
from portal.case_studies.facts import filter_groups, filter_label, page_facts, subjects_of
from portal.case_studies.forms import BeginForm, CaseStudyForm, current_cities
from portal.case_studies.kind import KIND
from portal.case_studies.models import CaseStudy
from portal.content import editing, writing
from portal.content.models import Entry, Visibility
from portal.content.queries import cards_numbered
from portal.content.showing import fetch_or_gone, showing
from portal.content.writing import Draft
from portal.core.access import authorise, fetch, may, open_to_public
from portal.core.facets import chips, page_url
from portal.core.i18n import locale
from portal.core.paging import paged

bp = Blueprint("case_studies", __name__, url_prefix="/case-studies", template_folder="templates")


@bp.get("/")
@open_to_public
def index() -> ResponseReturnValue:
    filters = {name: request.args.getlist(name)[:20] for name in queries.FILTERS}
    page = paged(queries.filtered(current_user, filters))
    return render_template(
        "case_studies/index.html",
        page=page,
        cards=cards_numbered(page.items),
        groups=filter_groups(queries.facet_counts(current_user, filters), filters),
        chips=chips(filters, filter_label),
        page_url=page_url,
        may_create=may(current_user, "create", CaseStudy),
    )


@bp.get("/<int:key>")
@open_to_public
def show(key: int) -> ResponseReturnValue:
    study = fetch_or_gone(CaseStudy, key)
    return render_template(
        "case_studies/show.html",
        study=study,
        kind=KIND,
        subjects=subjects_of(study),
        **page_facts(study),
        **showing(study),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    authorise("create", CaseStudy)
    form = BeginForm()
    cities = current_cities()
    form.offer(cities, locale())
    if form.check():
        city = next(each for each in cities if each.id == form.organisation.data)
        words = {each.name: "" for each in KIND.words} | {"title": form.title.data or ""}
        first = Draft(words, {"steward": current_user.id}, Visibility.MEMBERS)
        study = writing.draft(KIND, current_user, city, form.locale.data, first)
        return redirect(url_for(".edit", key=study.id))
    return render_template("case_studies/new.html", form=form, cities=cities), form.status


@bp.route("/<int:key>/edit", methods=["GET", "POST"])
def edit(key: int) -> ResponseReturnValue:
    study = fetch(CaseStudy, key, to="edit")
    return editing.edit_page(study, _form_of(study), "case_studies/edit.html")


@bp.post("/<int:key>/autosave")
def autosave(key: int) -> ResponseReturnValue:
    study = fetch(CaseStudy, key, to="edit")
    return editing.autosave_answer(study, _form_of(study))


def _form_of(study: Entry) -> type[CaseStudyForm]:
    """The form with the people of this study's city as contacts."""

    class Form(CaseStudyForm):
        def __init__(self) -> None:
            super().__init__()
            self.offer_people(study.organisation)

    return Form
