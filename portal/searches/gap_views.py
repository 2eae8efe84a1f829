"""The gap report on screen and as a file, and saying that there is something now."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core.access import authorise, may
from portal.core.db import today
from portal.core.facets import page_url, url_with
from portal.core.formats import day, number
from portal.core.forms import UNPROCESSABLE
from portal.core.i18n import gettext as _
from portal.search import facets
from portal.searches import gaps
from portal.searches.forms import SettleForm
from portal.searches.gaps import Period
from portal.searches.labels import PERIODS
from portal.searches.policy import Gaps

bp = Blueprint("searches_gaps", __name__, url_prefix="/searches/gaps", template_folder="templates")


@bp.get("/")
def index() -> ResponseReturnValue:
    """What was searched in vain."""
    authorise("open", Gaps)
    return _page()


def _page(sent: SettleForm | None = None) -> ResponseReturnValue:
    period, only_open = _period(), request.args.get("open") == "1"
    page = render_template(
        "searches/gaps.html",
        page=gaps.report(period, only_open),
        bars=_bars(gaps.plot(period)),
        periods=[(url_with(period=each), label, each is period) for each, label in PERIODS.items()],
        period=period,
        only_open=only_open,
        open_url=url_with(without=("open", "1")) if only_open else url_with(open=1),
        label=facets.label,
        settles=may(current_user, "settle", Gaps),
        sent=sent,
        page_url=page_url,
    )
    return page, UNPROCESSABLE if sent else 200


def _period() -> Period:
    asked = request.args.get("period")
    return Period(asked) if asked in set(Period) else Period.MONTH


def _bars(found: list[gaps.Bar]) -> list[dict[str, Any]]:
    most = max([each.times for each in found] or [0]) or 1
    return [
        {
            "label": day(each.begins),
            "share": round(100 * each.times / most, 1),
            "text": number(each.times),
        }
        for each in found
    ]


@bp.get("/file")
def file() -> ResponseReturnValue:
    """The report as a table; without a period that of the last 30 days."""
    authorise("open", Gaps)
    name = f"gaps-{_period()}-{today().isoformat()}.csv"
    answer = Response(gaps.written(_period()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.post("/settle")
def settle() -> ResponseReturnValue:
    """Name the page that these words lead to now."""
    authorise("settle", Gaps)
    form = SettleForm()
    if not form.check():
        return _page(form)
    link = form.link.data or ""
    gaps.settle(form.words.data or "", form.spoken.data or "", link, current_user)
    flash(_("The gap is marked as answered.") if link else _("The gap is open again."), "success")
    return redirect(url_for(".index", period=_period()), 303)
