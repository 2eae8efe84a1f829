"""A table that came back from Word or LibreOffice, however its runs were cut."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.exchange.bundle import Found, Problem, Returned, ReturnedUnit, judged
from portal.translation.exchange.docx import names
from portal.translation.exchange.docx.container import Parts, resolved
from portal.translation.exchange.docx.names import value, word
from portal.translation.exchange.docx.text import emphasised, has, styled, words
from portal.translation.paragraphs import digest

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}\Z")
_DIGEST = re.compile(r"[0-9a-f]{8,64}\Z")
_LEAST_CELLS = 3  # the column for notes may be gone
_MAIN_TYPE = "wordprocessingml.document.main+xml"


def read(content: bytes) -> Returned:
    """Read the document with all tracked changes accepted.

    Raises Refused, with a sentence, if it is no Word document, holds no table of ours, is
    damaged or an attack.
    """
    parts = Parts(content)
    main = _leads_to(parts, names.DOCUMENT_ENDS)
    if main is None or not _is_text(parts, main):
        raise Refused(_("This is no Word document (.docx)."))
    rows = _Rows(_parsed(parts, main))
    units, problems = judged(rows.found())
    if not units and not rows.problems and not problems:
        raise Refused(_("The document has no table of paragraphs."))
    said = _properties(parts)
    return Returned(
        address=said.get(names.ADDRESS, ""),
        source_locale=said.get(names.SOURCE, ""),
        target_locale=said.get(names.TARGET, ""),
        units=units,
        problems=problems + tuple(rows.problems),
    )


def _parsed(parts: Parts, name: str) -> Element:
    return xml.parse(io.BytesIO(parts.read(name)))


def _leads_to(parts: Parts, *kinds: str) -> str | None:
    """The name of the part that the document names for one of these purposes."""
    if "_rels/.rels" not in parts:
        return None
    for relationship in _parsed(parts, "_rels/.rels"):
        if relationship.get("Type", "").endswith(kinds):
            return resolved("", relationship.get("Target", ""))
    return None


def _is_text(parts: Parts, main: str) -> bool:
    if "[Content_Types].xml" not in parts:
        return False
    return any(
        kind.get("PartName", "").lstrip("/").lower() == main.lower()
        and kind.get("ContentType", "").endswith(_MAIN_TYPE)
        for kind in _parsed(parts, "[Content_Types].xml")
    )


def _properties(parts: Parts) -> dict[str, str]:
    name = _leads_to(parts, names.CUSTOM_ENDS, names.CUSTOM_ENDS_STRICT)
    if name is None or name not in parts:
        return {}
    return {each.get("name", ""): "".join(each.itertext()).strip() for each in _parsed(parts, name)}


class _Rows:
    """The rows of the tables that have a number, a source and a translation."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def found(self) -> Iterator[Found]:
        for table in self._tables():
            rows = [row for row in has(table, "tr") if not _deleted(row)]
            for number, row in enumerate(rows, start=1):
                yield from self._unit(row, number)

    def _tables(self) -> Iterator[Element]:
        for body in self.root:
            if word(body) == "body":
                yield from has(body, "tbl")

    def _unit(self, row: Element, number: int) -> Iterator[Found]:
        cells = list(has(row, "tc"))
        # Word and people put blanks and breaks anywhere, but not into a word.
        key, *more = (words(cells[0]) if cells else "").split() or [""]
        told = [each for each in more if _DIGEST.match(each)]
        if not told and (number == 1 or not key):
            self._heading_or_lost(cells, number)
            return
        if len(cells) < _LEAST_CELLS or not _ID.match(key):
            self._lost(number)
            return
        source, target = words(cells[1]), words(cells[2])
        if emphasised(cells[2]):
            sentence = _("Bold and italic letters do not count; write them as **bold**, *italic*.")
            self.problems.append(Problem(key, sentence))
        note = "".join(words(cell, styled(names.TOLD)) for cell in cells[3:4])
        unit = ReturnedUnit(
            id=key,
            # Where the hidden words are gone, the source in the file tells what it is.
            digest=told[0] if told else digest(source),
            target=target if target.strip() else "",
            note=note.strip(),
        )
        yield Found(unit, source)

    def _heading_or_lost(self, cells: list[Element], number: int) -> None:
        if number > 1 and any(words(cell).strip() for cell in cells):
            self._lost(number)

    def _lost(self, number: int) -> None:
        place = _("Row %(number)s", number=number)
        sentence = _("The number of the paragraph or a column is missing; the row does not count.")
        self.problems.append(Problem(place, sentence))


def _deleted(row: Element) -> bool:
    return any(
        word(mark) in ("del", "moveFrom") and value(mark, "val") is None
        for properties in row
        if word(properties) == "trPr"
        for mark in properties
    )
