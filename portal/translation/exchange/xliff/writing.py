"""A bundle as an XLIFF 2.1 document, its Markdown kept in codes that no tool can break."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from portal.core import xml
from portal.core.directions import direction
from portal.translation.exchange import codes
from portal.translation.exchange.bundle import Bundle, State, Unit, writable
from portal.translation.exchange.codes import Mark, Pair, Piece, Role
from portal.translation.exchange.signs import UNWRITABLE, printable
from portal.translation.exchange.xliff.grammar import CORE, METADATA, SIZES

OURS = "plaza"
STATES = {
    State.MISSING: "initial",
    State.MACHINE: "initial",
    State.OUTDATED: "initial",
    State.DRAFT: "translated",
    State.REVIEW: "translated",
    State.APPROVED: "final",
}


def write(bundle: Bundle) -> bytes:
    """Write the document; `original` of its file is the bundle's address.

    Raises Refused for what no file can hold (see bundle.writable).
    """
    # The names carry their prefixes as written here, so that the core is without one.
    root = Element(
        "xliff",
        {
            "xmlns": CORE,
            "xmlns:mda": METADATA,
            "xmlns:slr": SIZES,
            "version": "2.1",
            "srcLang": bundle.source_locale,
            "trgLang": bundle.target_locale,
        },
    )
    file = SubElement(root, "file", {"id": "f1", "original": printable(bundle.address)})
    file.set("srcDir", direction(bundle.source_locale))
    file.set("trgDir", direction(bundle.target_locale))
    file.set("xml:space", "preserve")
    _metadata(file, {"title": bundle.title})
    SubElement(file, "slr:profiles", generalProfile="xliff:codepoints")
    for unit, source, target in writable(bundle.units):
        _unit(file, unit, source, target)
    return xml.serialise(root)


def _metadata(parent: Element, values: dict[str, str]) -> None:
    group = SubElement(SubElement(parent, "mda:metadata"), "mda:metaGroup", category=OURS)
    for name, value in values.items():
        SubElement(group, "mda:meta", type=name).text = printable(value)


def _unit(file: Element, unit: Unit, source: str, target: str) -> None:
    element = SubElement(file, "unit", id=unit.id, name=unit.field, type=f"{OURS}:{unit.kind}")
    if unit.longest is not None:
        element.set("slr:sizeRestriction", str(unit.longest))
    _metadata(element, {"digest": unit.digest})
    if unit.notes:
        notes = SubElement(element, "notes")
        for number, note in enumerate(unit.notes, start=1):
            written = SubElement(notes, "note", id=f"n{number}", category=OURS)
            written.text = printable(note)
    original = Element("originalData")
    writer = _Words(original)
    segment = Element("segment", id="s1", state=STATES[unit.state], subState=f"{OURS}:{unit.state}")
    writer.fill(SubElement(segment, "source"), codes.pieces(source))
    if target:
        writer.start_target()
        writer.fill(SubElement(segment, "target"), codes.pieces(target))
    if len(original):
        element.append(original)
    element.append(segment)


class _Words:
    """Writes words and codes, and what the codes stand for into the unit's original data.

    The codes of the target have the ids of the same codes of the source.
    """

    def __init__(self, original: Element) -> None:
        self._original = original
        self._data: dict[str, str] = {}
        self._ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._reusable: dict[tuple[str, str], Iterator[str]] = {}
        self._count = 0

    def start_target(self) -> None:
        self._reusable = {code: iter(ids) for code, ids in self._ids.items()}

    def fill(self, element: Element, parts: Sequence[Piece]) -> None:
        for part in parts:
            match part:
                case str():
                    _append(element, part)
                case Mark():
                    self._mark(element, part)
                case Pair():
                    self._pair(element, part)

    def _mark(self, element: Element, mark: Mark) -> None:
        key = self._id(mark.written, "")
        code = SubElement(element, "ph", {"id": key} | _role(mark.role))
        code.set("dataRef", self._keep(mark.written))
        code.set("disp", printable(mark.written))

    def _pair(self, element: Element, pair: Pair) -> None:
        key = self._id(pair.opening, pair.closing)
        code = SubElement(element, "pc", {"id": key} | _role(pair.role))
        code.set("dataRefStart", self._keep(pair.opening))
        code.set("dataRefEnd", self._keep(pair.closing))
        self.fill(code, pair.inner)

    def _id(self, opening: str, closing: str) -> str:
        known = next(self._reusable.get((opening, closing), iter(())), None)
        if known:
            return known
        self._count += 1
        self._ids[opening, closing].append(str(self._count))
        return str(self._count)

    def _keep(self, written: str) -> str:
        if written not in self._data:
            self._data[written] = f"d{len(self._data) + 1}"
            _append(SubElement(self._original, "data", id=self._data[written]), written)
        return self._data[written]


def _role(role: Role) -> dict[str, str]:
    kind, _blank, subkind = role.partition(" ")
    return {"type": kind, "subType": subkind} if subkind else {"type": kind}


def _append(element: Element, words: str) -> None:
    """Add words behind what the element holds; what XML cannot hold becomes <cp>."""
    end = 0
    for found in UNWRITABLE.finditer(words):
        _say(element, words[end : found.start()])
        SubElement(element, "cp", hex=f"{ord(found[0]):04X}")
        end = found.end()
    _say(element, words[end:])


def _say(element: Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
