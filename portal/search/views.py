"""The results page."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from portal.core import facets as addresses
from portal.core.access import open_to_members
from portal.core.facets import Option
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.core.paging import LAST_PAGE, page_number
from portal.search import explaining, facets, queries, years
from portal.search.documents import Query, Sort
from portal.search.grammar import MAX_LENGTH
from portal.search.years import YEAR

PER_PAGE = 10
ONLY = "1"  # of `?only=`: search for the words as typed, in no other language

bp = Blueprint("search", __name__, url_prefix="/search", template_folder="templates")


@bp.get("")
@open_to_members
def results() -> ResponseReturnValue:
    query = asked(request.args)
    found = queries.find(current_user, query, locale())
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
        literally_url=addresses.url_with(only=ONLY),
        widely_url=addresses.url_with(without=("only", ONLY)),
    )


def asked(arguments: MultiDict[str, str]) -> Query:
    """Read the query of the address; what it should not hold is left aside."""
    return Query(
        text=" ".join(arguments.get("q", "").split())[:MAX_LENGTH],
        locales=queries.languages_for(current_user, locale()),
        filters=facets.chosen(arguments),
        sort="date" if arguments.get("sort") == "date" else "relevance",
        page=page_number(),
        per_page=PER_PAGE,
        literal=arguments.get("only") == ONLY,
    )


def _unfiltered_url(query: Query) -> str:
    return url_for("search.results", q=query.text, only=ONLY if query.literal else None)


def _orders(query: Query) -> list[Option]:
    """Ways to sort; without words there is nothing to be relevant to."""
    names: dict[Sort, str] = {"relevance": _("Relevance"), "date": _("Newest first")}
    if not query.text:
        return []
    return [Option(code, name, None, code == query.sort) for code, name in names.items()]
