"""The words of a cell as a reader sees them once all tracked changes are accepted."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from portal.core import xml
from portal.translation.exchange.docx import names
from portal.translation.exchange.docx.names import value, word

Left = Callable[[Element], bool]
"""Says of a paragraph that it is left out."""

_GONE = {"del", "moveFrom"}
_SILENT = {
    *_GONE,
    *("pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "instrText", "delText", "rt", "drawing"),
    *("pict", "object", "footnoteReference", "endnoteReference", "commentReference"),
}
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_OFF = {"0", "false", "off"}
_CODED = re.compile("_x([0-9A-F]{4})_")
_CHOICES = f"{{{names.COMPATIBILITY}}}AlternateContent"


def words(cell: Element, left: Left = lambda _paragraph: False) -> str:
    """The text of a cell: its paragraphs and line breaks as lines.

    Lines without words at the beginning and the end are no part of it.
    """
    spoken: list[str] = []
    for paragraph in has(cell, "p"):
        if not left(paragraph):
            spoken += [*_spoken(paragraph), "" if _end_deleted(paragraph) else "\n"]
    text = "".join(spoken).strip("\n")
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text)


def styled(style: str) -> Left:
    """Says of a paragraph whether it has this style."""

    def has_style(paragraph: Element) -> bool:
        return any(
            word(mark) == "pStyle" and value(mark, "val") == style
            for mark in _properties(paragraph, "pPr")
        )

    return has_style


def emphasised(cell: Element) -> bool:
    """Whether words of a cell are bold or italic by the program's means."""
    return any(
        word(run) == "r"
        and "".join(_spoken(run)).strip()
        and any(
            word(mark) in ("b", "i", "bCs", "iCs") and value(mark, "val") not in _OFF
            for mark in _properties(run, "rPr")
        )
        for run in cell.iter()
    )


def has(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name within, through the wrappers that programs put around them."""
    for child in element:
        if word(child) == name:
            yield child
        elif word(child) not in _SILENT:
            yield from has(child, name)


def _properties(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if word(child) == name:
            yield from child


def _end_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted, which joins it to the next one."""
    return any(
        word(mark) in _GONE
        for run in _properties(paragraph, "pPr")
        if word(run) == "rPr"
        for mark in run
    )


def _spoken(element: Element) -> Iterator[str]:
    for child in element:
        name = word(child)
        if name == "t":
            yield _kept(child)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _symbol(child)
        elif child.tag == _CHOICES:
            yield from _spoken(child[0]) if len(child) else ()
        elif name and name not in _SILENT:
            yield from _spoken(child)


def _kept(element: Element) -> str:
    text = element.text or ""
    return text if element.get(f"{xml.XML}space") == "preserve" else text.strip(" \t\n")


def _symbol(element: Element) -> str:
    """A sign chosen from a font; in the private area it means nothing outside that font."""
    code = value(element, "char") or ""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4}", code) else 0
    return "" if not number or 0xD800 <= number <= 0xF8FF else chr(number)
