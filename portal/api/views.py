"""The addresses of the API. Who calls is told by an access token alone; nothing is changed here."""

from itertools import count
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import LOCALES, Settings
from portal.api import shapes
from portal.api.allowance import allowance
from portal.api.parameters import (
    FILTERS,
    LANG,
    LIMIT,
    OFFSET,
    SEARCH,
    SORT,
    BadParameter,
    Q,
    insist_known,
    taken_by,
    takes,
)
from portal.case_studies.models import CaseStudy
from portal.content.policy import readable_parts
from portal.content.rendering import reading_languages
from portal.content.showing import fetch_or_gone
from portal.core.access import open_to_members, open_to_public
from portal.core.errors import problem
from portal.core.i18n import gettext as _
from portal.core.i18n import locale, speaking
from portal.search.documents import Query, Sort
from portal.search.queries import Results, find, languages_for

CONTRACT = Path(__file__).with_name("openapi.json").read_bytes()
LARGEST_NUMBER = 2**31 - 1  # that a column of numbers holds
REBUILT_IN_S = 10

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.before_request
def _within_the_allowance() -> Response | None:
    given = request.authorization
    if not current_user.is_authenticated or given is None or not given.token:
        return None
    wait_s = allowance().take(given.token)
    if not wait_s:
        return None
    return _wait(429, _("This access token was used too often. Wait a little."), wait_s)


@bp.before_request
def _known_parameters_only() -> None:
    insist_known(request.args, taken_by(current_app.view_functions[str(request.endpoint)]))


@bp.errorhandler(BadParameter)
def _bad_parameter(bad: BadParameter) -> Response:
    return problem(422, bad.message, parameter=bad.name)


@bp.get("/openapi.json", provide_automatic_options=False)
@open_to_public
def openapi() -> ResponseReturnValue:
    return Response(CONTRACT, mimetype="application/json")


@bp.get("/me", provide_automatic_options=False)
@open_to_members
def me() -> ResponseReturnValue:
    return jsonify(shapes.person_shape(current_user))


@bp.get("/search", provide_automatic_options=False)
@open_to_members
@takes(*SEARCH)
def search() -> ResponseReturnValue:
    offset, limit = OFFSET.read(request.args), LIMIT.read(request.args)
    page, per_page = page_around(offset, limit)
    query = _asked(page, per_page)
    with speaking(_language()):
        found = find(current_user, query, locale())
    if found.page.degraded:
        abort(_wait(503, _("The search index is being rebuilt. Wait a little."), REBUILT_IN_S))
    first = offset - (page - 1) * per_page
    return jsonify(_answer(found, query, slice(first, first + limit)))


@bp.get(f"/case-studies/<int(max={LARGEST_NUMBER}):number>", provide_automatic_options=False)
@takes(LANG)
def case_study(number: int) -> ResponseReturnValue:
    study = fetch_or_gone(CaseStudy, number)
    with speaking(_language()):
        languages = reading_languages(LANG.read(request.args) or locale())
        readable = readable_parts(current_user, study)
        return jsonify(shapes.case_study_shape(study, languages, readable, _base_url()))


def _asked(page: int, per_page: int) -> Query:
    lang = LANG.read(request.args)
    filters = {each.name: each.read(request.args) for each in FILTERS}
    return Query(
        text=Q.read(request.args),
        locales=(lang,) if lang else languages_for(current_user, locale()),
        locale=lang,
        filters={name: chosen for name, chosen in filters.items() if chosen},
        sort=cast(Sort, SORT.read(request.args)),
        page=page,
        per_page=per_page,
    )


def page_around(offset: int, limit: int) -> tuple[int, int]:
    """The number and size of the smallest page that holds `limit` results from `offset` on."""
    last = offset + limit - 1
    size = next(size for size in count(limit) if offset // size == last // size)
    return offset // size + 1, size


def _answer(found: Results, query: Query, window: slice) -> shapes.Shape:
    """The results whose hits lie in the window, and the counts of what can be filtered by.

    Scores say something where words were asked for and the best come first.
    """
    scored = bool(query.text) and query.sort == "relevance"
    shown = {result.hit.key: result for result in found.items}
    keys = [hit.key for hit in found.page.hits[window]]
    return {
        "total": found.page.total,
        "results": [
            shapes.result_shape(shown[key], _base_url(), scored=scored)
            for key in keys
            if key in shown
        ],
        "facets": {name: dict(found.page.facets.get(name, {})) for name in shapes.COUNTED},
    }


def _language() -> str:
    """The language in which places and codes are named, and to which addresses lead."""
    lang = LANG.read(request.args)
    return lang if lang in LOCALES else locale()


def _wait(status: int, detail: str, seconds: int) -> Response:
    answer = problem(status, detail)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _base_url() -> str:
    settings: Settings = current_app.config["PORTAL"]
    return settings.base_url
