"""An XLIFF document that came back: cut otherwise, annotated, but with our units in it."""

import io
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from portal.core import xml
from portal.core.i18n import gettext as _
from portal.translation.exchange.bundle import (
    Found,
    Problem,
    Returned,
    ReturnedUnit,
    State,
    judged,
)
from portal.translation.exchange.xliff.grammar import (
    METADATA,
    SIZES,
    STATES,
    children,
    core,
    grandchildren,
    name_of,
)
from portal.translation.exchange.xliff.rules import check, orders
from portal.translation.exchange.xliff.writing import OURS
from portal.translation.exchange.xliff.writing import STATES as WRITTEN_STATES

_READ_STATES = {
    "initial": State.DRAFT,
    "translated": State.REVIEW,
    "reviewed": State.REVIEW,
    "final": State.APPROVED,
}

_OURS = {f"{OURS}:{state}": state for state in State if state is not State.MISSING}


def read(content: bytes) -> Returned:
    """Read the document.

    Raises Refused, with a sentence, if it is no XLIFF 2.0 or 2.1, breaks a rule of it, or
    is an attack.
    """
    root = xml.parse(io.BytesIO(content))
    check(root)
    files = list(children(root, "file"))
    read_units = [_Unit(unit) for file in files for unit in file.iter(core("unit"))]
    units, problems = judged(unit.found() for unit in read_units)
    partial = tuple(unit.partial for unit in read_units if unit.partial)
    return Returned(
        address=files[0].get("original", ""),
        source_locale=root.get("srcLang", ""),
        target_locale=root.get("trgLang", ""),
        units=units,
        problems=problems + partial,
    )


class _Unit:
    """One unit, its segments put together."""

    def __init__(self, unit: Element) -> None:
        self.unit = unit
        self.segments = list(children(unit, "segment", "ignorable"))
        self.data = {data.get("id", ""): _literal(data) for data in grandchildren(unit, "data")}
        self.codes = {
            code.attrib["id"]: code
            for source in grandchildren(unit, "source")
            for code in source.iter()
            if "id" in code.attrib
        }
        self.partial: Problem | None = None

    def found(self) -> Found:
        limit = self.unit.get(f"{{{SIZES}}}sizeRestriction", "")
        unit = ReturnedUnit(
            id=self.unit.get("id", ""),
            digest=self._digest(),
            target=self._target,
            note="\n".join(self._notes()),
            state=self._state(),
        )
        source = "".join(self._words(segment, "source") for segment in self.segments)
        # A restriction may be a range, of which the last number is the most ("2,10").
        most = limit.rpartition(",")[2]
        return Found(unit, source, int(most) if most.isdecimal() and len(most) < 10 else None)

    def _digest(self) -> str:
        for group in self.unit.iter(f"{{{METADATA}}}metaGroup"):
            if group.get("category") == OURS:
                for meta in group:
                    if meta.get("type") == "digest":
                        return (meta.text or "").strip()
        return ""

    def _notes(self) -> Iterator[str]:
        """What others wrote; our own notes went out with the unit."""
        for notes in children(self.unit, "notes"):
            yield from (
                note.text.strip()
                for note in notes
                if note.get("category") != OURS and (note.text or "").strip() and note.text
            )

    @cached_property
    def _target(self) -> str:
        """The translated segments in their order.

        Where only some are translated, the source stands for the others, and the person
        is told: half a translation is worth keeping.
        """
        parts = [segment for segment in self.segments if name_of(segment) == "segment"]
        missing = [part for part in parts if self._untranslated(part)]
        if len(missing) == len(parts):
            return ""
        if missing:
            sentence = _("Only a part is translated; the source stands in for the rest.")
            self.partial = Problem(self.unit.get("id", ""), sentence)
        ordered = sorted(
            zip(orders(self.segments), self.segments, strict=True), key=lambda each: each[0]
        )
        return "".join(
            self._words(segment, "source" if self._untranslated(segment) else "target")
            for _order, segment in ordered
        )

    def _untranslated(self, segment: Element) -> bool:
        target = segment.find(core("target"))
        if target is None:
            return True
        return not self._words(segment, "target") and bool(self._words(segment, "source"))

    def _state(self) -> State:
        """That of the segment that is least far; ours, if no tool has changed it."""
        if not self._target:
            return State.MISSING
        parts = [segment for segment in self.segments if name_of(segment) == "segment"]
        if self.partial:
            return State.DRAFT
        least = min(parts, key=lambda part: STATES.index(part.get("state", "initial")))
        state = least.get("state", "initial")
        ours = _OURS.get(least.get("subState", ""))
        return ours if ours and WRITTEN_STATES[ours] == state else _READ_STATES[state]

    def _words(self, segment: Element, side: str) -> str:
        element = segment.find(core(side))
        return "" if element is None else "".join(self._spoken(element))

    def _spoken(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for code in element:
            name = name_of(code)
            if name == "cp":
                yield chr(int(code.get("hex", ""), 16))
            elif name == "pc":
                yield self._kept(code, "dataRefStart")
                yield from self._spoken(code)
                yield self._kept(code, "dataRefEnd")
            elif name == "mrk":
                yield from self._spoken(code)
            else:
                yield self._kept(code, "dataRef")
            yield code.tail or ""

    def _kept(self, code: Element, name: str) -> str:
        """What a code stands for; a copy stands for the same as what it is a copy of."""
        base = self.codes.get(code.get("copyOf", ""))
        return self.data.get((code if base is None else base).get(name, ""), "")


def _literal(data: Element) -> str:
    signs = (chr(int(code.get("hex", ""), 16)) + (code.tail or "") for code in data)
    return (data.text or "") + "".join(signs)
