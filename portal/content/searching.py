"""What a search result shows of an entry, after asking again who may read it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import joinedload, selectinload

from portal.content import documents
from portal.content.kinds import Kind, all_kinds, kind_of
from portal.content.labels import kind_label
from portal.content.models import Entry, Origin, Revision
from portal.content.policy import readable_parts, visible_to
from portal.content.queries import origins
from portal.content.rendering import Known, known_translations, wording
from portal.core.db import db
from portal.core.i18n import gettext as _
from portal.core.markup import plain
from portal.organisations.names import country_name
from portal.search import sources
from portal.search.facets import register as register_facet
from portal.search.sources import Card, Source
from portal.translation.assembly import Fragment

LONGEST_REMEMBERED = 20_000  # characters


def register_source() -> None:
    register_facet("kind", lambda: [kind.name for kind in all_kinds()], kind_label)
    sources.register(
        Source(
            what=documents.WHAT,
            documents=documents.documents,
            all_numbers=documents.all_numbers,
            cards=cards,
            titles=documents.titles_like,
        )
    )


def cards(person: Any, keys: Sequence[str], locale: str) -> Mapping[str, Card]:
    """The cards of those keys (`entry:17:fr`, `entry:17:fr:lessons`) she may read now.

    `locale` is the language of the page, in which places are named; the words come in the
    language of the key.
    """
    asked = {key: _parts_of(key) for key in keys}
    numbers = [number for number, _code, _part in asked.values()]
    entries = {entry.id: entry for entry in _readable(person, numbers)}
    known = known_translations(list(entries), sorted({each[1] for each in asked.values()}))
    found_at = origins([(number, code) for number, code, _part in asked.values()])
    return {
        key: _card(key, entries[number], entries[number].published, code, part, known, found_at)
        for key, (number, code, part) in asked.items()
        if number in entries and part in readable_parts(person, entries[number])
    }


def _parts_of(key: str) -> tuple[int, str, str]:
    """Entry number, locale and part of a document's key."""
    _what, number, code, *part = key.split(":")
    return int(number), code, part[0] if part else ""


def _readable(person: Any, numbers: Sequence[int]) -> Sequence[Entry]:
    return db.session.scalars(
        sa.select(Entry)
        .where(Entry.id.in_(numbers), Entry.published_id.is_not(None), visible_to(person))
        .options(
            selectinload(Entry.audience),
            joinedload(Entry.organisation),
            joinedload(Entry.published),
        )
    ).all()


def _card(
    key: str,
    entry: Entry,
    revision: Revision | None,
    code: str,
    part: str,
    known: Mapping[int, Known],
    found_at: Mapping[tuple[int, str], Origin],
) -> Card:
    kind = kind_of(entry)
    words = wording(entry, revision or entry.newest, code, known[entry.id])
    origin = found_at.get((entry.id, code))
    summary = words.get(kind.summary)
    texts = [summary.text if summary and not part else "", _body(kind, words, part)]
    return Card(
        key=key,
        kind=entry.kind,
        title=words["title"].text,
        url=url_for(kind.endpoint, key=entry.id) + (f"#{part}" if part else ""),
        locale=words["title"].locale,
        text="\n\n".join(text for text in texts if text),
        place=_place(entry),
        date=entry.published_at.date() if entry.published_at else None,
        group=origin.group if origin else "",
        external_id=origin.external_id if origin else "",
    )


def _body(kind: Kind, words: Mapping[str, Fragment], part: str) -> str:
    names = documents.fields_of(kind, part)
    return "\n\n".join(_plain(words[name].text) for name in names if words[name].text)


@lru_cache(maxsize=1000)
def _remembered(text: str) -> str:
    return plain(text)


def _plain(text: str) -> str:
    """A text without its marks. Those of usual length are remembered: reading Markdown takes
    longer than all else that is done for a result."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else plain(text)


def _place(entry: Entry) -> str:
    if kind_of(entry).owned_by_staff:
        return ""
    city = entry.organisation
    return _("%(city)s · %(country)s", city=city.name, country=country_name(city.country))
