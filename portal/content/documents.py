"""What the search index is told of entries: a document per language, and one per hidden part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.content.kinds import Kind, kind_of
from portal.content.models import Entry, Origin, Revision
from portal.content.policy import visible_to
from portal.content.rendering import Known, Mixture, known_translations, mixture
from portal.core.db import db, now
from portal.core.markup import plain
from portal.search.documents import Document

WHAT = "entry"


def all_numbers() -> Iterable[int]:
    """The numbers of all entries that somebody may find."""
    return db.session.scalars(
        sa.select(Entry.id).where(Entry.published_id.is_not(None)).order_by(Entry.id)
    )


def documents(numbers: Iterable[int]) -> Iterator[Document]:
    """The documents of those entries that are published; of the others there are none."""
    chosen = (
        sa.select(Entry)
        .where(Entry.id.in_(list(numbers)), Entry.published_id.is_not(None))
        .options(
            selectinload(Entry.audience),
            selectinload(Entry.subjects),
            selectinload(Entry.organisation),
            selectinload(Entry.published),
        )
    )
    entries = [each for each in db.session.scalars(chosen) if each.is_published]
    known = known_translations([entry.id for entry in entries])
    groups = _groups(entries)
    for entry in entries:
        translated = {code for _number, code in known[entry.id].by_paragraph}
        for code in [entry.locale, *sorted(translated - {entry.locale})]:
            yield from _versions(entry, code, known[entry.id], groups.get(entry.id, ""))


def _groups(entries: list[Entry]) -> Mapping[int, str]:
    rows = db.session.execute(
        sa.select(Origin.entry_id, Origin.group).where(
            Origin.entry_id.in_([entry.id for entry in entries])
        )
    )
    return {key: group for key, group in rows}


def _versions(entry: Entry, code: str, known: Known, group: str) -> Iterator[Document]:
    revision = entry.published
    if revision is None:
        return
    mixed = mixture(entry, revision, [code], known)
    if mixed.completeness == 0:  # all its translations into this language are outdated
        return
    yield _document(entry, revision, mixed, code, group, part="")
    for part in kind_of(entry).parts:
        if mixed.texts[part].source:
            yield _document(entry, revision, mixed, code, group, part=part)


def _document(
    entry: Entry, revision: Revision, mixed: Mixture, code: str, group: str, *, part: str
) -> Document:
    kind = kind_of(entry)
    summary = mixed.lines.get(kind.summary)
    return Document(
        key=":".join([WHAT, str(entry.id), code, *([part] if part else [])]),
        thing=f"{WHAT}:{entry.id}",
        kind=entry.kind,
        locale=code,
        title=mixed.lines["title"].text if not part else "",
        summary=summary.text if summary is not None and not part else "",
        body=body_of(kind, mixed, part),
        tokens=_tokens(entry, part),
        facets=_facets(entry, kind),
        date=entry.published_at.date() if entry.published_at else None,
        group=group,
    )


def body_of(kind: Kind, mixed: Mixture, part: str) -> str:
    names = fields_of(kind, part)
    return "\n\n".join(plain(mixed.texts[name].text) for name in names if mixed.texts[name].source)


def fields_of(kind: Kind, part: str) -> list[str]:
    """The rich fields that a document holds: of a part that one, else all that are no parts."""
    if part:
        return [part]
    return [words.name for words in kind.words if words.rich and words.name not in kind.parts]


def _tokens(entry: Entry, part: str) -> frozenset[str]:
    """Who may find it now. An embargo's end is a change of its own and brings the others."""
    moment = now()
    return frozenset(
        row.token
        for row in entry.audience
        if row.part == part and (row.from_at is None or row.from_at <= moment)
    )


def _facets(entry: Entry, kind: Kind) -> Mapping[str, tuple[str, ...]]:
    facets: dict[str, tuple[str, ...]] = {
        "region": (entry.organisation.region,),
        "country": (entry.organisation.country,),
    }
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for subject in entry.subjects:
        by_scheme[subject.scheme].append(subject.code)
    facets |= {scheme: tuple(codes) for scheme, codes in by_scheme.items()}
    if entry.published_at:
        facets["year"] = (str(entry.published_at.year),)
    return facets | {name: tuple(codes) for name, codes in kind.facets(entry).items()}


def titles_like(person: Any, words: str, limit: int) -> list[int]:
    """Entries she may read whose title holds `words`: what search can do without its index."""
    title = sa.func.lower(Revision.words["title"].as_string())
    pattern = f"%{words.lower().replace('%', '').replace('_', '')}%"
    return list(
        db.session.scalars(
            sa.select(Entry.id)
            .join(Revision, Revision.id == Entry.published_id)
            .where(title.like(pattern), visible_to(person))
            .order_by(Entry.published_at.desc())
            .limit(limit)
        )
    )
