"""Case studies: the list with its filters, one of them, writing one."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.case_studies import queries
from portal.case_studies.facts import (
    MAP,
    filter_groups,
    filter_label,
    map_point,
    page_facts,
    subjects_of,
)
from portal.case_studies.forms import BeginForm, CaseStudyForm, current_cities
from portal.case_studies.kind import KIND
from portal.case_studies.models import CaseStudy
from portal.content import writing
from portal.content.edit_pages import add_edit_pages
from portal.content.queries import cards_numbered
from portal.content.showing import fetch_or_gone, showing
from portal.content.writing import Draft
from portal.core.access import authorise, may, open_to_public
from portal.core.facets import chips, kept, page_url, url_with
from portal.core.maps import WORLD_BOX, Point
from portal.core.paging import paged

bp = Blueprint("case_studies", __name__, url_prefix="/case-studies", template_folder="templates")


@bp.get("/")
@open_to_public
def index() -> ResponseReturnValue:
    filters = {name: request.args.getlist(name)[:20] for name in queries.FILTERS}
    page = paged(
        queries.filtered(queries.in_use(filters)), values=queries.asked(current_user, filters)
    )
    return render_template(
        "case_studies/index.html",
        page=page,
        cards=cards_numbered(page.items),
        groups=filter_groups(queries.facet_counts(current_user, filters), filters),
        chips=chips(filters, filter_label),
        page_url=page_url,
        kept=kept,
        points=_points(filters),
        box=WORLD_BOX,
        map_url=url_with(without=MAP) if _shows_map() else url_with(map=1),
        may_create=may(current_user, "create", CaseStudy),
    )


def _shows_map() -> bool:
    return MAP in request.args.items()


def _points(filters: queries.Filters) -> list[Point] | None:
    """The map of the list; None where nobody has opened it."""
    if not _shows_map():
        return None
    return [map_point(spot) for spot in queries.spots(current_user, filters)]


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
    cities = current_cities()
    form = BeginForm(cities)
    if form.check():
        city = next(each for each in cities if each.id == form.organisation.data)
        first = Draft(KIND.entitled(form.title.data or ""), {"steward": current_user.id})
        study = writing.draft(KIND, current_user, city, form.locale.data, first)
        return redirect(url_for(".edit", key=study.id))
    return render_template("case_studies/new.html", form=form, cities=cities), form.status


add_edit_pages(bp, CaseStudy, CaseStudyForm)
