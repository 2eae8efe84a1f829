"""A table with number, source, translation and note, to be worked on without a connection.

Element order follows the schema (ISO/IEC 29500-1, 17.3 and 17.4), which Word insists on.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from babel import Locale

from portal.core import i18n, xml
from portal.core.directions import direction
from portal.core.i18n import gettext as _
from portal.translation.exchange.bundle import Bundle, Unit, writable
from portal.translation.exchange.docx import names
from portal.translation.exchange.docx.container import pack
from portal.translation.exchange.docx.scaffold import parts_around
from portal.translation.exchange.signs import UNWRITABLE

# Widths in twentieths of a point: of the page (A4, across) less its margins.
_WIDTHS = (1_300, 5_600, 5_600, 2_100)

_CODED = re.compile("_x(?=[0-9A-F]{4}_)")
_BREAKS = re.compile("([\t\n])")


def write(bundle: Bundle) -> bytes:
    """Write the document. Sources are locked in Word, and recognised if changed elsewhere.

    Raises Refused for what no file can hold.
    """
    root = Element("w:document", {"xmlns:w": names.WORDS})
    body = SubElement(root, "w:body")
    here = i18n.locale()
    _paragraph(body, bundle.title, bundle.source_locale, style="Title")
    _paragraph(body, _instruction(bundle), here)
    table = _table(body)
    _heading_row(table, bundle)
    for unit, source, target in writable(bundle.units):
        _row(table, bundle, unit, source, target)
    _paragraph(body, "", here)  # Word wants a paragraph behind a table
    _page(body)
    return pack(parts_around(bundle, xml.serialise(root)))


def _instruction(bundle: Bundle) -> str:
    return _(
        "Please write the translation into %(language)s into the third column, and what you want "
        "to say about it into the fourth. Leave the numbers and the source as they are, and keep "
        "signs such as ** and [ ] around the words they belong to.",
        language=_language(bundle.target_locale),
    )


def _language(code: str) -> str:
    return Locale.parse(code, sep="-").get_display_name(i18n.babel_locale(i18n.locale())) or code


def _heading_row(table: Element, bundle: Bundle) -> None:
    row = SubElement(table, "w:tr")
    properties = SubElement(row, "w:trPr")
    SubElement(properties, "w:cantSplit")
    SubElement(properties, "w:tblHeader")
    headings = (
        _("Number"),
        _("Source (%(language)s)", language=_language(bundle.source_locale)),
        _("Translation (%(language)s)", language=_language(bundle.target_locale)),
        _("Note"),
    )
    for heading, width in zip(headings, _WIDTHS, strict=True):
        _paragraph(_cell(row, width), heading, i18n.locale(), style="Heading")


def _row(table: Element, bundle: Bundle, unit: Unit, source: str, target: str) -> None:
    row = SubElement(table, "w:tr")
    number, words, translation, note = (_cell(row, width) for width in _WIDTHS)
    _number(number, unit)
    _paragraph(words, source, bundle.source_locale, lock=f"{unit.id} source")
    _paragraph(translation, target, bundle.target_locale)
    if unit.notes:
        told = "\n".join(unit.notes)
        _paragraph(note, told, i18n.locale(), style=names.TOLD, lock=f"{unit.id} notes")
    _paragraph(note, "", i18n.locale())


def _number(cell: Element, unit: Unit) -> None:
    """The id, and behind it, hidden, what tells of which source this is."""
    content = _locked(SubElement(cell, "w:p"), unit.id)
    _run(content, unit.id, "en")
    hidden = _run(content, f" {unit.digest}", "en")
    hidden.insert(0, Element("w:vanish"))


def _locked(paragraph: Element, tag: str) -> Element:
    """A content control around words, which Word lets nobody change or remove."""
    control = SubElement(paragraph, "w:sdt")
    properties = SubElement(control, "w:sdtPr")
    SubElement(properties, "w:tag", {"w:val": tag[:64]})
    SubElement(properties, "w:lock", {"w:val": "sdtContentLocked"})
    return SubElement(control, "w:sdtContent")


def _table(body: Element) -> Element:
    table = SubElement(body, "w:tbl")
    properties = SubElement(table, "w:tblPr")
    SubElement(properties, "w:tblStyle", {"w:val": "Paragraphs"})
    if direction(i18n.locale()) == "rtl":  # the instruction counts the columns
        SubElement(properties, "w:bidiVisual")
    SubElement(properties, "w:tblW", {"w:w": str(sum(_WIDTHS)), "w:type": "dxa"})
    SubElement(properties, "w:tblLayout", {"w:type": "fixed"})
    grid = SubElement(table, "w:tblGrid")
    for width in _WIDTHS:
        SubElement(grid, "w:gridCol", {"w:w": str(width)})
    return table


def _cell(row: Element, width: int) -> Element:
    cell = SubElement(row, "w:tc")
    properties = SubElement(cell, "w:tcPr")
    SubElement(properties, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
    return cell


def _paragraph(
    parent: Element, words: str, locale: str, *, style: str = "", lock: str = ""
) -> None:
    paragraph = SubElement(parent, "w:p")
    leftwards = direction(locale) == "rtl"
    if style or leftwards:
        properties = SubElement(paragraph, "w:pPr")
        if style:
            SubElement(properties, "w:pStyle", {"w:val": style})
        if leftwards:
            SubElement(properties, "w:bidi")
    if words or leftwards:
        _run(_locked(paragraph, lock) if lock else paragraph, words, locale)


def _run(paragraph: Element, words: str, locale: str) -> Element:
    """Words in one language; what is written from the right says so, to get its order right.

    Gives the run's properties, which begin empty but for direction and language.
    """
    run = SubElement(paragraph, "w:r")
    properties = SubElement(run, "w:rPr")
    if direction(locale) == "rtl":
        SubElement(properties, "w:rtl")
    SubElement(properties, "w:lang", _languages(locale))
    for part in _BREAKS.split(coded(words)):
        if part in ("\t", "\n"):
            SubElement(run, "w:tab" if part == "\t" else "w:br")
        elif part:
            SubElement(run, "w:t", {"xml:space": "preserve"}).text = part
    return properties


def _languages(locale: str) -> dict[str, str]:
    """Word keeps three languages, by script: Latin, East Asian, and from the right."""
    if direction(locale) == "rtl":
        return {"w:bidi": locale}
    if locale.split("-")[0] in ("zh", "ja", "ko"):
        return {"w:eastAsia": locale}
    return {"w:val": locale}


def coded(words: str) -> str:
    """Write what XML cannot hold as Office does elsewhere: `_x000B_` (29500-1, 22.9.2.19)."""
    plain = _CODED.sub("_x005F_x", words)
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)


def _page(body: Element) -> None:
    section = SubElement(body, "w:sectPr")
    size = {"w:w": "16838", "w:h": "11906", "w:orient": "landscape"}
    SubElement(section, "w:pgSz", size)
    sides = ("top", "right", "bottom", "left", "header", "footer")
    around = {f"w:{side}": "1119" for side in sides}
    SubElement(section, "w:pgMar", around | {"w:gutter": "0"})
