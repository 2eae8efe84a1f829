"""The sources of a briefing: a fixed number of rows, so that it works without scripts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field, Form

from portal.core.db import today
from portal.core.forms import tidy
from portal.core.i18n import gettext as _
from portal.core.links import acceptable

Source = dict[str, str]  # title, url, accessed_on (ISO 8601)

ROWS = 8
CELLS = ("title", "url", "accessed_on")
LONGEST = {"title": 200, "url": 500}
WEB_ADDRESS = re.compile(r"https://[^\s/?#@:]+\.[^\s/?#@:]+(?::\d{1,5})?(?:[/?#]\S*)?\Z")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell; places count from one."""

    place: int
    cell: str
    message: str


class Rows:
    """Draws the rows; those that are empty are folded away but for the first three."""

    def __call__(self, field: "SourcesField", **given: Any) -> Markup:
        page = render_template(
            "briefings/_source_rows.html", field=field, rows=field.rows(), given=given
        )
        return Markup(page)  # noqa: S704  (a template of ours, which escapes)


class SourcesField(Field):
    """All cells are sent under one name, row by row: title, address, day of access."""

    widget = Rows()
    wrong: Sequence["Problem"] = ()

    def rows(self) -> list[Source]:
        empty = dict.fromkeys(CELLS, "")
        given = [empty | source for source in self.data or []]
        return given + [empty] * (ROWS - len(given))

    def process_formdata(self, valuelist: list[Any]) -> None:
        cells = [tidy(value) for value in valuelist[: ROWS * len(CELLS)]]
        rows = [cells[start : start + len(CELLS)] for start in range(0, len(cells), len(CELLS))]
        sources = [dict(zip(CELLS, row, strict=False)) for row in rows]
        self.data = [source for source in sources if source.get("title") or source.get("url")]

    def pre_validate(self, _form: Form) -> None:
        self.wrong = [
            problem
            for place, source in enumerate(self.data or [], 1)
            for problem in _problems(place, source)
        ]
        found = (problem.message for problem in self.wrong)
        self.errors: Sequence[str] = [*self.errors, *found]

    def is_wrong(self, place: int, cell: str) -> bool:
        return any((place, cell) == (problem.place, problem.cell) for problem in self.wrong)

    def sources(self) -> list[Source]:
        """The sources as they are kept; without a day of access it was today."""
        return [
            {cell: source.get(cell, "") for cell in CELLS}
            | {"accessed_on": source.get("accessed_on") or today().isoformat()}
            for source in self.data or []
        ]


def _problems(place: int, source: Source) -> Iterator[Problem]:
    title, url, day = (source.get(cell, "") for cell in CELLS)
    if not title:
        yield Problem(place, "title", _("Source %(number)d needs a title.", number=place))
    if not WEB_ADDRESS.match(url) or not acceptable(url):
        message = _("Source %(number)d: write the whole address, with https://.", number=place)
        yield Problem(place, "url", message)
    if day and not _is_past_day(day):
        message = _("Source %(number)d: write the day like 2026-11-12.", number=place)
        yield Problem(place, "accessed_on", message)
    for cell, most in LONGEST.items():
        if len(source.get(cell, "")) > most:
            message = _(
                "Source %(number)d: write at most %(max)d characters.", number=place, max=most
            )
            yield Problem(place, cell, message)


def _is_past_day(text: str) -> bool:
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return False
    return read <= today() + timedelta(days=1)  # somewhere it is tomorrow already
