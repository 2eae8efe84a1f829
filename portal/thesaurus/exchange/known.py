"""What a scheme holds now, read at once, to compare a file with it and to write it out."""

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa

from portal.core.db import db
from portal.thesaurus.editing import About
from portal.thesaurus.exchange.records import OURS, Meaning, Record, Word
from portal.thesaurus.models import Concept, Definition, Kind, Link, Relation, Term
from portal.thesaurus.relating import Edge
from portal.thesaurus.schemes import Name


@dataclass
class Known:
    """The concepts of one scheme by code, with all that is said of them."""

    scheme: str
    uris: dict[str, str | None] = field(default_factory=dict)  # in their order
    about: dict[str, About] = field(default_factory=dict)
    terms: defaultdict[str, dict[tuple[str, str], tuple[int, Kind]]] = field(
        default_factory=lambda: defaultdict(dict)  # (locale, text) → number and kind
    )
    definitions: defaultdict[str, dict[str, Meaning]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    edges: set[Edge] = field(default_factory=set)  # that begin in this scheme or lead to it
    codes: dict[str, str] = field(default_factory=dict)  # by uri

    def preferred(self, code: str, locale: str) -> str | None:
        of_locale = (
            text
            for (spoken, text), (_number, kind) in self.terms[code].items()
            if spoken == locale and kind is Kind.PREFERRED
        )
        return next(of_locale, None)


def known(scheme: str) -> Known:
    found = Known(scheme)
    _read_concepts(found)
    terms = sa.select(Term.code, Term.locale, Term.text, Term.id, Term.kind)
    ordered = terms.where(Term.scheme == scheme).order_by(Term.code, Term.locale, Term.id)
    for code, locale, text, number, kind in db.session.execute(ordered):
        found.terms[code][locale, text] = number, kind
    definitions = sa.select(
        Definition.code, Definition.locale, Definition.text, Definition.source
    ).where(Definition.scheme == scheme)
    for code, locale, text, source in db.session.execute(definitions):
        found.definitions[code][locale] = Meaning(text, source)
    found.edges = _edges(scheme)
    return found


def _read_concepts(found: Known) -> None:
    concepts = (
        sa.select(Concept.code, Concept.uri, Concept.untranslatable, Concept.domain, Concept.note)
        .where(Concept.scheme == found.scheme)
        .order_by(Concept.position, Concept.code)
    )
    for code, uri, untranslatable, domain, note in db.session.execute(concepts):
        found.uris[code] = uri
        found.about[code] = About(untranslatable, domain, note)
        if uri:
            found.codes[uri] = code


def _edges(scheme: str) -> set[Edge]:
    relations = sa.select(
        Relation.link, Relation.scheme, Relation.code, Relation.other_scheme, Relation.other_code
    ).where((Relation.scheme == scheme) | (Relation.other_scheme == scheme))
    return {
        (link, (own, code), (other, there))
        for link, own, code, other, there in db.session.execute(relations)
    }


def records(scheme: str, *, by_address: bool) -> list[Record]:
    """A scheme in the neutral form; its concepts are named by address, or else by code."""
    found = known(scheme)
    names = {code: _key(scheme, code, uri, by_address) for code, uri in found.uris.items()}
    made = {code: _record(found, code, names[code]) for code in found.uris}
    for link, (own, code), (other_scheme, other) in sorted(found.edges):
        if own != scheme:
            continue
        outside = f"{OURS}{other_scheme}:{other}"
        there = names[other] if other_scheme == scheme else outside
        (made[code].broader if link is Link.BROADER else made[code].related).append(there)
    return list(made.values())


def _key(scheme: str, code: str, uri: str | None, by_address: bool) -> str:
    return uri or f"{OURS}{scheme}:{code}" if by_address else code


def _record(found: Known, code: str, key: str) -> Record:
    words = [Word(spoken, text, kind) for (spoken, text), (_n, kind) in found.terms[code].items()]
    return Record(
        key,
        code=code,
        uri=found.uris[code],
        about=found.about[code],
        words=words,
        definitions=dict(found.definitions[code]),
    )


def name_of(address: str) -> Name | None:
    """The concept of ours that an address in a file names."""
    scheme, colon, code = address.removeprefix(OURS).partition(":")
    return (scheme, code) if colon and address.startswith(OURS) else None
