"""The time zones to choose from, by part of the world, under the names of their cities."""

from functools import cache
from importlib.resources import files

from babel.dates import get_timezone_location

from portal.core.i18n import babel_locale, lazy_gettext, locale

PARTS = {
    "Africa": lazy_gettext("Africa"),
    "America": lazy_gettext("Americas"),
    "Antarctica": lazy_gettext("Antarctica"),
    "Arctic": lazy_gettext("Arctic"),
    "Asia": lazy_gettext("Asia"),
    "Atlantic": lazy_gettext("Atlantic Ocean"),
    "Australia": lazy_gettext("Australia"),
    "Europe": lazy_gettext("Europe"),
    "Indian": lazy_gettext("Indian Ocean"),
    "Pacific": lazy_gettext("Pacific Ocean"),
}


@cache
def _names() -> tuple[str, ...]:
    """The zones of inhabited places, without old names, as the tz database lists them."""
    lines = (files("tzdata.zoneinfo") / "zone.tab").read_text().splitlines()
    return tuple(line.split("\t")[2] for line in lines if not line.startswith("#"))


@cache
def _choices(spoken: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in _names():
        part = str(PARTS[name.partition("/")[0]])
        found.setdefault(part, {})[name] = city(name, spoken)
    ordered = {part: _by_label(found[part]) for part in sorted(found)}
    return {"UTC": {"UTC": "UTC"}} | ordered


def _by_label(zones: dict[str, str]) -> dict[str, str]:
    return dict(sorted(zones.items(), key=lambda pair: pair[1]))


def city(name: str, spoken: str) -> str:
    """The place that a zone is called after, in the language `spoken`."""
    called = get_timezone_location(name, babel_locale(spoken), return_city=True)
    return str(called).rpartition("/")[2]


def choices(present: str) -> dict[str, dict[str, str]]:
    """All zones by part of the world, with `present` even if it goes by an old name."""
    listed = _choices(locale())
    if any(present in zones for zones in listed.values()):
        return listed
    return {present: {present: present}} | listed
