"""Concepts as the pages show them: one line of the list, and all that is known of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config import LOCALES
from portal.core.directions import direction
from portal.glossary.naming import Named, Said, chain, in_order, name_of, named
from portal.glossary.queries import definitions_of, terms_of
from portal.thesaurus.concepts import Whole
from portal.thesaurus.keying import folded
from portal.thesaurus.models import Concept, Definition, Kind, Term
from portal.thesaurus.schemes import Name

MOST_LANGUAGES = 5  # besides the reader's that a line of the list tells
MOST_SHOWN = 24  # relatives of a kind before the rest is folded away


@dataclass(frozen=True, slots=True)
class Line:
    """One concept in the list; `found_by` is the term the search met, if it is not shown."""

    name: Named
    definition: Said | None
    others: Sequence[Said]
    found_by: Said | None


def lines(names: Sequence[Name], wanted: Sequence[str], own: Sequence[str]) -> list[Line]:
    terms, definitions = terms_of(names), definitions_of(names)
    return [_line(name, terms[name], definitions.get(name), wanted, own) for name in names]


def _line(
    name: Name,
    terms: list[Term],
    definition: Definition | None,
    wanted: Sequence[str],
    own: Sequence[str],
) -> Line:
    said = name_of(terms, name[1])
    preferred = {each.locale: each.text for each in terms if each.kind is Kind.PREFERRED}
    near = [code for code in preferred if code in (*LOCALES, *own) and code != said.locale]
    spoken = in_order(near, own)[:MOST_LANGUAGES]
    others = [Said(preferred[code], code) for code in spoken]
    return Line(
        Named(*name, said),
        Said(definition.text, definition.locale) if definition else None,
        others,
        _found_by(terms, wanted, [said, *others]),
    )


def _found_by(terms: Iterable[Term], wanted: Sequence[str], shown: Sequence[Said]) -> Said | None:
    if not wanted or any(_has_all(folded(each.text), wanted) for each in shown):
        return None
    found = (each for each in terms if _has_all(each.folded, wanted))
    return next((Said(each.text, each.locale) for each in found), None)


def _has_all(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a concept is called and what it means in one language."""

    locale: str
    terms: dict[Kind, list[Term]]
    definition: Definition | None

    @property
    def direction(self) -> str:
        return direction(self.locale)

    @property
    def preferred(self) -> Term | None:
        return next(iter(self.terms[Kind.PREFERRED]), None)

    @property
    def instead(self) -> str:
        """What to say in place of a forbidden word; empty where nobody knows."""
        return self.preferred.text if self.preferred else ""


def sheet(code: str, terms: Iterable[Term], definition: Definition | None) -> Sheet:
    by_kind: dict[Kind, list[Term]] = {kind: [] for kind in Kind}
    for term in terms:
        by_kind[term.kind].append(term)
    return Sheet(code, by_kind, definition)


@dataclass(frozen=True, slots=True)
class Shown:
    """All of one concept for its page."""

    concept: Concept
    name: Named
    definition: Said | None
    sheets: Sequence[Sheet]
    missing: Sequence[str]  # languages of the portal without a preferred word
    broader: Sequence[Named]
    narrower: Sequence[Named]
    related: Sequence[Named]

    @property
    def has_relatives(self) -> bool:
        return bool(self.broader or self.narrower or self.related)


def shown(found: Whole, own: Sequence[str]) -> Shown:
    spoken = in_order({*found.terms, *found.definitions}, own)
    sheets = [
        sheet(code, found.terms.get(code, ()), found.definitions.get(code)) for code in spoken
    ]
    has_word = {each.locale for each in sheets if each.preferred}
    return Shown(
        found.concept,
        named(found.concept),
        _best(found.definitions),
        sheets,
        [code for code in in_order(LOCALES, own) if code not in has_word],
        *(_by_name(each) for each in (found.broader, found.narrower, found.related)),
    )


def _best(definitions: dict[str, Definition]) -> Said | None:
    for code in (*chain(), *definitions):
        if code in definitions:
            return Said(definitions[code].text, code)
    return None


def _by_name(concepts: Iterable[Concept]) -> list[Named]:
    made = {(each.scheme, each.code): named(each) for each in concepts}
    return sorted(made.values(), key=lambda each: folded(each.said.text))
