"""The front pages put together: what each of their parts shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_login import AnonymousUserMixin

from config import LOCALES
from portal.accounts.models import Person
from portal.content.queries import Card, cards_numbered
from portal.core.i18n import gettext as _
from portal.core.i18n import locale
from portal.events.models import Event
from portal.home import queries
from portal.home.news import newest, reader
from portal.home.queries import CITY, OWN, QUEUE, Occasion, Share
from portal.home.ranking import Reader, ranked, reasons

MOST_NEWS = 6
MOST_OPEN = 4
MOST_UPCOMING = 3
NO_ENTRY = 0  # no entry has this number

# Phases of an event (scheme event-phase), what matters most first: members who were there or
# followed it want the conclusions, others want to know what comes.
AFTERWARDS = ("in-session", "wrap-up", "road-to")
BEFOREHAND = ("in-session", "road-to", "wrap-up")


@dataclass(frozen=True, slots=True)
class Told:
    """Something new, and why it is there."""

    card: Card
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """Texts of one sort; `total` counts those that are not shown too."""

    cards: list[Card]
    total: int


@dataclass(frozen=True, slots=True)
class Moment:
    """An event as the front page shows it, with its newest briefing where there is one."""

    event: Event
    phase: str
    card: Card
    briefing: Card | None

    @property
    def is_on(self) -> bool:
        return self.phase == "in-session"


@dataclass(frozen=True, slots=True)
class FirstStep:
    label: str
    note: str
    url: str
    done: bool


def member_page(person: Person) -> dict[str, Any]:
    """What is new for her, her own texts, what waits for her, and the events of the moment."""
    of = reader(person)
    occasions = queries.occasions(person)
    main = _main(occasions, AFTERWARDS)
    news = [each for each in ranked(newest(person, of), of) if not _is_told(each.id, main)]
    work = queries.work(person)
    numbers = [each.id for each in news[:MOST_NEWS]] + _numbers(work.values())
    cards = _cards(numbers, occasions)
    return {
        "news": [Told(cards[each.id], tuple(reasons(each, of))) for each in news[:MOST_NEWS]],
        "own": _pile(work[OWN], cards),
        "city": _pile(work[CITY], cards),
        "queue": _pile(work[QUEUE], cards),
        "first_steps": _first_steps(person, work[OWN]),
        "moment": _moment(main, cards),
        "upcoming": _upcoming(occasions, main, cards),
    }


def visitor_page(visitor: AnonymousUserMixin) -> dict[str, Any]:
    """What everybody may see of the network; what can be read in the page's language first."""
    of = Reader(languages=(locale(),))
    studies = ranked(newest(visitor, of, "case_study"), of)[:MOST_OPEN]
    occasions = queries.occasions(visitor)
    main = _main(occasions, BEFOREHAND)
    cards = _cards([each.id for each in studies], occasions)
    return {
        "studies": [cards[each.id] for each in studies],
        "figures": queries.figures(visitor),
        "language_count": len(LOCALES),
        "moment": _moment(main, cards),
    }


def _main(occasions: list[Occasion], order: tuple[str, ...]) -> Occasion | None:
    return min(occasions, key=lambda each: order.index(each.phase), default=None)


def _is_told(key: int, main: Occasion | None) -> bool:
    """Whether the event's own panel tells of it already."""
    return main is not None and key == main.briefing_id


def _cards(numbers: list[int], occasions: list[Occasion]) -> dict[int, Card]:
    told = [key for each in occasions for key in (each.event.id, each.briefing_id) if key]
    return {card.id: card for card in cards_numbered(list(dict.fromkeys([*numbers, *told])))}


def _numbers(shares: Iterable[Share]) -> list[int]:
    return [key for share in shares for key in share.numbers]


def _pile(share: Share, cards: dict[int, Card]) -> Pile:
    return Pile([cards[key] for key in share.numbers], share.total)


def _moment(main: Occasion | None, cards: dict[int, Card]) -> Moment | None:
    if main is None:
        return None
    return Moment(
        main.event, main.phase, cards[main.event.id], cards.get(main.briefing_id or NO_ENTRY)
    )


def _upcoming(
    occasions: list[Occasion], main: Occasion | None, cards: dict[int, Card]
) -> list[Moment]:
    """The next events, beside the one that has its own panel."""
    later = [each for each in occasions if each is not main and each.phase == "road-to"]
    return [
        Moment(each.event, each.phase, cards[each.event.id], None) for each in later[:MOST_UPCOMING]
    ]


def _first_steps(person: Person, own: Share) -> list[FirstStep]:
    """What somebody of a city who has written nothing yet may do first."""
    if own.total or not person.memberships:
        return []
    return [
        FirstStep(
            _("Say which languages you read"),
            _("Each text is then shown in the best of them."),
            url_for("accounts.preferences"),
            bool(person.reading_locales),
        ),
        FirstStep(
            _("Find cities like yours"),
            _("By region, size and climate."),
            url_for("organisations.index"),
            False,
        ),
        FirstStep(
            _("Read what peers would do differently"),
            _("Every case study has a part on what did not work."),
            url_for("case_studies.index"),
            False,
        ),
        FirstStep(
            _("Share what your city learnt"),
            _("A snapshot takes about twenty minutes, in your own language."),
            url_for("case_studies.new"),
            False,
        ),
    ]
