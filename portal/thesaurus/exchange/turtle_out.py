"""SKOS as Turtle, written so that our own reader takes it for the same."""

from collections.abc import Iterable

from portal.thesaurus.crediting import UNCREDITED, Credit
from portal.thesaurus.exchange.graph import PLAZA, RDF, SKOS, TERMS
from portal.thesaurus.exchange.records import OURS, Record
from portal.thesaurus.exchange.turtle import LETTERS
from portal.thesaurus.models import Kind

_PREFIXES = {"rdf": RDF, "skos": SKOS, "dct": TERMS, "plaza": PLAZA}
_LABEL = {
    Kind.PREFERRED: "skos:prefLabel",
    Kind.ALTERNATE: "skos:altLabel",
    Kind.HIDDEN: "skos:hiddenLabel",
    Kind.FORBIDDEN: "plaza:forbiddenLabel",
}
_ESCAPED = str.maketrans({sign: f"\\{letter}" for letter, sign in LETTERS.items() if sign != "'"})


def write(records: Iterable[Record], credit: Credit = UNCREDITED) -> str:
    """Write concepts as one document, with whose work they are."""
    heads = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
    return heads + _credited(credit) + "".join(f"\n{_written(record)}" for record in records)


def _credited(credit: Credit) -> str:
    if not credit:
        return ""
    told = {"title": credit.title, "license": credit.licence, "source": credit.source}
    said = [f"<{OURS}scheme> a skos:ConceptScheme"]
    said += [f"dct:{name} {_quoted(text)}" for name, text in told.items() if text]
    return "\n" + " ;\n    ".join(said) + " .\n"


def _written(record: Record) -> str:
    said = [f"<{record.key}> a skos:Concept", f"skos:notation {_quoted(record.code)}"]
    said += [f"{_LABEL[w.kind]} {_quoted(w.text, w.locale)}" for w in record.words]
    for locale, meaning in record.definitions.items():
        said.append(f"skos:definition {_quoted(meaning.text, locale)}")
        if meaning.source:
            said.append(f"plaza:definitionSource {_quoted(meaning.source, locale)}")
    said += [f"skos:broader <{key}>" for key in record.broader]
    said += [f"skos:related <{key}>" for key in record.related]
    if record.about.note:
        said.append(f"skos:note {_quoted(record.about.note)}")
    if record.about.domain:
        said.append(f"plaza:domain {_quoted(record.about.domain)}")
    if record.about.untranslatable:
        said.append("plaza:untranslatable true")
    return " ;\n    ".join(said) + " .\n"


def _quoted(text: str, locale: str = "") -> str:
    return f'"{text.translate(_ESCAPED)}"' + (f"@{locale}" if locale else "")
