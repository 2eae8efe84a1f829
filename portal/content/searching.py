"""What a search result shows of an entry, after asking again who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import selectinload

from portal.content import documents
from portal.content.kinds import kind_of
from portal.content.models import Entry, Origin, Revision
from portal.content.policy import readable_parts, visible_to
from portal.content.queries import origins
from portal.content.rendering import Known, known_translations, mixture
from portal.core.db import db
from portal.core.i18n import gettext as _
from portal.organisations.names import country_name
from portal.search import sources
from portal.search.sources import Card, Source


def register_source() -> None:
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
    known = known_translations(list(entries))
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
            selectinload(Entry.organisation),
            selectinload(Entry.published),
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
    mixed = mixture(entry, revision or entry.newest, [code], known[entry.id])
    summary = mixed.lines.get(kind.summary)
    title = mixed.lines["title"]
    origin = found_at.get((entry.id, code))
    texts = [summary.text if summary and not part else "", documents.body_of(kind, mixed, part)]
    return Card(
        key=key,
        kind=entry.kind,
        title=title.text,
        url=url_for(kind.endpoint, key=entry.id) + (f"#{part}" if part else ""),
        locale=title.locale,
        text="\n\n".join(text for text in texts if text),
        place=_place(entry),
        date=entry.published_at.date() if entry.published_at else None,
        group=origin.group if origin else "",
        external_id=origin.external_id if origin else "",
    )


def _place(entry: Entry) -> str:
    if kind_of(entry).owned_by_staff:
        return ""
    city = entry.organisation
    return _("%(city)s · %(country)s", city=city.name, country=country_name(city.country))
