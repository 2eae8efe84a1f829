"""Fields in a question: `country:Kenya`, `year:2020-2023`, `kind:briefing`.

They narrow as the filters beside the results do. A field is named as in the address or as the
reader's page calls it (`pays:`), its value by its code or its label. What is neither stays a
word: nobody is told off for a colon.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from portal.core.i18n import gettext as _
from portal.core.i18n import speaking
from portal.organisations.names import folded
from portal.search.documents import KIND, LANGUAGE, Query
from portal.search.facets import LEGENDS, codes_of, label
from portal.search.years import EARLIEST, LATEST, YEAR
from portal.thesaurus.queries import FALLBACK

MOST = 12  # fields of one question
OTHER_NAMES = {"lang": LANGUAGE, "type": KIND, "goal": "sdg", "population": "band"}
_FIELD = re.compile(
    r'(?<!\S)(?P<name>[^\W\d_][\w-]{0,39})[:：](?P<value>"[^"]{1,80}"|[^\s"]{1,80})(?!\S)'
)
_YEARS = re.compile(r"(?P<first>\d{4})(?:(?:-|–|\.\.)(?P<last>\d{4}))?")


def applied(query: Query) -> Query:
    """The query with the fields of its text as filters."""
    found: dict[str, frozenset[str]] = {}

    def taken(field: re.Match[str]) -> str:
        name = _name(field["name"])
        chosen = _codes(name, field["value"].strip('"')) if name else frozenset()
        if not name or not chosen:
            return field[0]
        found[name] = found.get(name, frozenset()) | chosen
        return " "

    text = _FIELD.sub(taken, query.text, count=MOST)
    if not found:
        return query
    filters = dict(query.filters)
    for name, chosen in found.items():
        filters[name] = filters.get(name, frozenset()) | chosen
    return replace(query, text=" ".join(text.split()), filters=filters)


def _name(written: str) -> str:
    """The facet that is meant, "" for none: by its own name, another, or its legend."""
    plain = _joined(written)
    if plain in LEGENDS or plain == YEAR:
        return plain
    if plain in OTHER_NAMES:
        return OTHER_NAMES[plain]
    said = {**LEGENDS, YEAR: _("Year")}
    return next((name for name, legend in said.items() if _joined(str(legend)) == plain), "")


def _joined(name: str) -> str:
    """A name as one word, which is all that stands before a colon."""
    return folded(name).replace(" ", "")


def _codes(name: str, value: str) -> frozenset[str]:
    if name == YEAR:
        return _years(value)
    wanted = folded(value)
    known = codes_of(name) if wanted else ()
    return frozenset(code for code in known if wanted in _spellings(name, code))


def _spellings(name: str, code: str) -> Iterator[str]:
    """A code as it is written, and its labels in the reader's language and in English."""
    yield folded(code)
    yield folded(label(name, code))
    with speaking(FALLBACK):
        yield folded(label(name, code))


def _years(value: str) -> frozenset[str]:
    found = _YEARS.fullmatch(value)
    if not found:
        return frozenset()
    first, last = sorted((int(found["first"]), int(found["last"] or found["first"])))
    return frozenset(str(year) for year in range(max(first, EARLIEST), min(last, LATEST) + 1))
