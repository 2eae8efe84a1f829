"""Taking in what a preview has shown, and giving a scheme out."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields
from itertools import islice
from typing import Any

import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db, is_postgresql, now
from portal.core.witness import witness
from portal.thesaurus.crediting import credit_of, keep_credit
from portal.thesaurus.editing import About, Acting, next_position, restamp, subject_of
from portal.thesaurus.exchange import formats
from portal.thesaurus.exchange.comparing import Difference, Preview, compare
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.known import records
from portal.thesaurus.exchange.records import only_in
from portal.thesaurus.keying import KEYED, folded, rows_of
from portal.thesaurus.models import Concept, Definition, Kind, Link, Relation, Term, TermKey
from portal.thesaurus.schemes import is_foreign

_AT_ONCE = 500  # concepts

Row = dict[str, Any]


def _nobody_listens(_count: int) -> None:
    """Progress that nobody shows."""


@action
def take(
    shown: Preview, *, by: Acting | None, told: Callable[[int], None] = _nobody_listens
) -> Preview:
    """Take in a file that was previewed: new concepts, terms, definitions and relations.

    It is compared anew with the scheme as it is now; what that says is done and returned.
    Nothing is removed, conflicts stay as they are, and a second time changes nothing.
    `told` hears of every portion how many concepts it had.
    """
    found = compare(shown.reading, shown.scheme)
    differences = [*found.new, *found.changed]
    position = next_position(found.scheme)
    for portion in _portions(differences):
        _add_concepts(found.scheme, portion, position, by)
        position += len(portion)
        _change_concepts(found.scheme, portion, by)
        _change_kinds(portion)
        _add_terms(found.scheme, portion)
        _define(found.scheme, portion)
        told(len(portion))
    _relate(differences)
    _credit(found)
    if differences:
        restamp(found.scheme)
        number = by.id if by else None
        witness(number, "import_glossary", subject_of(found.scheme), **_counts(found))
    return found


def _credit(found: Preview) -> None:
    """Keep whose work it is, unless we know already; our own schemes stay our own."""
    told = found.reading.credit
    if told and is_foreign(found.scheme) and not credit_of(found.scheme):
        keep_credit(found.scheme, told)


def _counts(found: Preview) -> dict[str, int]:
    return {"new": len(found.new), "changed": len(found.changed), "terms": found.new_terms}


def give_out(scheme: str, into: Format, locales: Collection[str] = ()) -> bytes:
    """Write a scheme as a file that `preview` and `take` turn into the same again.

    With `locales` only words and definitions in these; whose work it is stands in every file.
    """
    found = records(scheme, by_address=into is Format.TURTLE)
    if locales:
        found = [each for each in (only_in(record, locales) for record in found) if each.words]
    return formats.write(found, into, credit_of(scheme))


def _portions(differences: list[Difference]) -> Iterator[list[Difference]]:
    left = iter(differences)
    while portion := list(islice(left, _AT_ONCE)):
        yield portion


def _insert(model: type[Any], rows: list[Row]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)


def _count_anew(model: type[Any]) -> None:
    """Let PostgreSQL see how a table has grown in this transaction.

    It checks foreign keys by a plan made while the table was small, which reads all of it for
    every row: minutes for a large thesaurus.
    """
    if is_postgresql():
        db.session.execute(sa.text(f"ANALYZE {model.__tablename__}"))


def _add_concepts(
    scheme: str, portion: Iterable[Difference], position: int, by: Acting | None
) -> None:
    rows = [
        {
            "scheme": scheme,
            "code": each.code,
            "position": number,
            "uri": each.record.uri,
            "changed_at": now(),
            "changed_by_id": by.id if by else None,
            "untranslatable": bool(each.about.untranslatable),
            "domain": each.about.domain or "",
            "note": each.about.note or "",
        }
        for number, each in enumerate(portion, position)
        if each.is_new
    ]
    _insert(Concept, rows)
    if rows:
        _count_anew(Concept)


def _change_concepts(scheme: str, portion: Iterable[Difference], by: Acting | None) -> None:
    for each in portion:
        if each.is_new:
            continue
        values: Row = {"changed_at": now(), "changed_by_id": by.id if by else None}
        values |= {
            name: value
            for name in (field.name for field in fields(About))
            if (value := getattr(each.about, name)) is not None
        }
        if each.uri:
            values["uri"] = each.uri
        whose = (Concept.scheme == scheme) & (Concept.code == each.code)
        db.session.execute(sa.update(Concept).where(whose).values(values))


def _change_kinds(portion: Iterable[Difference]) -> None:
    """Change kinds of terms, the former preferred before the new ones."""
    changes = [change for each in portion for change in each.kinds]
    for number, word in sorted(changes, key=lambda change: change[1].kind is Kind.PREFERRED):
        db.session.execute(sa.update(Term).where(Term.id == number).values(kind=word.kind))


def _add_terms(scheme: str, portion: Iterable[Difference]) -> None:
    rows: list[Row] = [
        {
            "scheme": scheme,
            "code": each.code,
            "locale": word.locale,
            "text": word.text,
            "kind": word.kind,
            "folded": folded(word.text),
            "keyed": KEYED,
        }
        for each in portion
        for word in each.words
    ]
    if not rows:
        return
    numbers = db.session.scalars(
        sa.insert(Term).returning(Term.id, sort_by_parameter_order=True), rows
    )
    keys = [
        key
        for number, row in zip(numbers, rows, strict=True)
        for key in rows_of(number, row["text"], row["locale"])
    ]
    _count_anew(Term)
    _insert(TermKey, keys)


def _define(scheme: str, portion: Iterable[Difference]) -> None:
    for each in portion:
        if each.definitions and not each.is_new:
            former = (Definition.scheme == scheme) & (Definition.code == each.code)
            changed = Definition.locale.in_(each.definitions)
            db.session.execute(sa.delete(Definition).where(former, changed))
    said = [(each.code, *meaning) for each in portion for meaning in each.definitions.items()]
    _insert(
        Definition,
        [
            {"scheme": scheme, "code": code, "locale": locale, "text": m.text, "source": m.source}
            for code, locale, m in said
        ],
    )


def _relate(differences: Iterable[Difference]) -> None:
    """Add the relations last, when all concepts are there."""
    edges = {edge for each in differences for edge in each.edges}
    _insert(
        Relation,
        [
            {
                "scheme": name[0],
                "code": name[1],
                "link": Link(link),
                "other_scheme": other[0],
                "other_code": other[1],
            }
            for link, name, other in sorted(edges)
        ],
    )
