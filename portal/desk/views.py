"""The secretariat's desk: what waits for its editors, and since when."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.content.queries import Card, cards_numbered
from portal.content.steps import TARGET_DAYS
from portal.core.access import authorise
from portal.core.db import now
from portal.core.facets import chips, options, page_url
from portal.core.i18n import lazy_gettext as _l
from portal.core.paging import PER_PAGE, Paged, page_number
from portal.desk import queries
from portal.desk.clock import Clock, clock
from portal.desk.policy import Desk
from portal.desk.queries import CHANGES, IN_EDITING, PILES, SUBMITTED, TO_CLEAR, Counts, Lying
from portal.thesaurus.queries import label

bp = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates")

LABELS = {
    SUBMITTED: _l("Submitted"),
    IN_EDITING: _l("In editing"),
    CHANGES: _l("Changes requested"),
    TO_CLEAR: _l("Briefings to clear"),
}
SHORTCUTS = (
    ("briefings.new", _l("New briefing")),
    ("events.index", _l("Events")),
    ("pages.index", _l("Pages")),
    ("searches_gaps.index", _l("Gap report")),
)
MOST_REGIONS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One text on the desk."""

    card: Card
    lying: Lying
    clock: Clock


@bp.get("/")
@bp.get("/<any({}):pile>".format(",".join(f'"{pile}"' for pile in PILES[1:])))
def index(pile: str = SUBMITTED) -> ResponseReturnValue:
    authorise("open", Desk)
    regions = request.args.getlist("region")[:MOST_REGIONS]
    counted = queries.counts(current_user)
    rows = _rows(pile, regions)
    total = sum(
        number for region, number in counted[pile].items() if not regions or region in regions
    )
    return render_template(
        "desk/index.html",
        pile=pile,
        pile_url=_url_of(pile),
        tabs=_tabs(pile, counted),
        rows=rows,
        page=Paged(rows, total, page_number()),
        page_url=page_url,
        regions=options("region", counted[pile], regions, label),
        chips=chips({"region": regions}, label),
        shortcuts=_shortcuts(),
        target_days=TARGET_DAYS,
    )


def _url_of(pile: str) -> str:
    return url_for(".index") if pile == SUBMITTED else url_for(".index", pile=pile)


def _rows(pile: str, regions: list[str]) -> list[Row]:
    lying = queries.lying(current_user, pile, regions, page_number(), PER_PAGE)
    cards = {card.id: card for card in cards_numbered([each.id for each in lying])}
    moment = now()
    return [Row(cards[each.id], each, clock(each.since, moment)) for each in lying]


def _tabs(pile: str, counted: Counts) -> list[dict[str, Any]]:
    return [
        {
            "label": LABELS[each],
            "url": _url_of(each),
            "current": each == pile,
            "count": sum(counted[each].values()),
        }
        for each in PILES
    ]


def _shortcuts() -> list[tuple[str, str]]:
    return [
        (str(words), url_for(endpoint))
        for endpoint, words in SHORTCUTS
        if endpoint in current_app.view_functions
    ]
