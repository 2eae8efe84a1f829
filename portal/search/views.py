"""The results page."""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import facets as addresses
from portal.core.access import open_to_members
from portal.core.facets import Option
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.paging import LAST_PAGE, page_number
from portal.core.sections import Section, sections
from portal.search import explaining, facets, queries, years
from portal.search.addresses import ONLY, query_in
from portal.search.documents import Query, Sort
from portal.search.memory import memory
from portal.search.places import Answered, Beginning, DeadEnd
from portal.search.queries import Results
from portal.search.years import YEAR

PER_PAGE = 10

bp = Blueprint("search", __name__, url_prefix="/search", template_folder="templates")


@bp.get("")
@open_to_members
def results() -> ResponseReturnValue:
    query = _asked()
    found = queries.find(current_user, query, locale())
    recent = memory().recall(current_user)
    if query.text and query.page == 1:
        memory().hear(current_user, query, found)
    return render_template(
        "search/results.html",
        query=query,
        found=found,
        label=facets.label,
        facets=facets.listed(found.page.facets, query.filters),
        chips=facets.chips(query.filters),
        years=years.plot(found.page.facets.get(YEAR, {}), years.asked(request.args)),
        years_asked=years.asked(request.args),
        orders=_orders(query),
        pages=min(-(-found.page.total // PER_PAGE), LAST_PAGE),
        kept=addresses.kept,
        page_url=addresses.page_url,
        unfiltered_url=url_for(
            "search.results", q=query.text, only=ONLY if query.literal else None
        ),
        sought=explaining.sought(found.meanings),
        recent=recent,
        parts=_parts(query, found),
        literally_url=addresses.url_with(only=ONLY),
        widely_url=addresses.url_with(without=("only", ONLY)),
    )


def _asked() -> Query:
    query = query_in(request.args, queries.languages_for(current_user, locale()))
    return replace(query, page=page_number(), per_page=PER_PAGE)


def _parts(query: Query, found: Results) -> dict[str, list[Section]]:
    """What other packages say on this page, by the place where they do."""
    if not query.text and not query.filters:
        return {"beginning": sections(current_user, Beginning())}
    parts = {"answered": sections(current_user, Answered(query, found))}
    if (found.page.relaxed or not found.page.total) and not found.page.degraded:
        parts["dead_end"] = sections(current_user, DeadEnd(query, found))
    return parts


def _orders(query: Query) -> list[Option]:
    """Ways to sort; without words there is nothing to be relevant to."""
    names: dict[Sort, str] = {"relevance": _("Relevance"), "date": _("Newest first")}
    if not query.text:
        return []
    return [Option(code, name, None, code == query.sort) for code, name in names.items()]
