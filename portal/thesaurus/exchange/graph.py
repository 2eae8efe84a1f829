"""Statements of RDF, and what they say as SKOS."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.thesaurus.editing import is_code
from portal.thesaurus.exchange.records import OURS, Reading, Record
from portal.thesaurus.models import Kind

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOS_XL = "http://www.w3.org/2008/05/skos-xl#"
PLAZA = "urn:plaza:thesaurus#"  # what SKOS has no words for
TERMS, ELEMENTS = "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"
FALLBACK = "en"  # of words that carry no language

LABELS = {
    f"{SKOS}prefLabel": Kind.PREFERRED,
    f"{SKOS}altLabel": Kind.ALTERNATE,
    f"{SKOS}hiddenLabel": Kind.HIDDEN,
    f"{PLAZA}forbiddenLabel": Kind.FORBIDDEN,
}
_LABELS_XL = {
    f"{SKOS_XL}prefLabel": Kind.PREFERRED,
    f"{SKOS_XL}altLabel": Kind.ALTERNATE,
    f"{SKOS_XL}hiddenLabel": Kind.HIDDEN,
}
_TITLES = (f"{TERMS}title", f"{ELEMENTS}title", f"{SKOS}prefLabel")
_LICENCES = (
    *(f"{TERMS}{name}" for name in ("license", "rights", "accessRights")),
    f"{ELEMENTS}rights",
    "http://creativecommons.org/ns#license",
)
_SOURCES = (
    *(f"{TERMS}{name}" for name in ("source", "rightsHolder", "creator", "publisher")),
    *(f"{ELEMENTS}{name}" for name in ("source", "creator", "publisher")),
)
_NOTES = {f"{SKOS}{name}" for name in ("note", "scopeNote", "editorialNote", "example")}
_MOST_STATEMENTS = 5_000_000


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """`thing` is an address, or the name of a blank node, which begins with `_:`."""

    predicate: str
    thing: str | Literal
    line: int = 0


class Graph:
    """What is said of each subject, in the order of the file."""

    def __init__(self) -> None:
        self.of: defaultdict[str, list[Statement]] = defaultdict(list)
        self._size = 0

    def add(self, subject: str, predicate: str, thing: str | Literal, line: int = 0) -> None:
        self._size += 1
        if self._size > _MOST_STATEMENTS:
            raise Refused(_("The file is too large."))
        self.of[subject].append(Statement(predicate, thing, line))

    def literals(self, thing: str | Literal, *predicates: str) -> Iterator[Literal]:
        """The words of an object: itself, or those that are said of the node it names."""
        if isinstance(thing, Literal):
            yield thing
            return
        for said in self.of.get(thing, ()):
            if said.predicate in predicates and isinstance(said.thing, Literal):
                yield said.thing


def concepts(graph: Graph) -> Reading:
    """Read the concepts out of a graph; labels and definitions may be nodes of their own."""
    reading = Reading()
    _read_credit(graph, reading)
    subjects = [name for name, said in graph.of.items() if _is_concept(said)]
    nameless = [name for name in subjects if name.startswith("_:")]
    for name in subjects:
        if not name.startswith("_:"):
            _read(graph, reading, name)
    for name in subjects:
        if reading.has(name):
            _read_relations(graph.of[name], reading, name)
    if nameless:
        reading.notices.append(
            ngettext(
                "One concept has no address and was left out.",
                "%(count)s concepts have no address and were left out.",
                len(nameless),
            )
        )
    return reading


def _read_credit(graph: Graph, reading: Reading) -> None:
    """What the first scheme of the file says of itself: its name, its licence, where it is from."""
    schemes = (said for said in graph.of.values() if _is_scheme(said))
    said = next(schemes, None)
    if said is not None:
        kinds = (_TITLES, _LICENCES, _SOURCES)
        reading.credits(*(_first(graph, said, predicates) for predicates in kinds))


def _is_scheme(said: Iterable[Statement]) -> bool:
    scheme = f"{SKOS}ConceptScheme"
    return any(each.predicate == f"{RDF}type" and each.thing == scheme for each in said)


def _first(graph: Graph, said: list[Statement], predicates: Sequence[str]) -> str:
    """What is said by the first of these predicates, in English where it is said in many."""
    for predicate in predicates:
        things = [each.thing for each in said if each.predicate == predicate]
        told = [_words_of(graph, thing) for thing in things]
        if told := [each for each in told if each.text]:
            spoken = (each for each in told if each.language in ("", FALLBACK))
            return next(spoken, told[0]).text
    return ""


def _words_of(graph: Graph, thing: str | Literal) -> Literal:
    """The words of an object; of an address itself, of a blank node what it is called."""
    if isinstance(thing, Literal) or not thing.startswith("_:"):
        return thing if isinstance(thing, Literal) else Literal(thing)
    names = (f"{RDF}value", "http://www.w3.org/2000/01/rdf-schema#label")
    return next(graph.literals(thing, *names), Literal(""))


def _is_concept(said: Iterable[Statement]) -> bool:
    """Whether it is called one, or has a label without being called anything."""
    types = {each.thing for each in said if each.predicate == f"{RDF}type"}
    if types:
        return f"{SKOS}Concept" in types
    return any(each.predicate in LABELS for each in said)


def _read(graph: Graph, reading: Reading, name: str) -> None:
    said = graph.of[name]
    record = reading.concept(name, said[0].line)
    record.code = _own_code(name) or _notation(said)
    for each in said:
        _read_words(graph, reading, record, each)
    _read_definitions(graph, reading, record, said)


def _own_code(name: str) -> str:
    return name.rpartition(":")[2] if name.startswith(OURS) else ""


def _notation(said: Iterable[Statement]) -> str:
    for each in said:
        if each.predicate == f"{SKOS}notation" and isinstance(each.thing, Literal):
            return each.thing.text if is_code(each.thing.text) else ""
    return ""


def _read_words(graph: Graph, reading: Reading, record: Record, said: Statement) -> None:
    kind = LABELS.get(said.predicate)
    if kind is not None and isinstance(said.thing, Literal):
        reading.word(record, said.thing.language or FALLBACK, said.thing.text, kind, said.line)
    elif said.predicate in _LABELS_XL:
        for form in graph.literals(said.thing, f"{SKOS_XL}literalForm"):
            xl = _LABELS_XL[said.predicate]
            reading.word(record, form.language or FALLBACK, form.text, xl, said.line)
    elif said.predicate in _NOTES:
        for words in graph.literals(said.thing, f"{RDF}value"):
            reading.note(record, words.text)
    elif said.predicate == f"{PLAZA}domain" and isinstance(said.thing, Literal):
        reading.domain(record, said.thing.text)
    elif said.predicate == f"{PLAZA}untranslatable" and isinstance(said.thing, Literal):
        reading.untranslatable(record, said.thing.text in ("true", "1"))


def _read_definitions(
    graph: Graph, reading: Reading, record: Record, said: list[Statement]
) -> None:
    sources = {
        each.thing.language: each.thing.text
        for each in said
        if each.predicate == f"{PLAZA}definitionSource" and isinstance(each.thing, Literal)
    }
    for each in said:
        if each.predicate == f"{SKOS}definition":
            for words in graph.literals(each.thing, f"{RDF}value"):
                spoken = words.language or FALLBACK
                source = sources.get(words.language, "")
                reading.define(record, spoken, words.text, source, each.line)


def _read_relations(said: Iterable[Statement], reading: Reading, name: str) -> None:
    for each in said:
        if isinstance(each.thing, Literal) or each.thing.startswith("_:"):
            continue
        if each.predicate == f"{SKOS}broader":
            reading.concept(name).broader.append(each.thing)
        elif each.predicate == f"{SKOS}related":
            reading.concept(name).related.append(each.thing)
        elif each.predicate == f"{SKOS}narrower" and reading.has(each.thing):
            reading.concept(each.thing).broader.append(name)
