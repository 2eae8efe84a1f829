"""Glossaries as TBX: versions 2 and 3, categories as attributes (DCA) or as elements (DCT)."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, SubElement

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.crediting import UNCREDITED, Credit
from portal.thesaurus.editing import is_code
from portal.thesaurus.exchange.records import Reading, Record, Word
from portal.thesaurus.models import LONGEST_URI, Kind

# Nearly every TBX 2 file names its DTD. Such a bare declaration, without an inner part that
# could define entities, is cut off; what is left goes through the hardened reader, which still
# refuses any other. Nothing is ever fetched.
_BARE_DOCTYPE = re.compile(
    rb"\A(?P<head>(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^<>]*+>)?\s*+)"
    rb"<!DOCTYPE\s+[\w.:-]+(?:\s+(?:PUBLIC\s+(?:\"[^\"<>]*\"|'[^'<>]*')|SYSTEM))?"
    rb"\s+(?:\"[^\"<>]*\"|'[^'<>]*')\s*>"
)
_HEAD = 4096  # bytes within which it stands
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = f"{xml.XML}lang"
_ENTRIES, _LANGUAGES, _TERMS = (
    {"termEntry", "conceptEntry"},
    {"langSet", "langSec"},
    {"tig", "ntig", "termSec"},
)
_TYPED = {"descrip", "termNote", "admin", "adminNote", "note", "xref", "ref"}
# “Admitted” tells nothing here: the first term that is admitted may be the only one.
_STATUS = {
    "preferred": Kind.PREFERRED,
    "preferredterm-admn-sts": Kind.PREFERRED,
    "deprecated": Kind.FORBIDDEN,
    "deprecatedterm-admn-sts": Kind.FORBIDDEN,
    "superseded": Kind.FORBIDDEN,
    "supersededterm-admn-sts": Kind.FORBIDDEN,
    "notrecommended": Kind.FORBIDDEN,
    "obsolete": Kind.FORBIDDEN,
    "forbidden": Kind.FORBIDDEN,
}
_BROADER = {"superordinateConceptGeneric", "broaderConceptGeneric", "superordinateConcept"}
_RELATED = {"relatedConcept", "crossReference", "associatedConcept"}
_OURSELVES = "Plaza"  # the source of what nobody else made
_OWN_KIND = "x-plaza-kind"  # TBX has no status for hidden terms
_UNTRANSLATED = "Translation needed"  # as other portals write it; “No” is a name to keep


def read(file: IO[bytes]) -> Reading:
    """Read a document; raises Refused where it is none, or does harm (`portal.core.xml`)."""
    written = file.read(xml.LARGEST_BYTES + 1)
    return read_tree(xml.parse(BytesIO(without_bare_doctype(written))))


def without_bare_doctype(written: bytes) -> bytes:
    """Cut off a document type that only names a DTD; lines keep their numbers."""
    match = _BARE_DOCTYPE.match(written[:_HEAD])
    if match is None:
        return written
    lines = match.group()[match.end("head") :].count(b"\n")
    return match["head"] + b"\n" * lines + written[match.end() :]


def is_tbx(root: Element) -> bool:
    return _local(root) in ("martif", "tbx")


def read_tree(root: Element) -> Reading:
    if not is_tbx(root):
        raise Refused(_("The file is no TBX: its first element should be tbx or martif."))
    reading = Reading()
    parts = (_of_header(root, name) for name in ("titleStmt", "publicationStmt", "sourceDesc"))
    title, licence, source = parts
    reading.credits(title, licence, "" if source == _OURSELVES else source)
    for number, entry in enumerate(_inside(root, _ENTRIES), 1):
        _read_entry(reading, entry, number, root.get(_LANG, "en"))
    return reading


def _of_header(root: Element, name: str) -> str:
    """The words of one part of what a file says of itself."""
    return next((" ".join(_text(part).split()) for part in _inside(root, {name})), "")


def _read_entry(reading: Reading, entry: Element, number: int, language: str) -> None:
    key = entry.get("id") or f"entry {number}"
    record = reading.concept(key)
    record.uri = None
    record.code = key if is_code(key) else ""
    for said in _own(entry):
        _read_said(reading, record, said, language)
    for section in _inside(entry, _LANGUAGES):
        spoken = section.get(_LANG, "")
        _read_terms(reading, record, section, spoken)
        for said in _own(section):
            _read_said(reading, record, said, spoken)


def _read_said(reading: Reading, record: Record, said: Element, language: str) -> None:
    """Take in a statement about the whole concept, or about it in one language."""
    category, text, target = _category(said), _text(said), said.get("target", "")
    if category == "definition":
        reading.define(record, language, text, _source_beside(said))
    elif category == "subjectField":
        reading.domain(record, text)
    elif category == _UNTRANSLATED:
        reading.untranslatable(record, text.casefold() == "no")
    elif category == "externalCrossReference" and text == target and len(text) <= LONGEST_URI:
        record.uri = text
    elif category in _BROADER and target:
        record.broader.append(target)
    elif category in _RELATED and target:
        record.related.append(target)
    elif category in ("note", "Usage note"):
        reading.note(record, text)


def _read_terms(reading: Reading, record: Record, section: Element, language: str) -> None:
    found = [(each, _kind(each)) for each in _inside(section, _TERMS)]
    is_settled = any(kind is Kind.PREFERRED for _each, kind in found)
    for each, kind in found:
        term = next((part for part in each.iter() if _local(part) == "term"), None)
        text = _text(term) if term is not None else ""
        if kind is None and not is_settled:  # the first that may be used
            is_settled = True
            reading.word(record, language, text, Kind.PREFERRED)
        else:
            reading.word(record, language, text, kind or Kind.ALTERNATE)
        for said in each.iter():
            if _category(said) == "note":
                reading.note(record, _text(said))


def _kind(term: Element) -> Kind | None:
    for said in term.iter():
        if _category(said) == _OWN_KIND and _text(said) in list(Kind):
            return Kind(_text(said))
    for said in term.iter():
        if _category(said) in ("administrativeStatus", "normativeAuthorization"):
            return _STATUS.get(_text(said).casefold())
    return None


def _inside(root: Element, names: set[str]) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element) in names)


def _own(element: Element) -> Iterator[Element]:
    """What an element says itself, also in groups, without its languages and terms."""
    for child in element:
        local = _local(child)
        if local in ("descripGrp", "adminGrp", "noteGrp"):
            for part in child:
                part.set("group", _group_source(child))
                yield part
        elif local not in _LANGUAGES and local not in _TERMS:
            yield child


def _group_source(group: Element) -> str:
    return next((_text(part) for part in group if _category(part) == "source"), "")


def _source_beside(said: Element) -> str:
    return said.get("group", "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _category(element: Element) -> str:
    """What it says, in the type of the element (DCA) or in its name (DCT)."""
    local = _local(element)
    return element.get("type", local) if local in _TYPED else local


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def write(records: Iterable[Record], credit: Credit = UNCREDITED) -> bytes:
    """Write concepts as TBX 3 in the DCA style, which `read` takes for the same."""
    root = Element("tbx", {"style": "dca", "type": "TBX-Basic", "xmlns": _NAMESPACE, _LANG: "en"})
    description = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    if credit.title:
        SubElement(SubElement(description, "titleStmt"), "title").text = credit.title
    if credit.licence:
        SubElement(SubElement(description, "publicationStmt"), "p").text = credit.licence
    SubElement(SubElement(description, "sourceDesc"), "p").text = credit.source or _OURSELVES
    body = SubElement(SubElement(root, "text"), "body")
    for record in records:
        _write_entry(SubElement(body, "conceptEntry", id=record.code), record)
    return xml.serialise(root)


def _write_entry(entry: Element, record: Record) -> None:
    about = record.about
    if about.domain:
        SubElement(entry, "descrip", type="subjectField").text = about.domain
    if about.untranslatable:
        SubElement(entry, "descrip", type=_UNTRANSLATED).text = "No"
    for kind, keys in (("superordinateConceptGeneric", record.broader),
                       ("relatedConcept", record.related)):  # fmt: skip
        for key in keys:
            SubElement(entry, "descrip", type=kind, target=key)
    if record.uri:
        link = SubElement(entry, "xref", type="externalCrossReference", target=record.uri)
        link.text = record.uri
    if about.note:
        SubElement(entry, "note").text = about.note
    for locale in sorted({word.locale for word in record.words} | set(record.definitions)):
        _write_language(SubElement(entry, "langSec", {_LANG: locale}), record, locale)


def _write_language(section: Element, record: Record, locale: str) -> None:
    if meaning := record.definitions.get(locale):
        group = SubElement(section, "descripGrp")
        SubElement(group, "descrip", type="definition").text = meaning.text
        if meaning.source:
            SubElement(group, "admin", type="source").text = meaning.source
    for word in record.words:
        if word.locale == locale:
            _write_term(SubElement(section, "termSec"), word)


def _write_term(term: Element, word: Word) -> None:
    SubElement(term, "term").text = word.text
    SubElement(term, "termNote", type="administrativeStatus").text = {
        Kind.PREFERRED: "preferredTerm-admn-sts",
        Kind.FORBIDDEN: "deprecatedTerm-admn-sts",
    }.get(word.kind, "admittedTerm-admn-sts")
    if word.kind in (Kind.HIDDEN, Kind.ALTERNATE):
        SubElement(term, "termNote", type=_OWN_KIND).text = word.kind.value
