"""The parts of a Word document around its text: types, relationships, styles, properties."""

from xml.etree.ElementTree import Element, SubElement

from portal.core import xml
from portal.translation.exchange.bundle import Bundle
from portal.translation.exchange.docx import names
from portal.translation.exchange.signs import printable

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_MAIN}.document.main+xml",
    "word/styles.xml": f"{_MAIN}.styles+xml",
    "word/settings.xml": f"{_MAIN}.settings+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_TO_DOCUMENT = {
    "word/document.xml": f"{names.OFFICE}{names.DOCUMENT_ENDS}",
    "docProps/core.xml": f"{names.PACKAGE}/relationships/metadata/core-properties",
    "docProps/custom.xml": f"{names.OFFICE}{names.CUSTOM_ENDS}",
}
_FROM_DOCUMENT = {
    "styles.xml": f"{names.OFFICE}/relationships/styles",
    "settings.xml": f"{names.OFFICE}/relationships/settings",
}
# The one format id that custom properties have (ISO/IEC 29500-1, 22.3).
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2
_STYLES = (
    ("Normal", 20, False),
    ("Title", 36, True),
    ("Heading", 20, True),
    (names.TOLD, 16, False),
)


def parts_around(bundle: Bundle, document: bytes) -> dict[str, bytes]:
    """All parts of the file by their names, in the order that readers like best."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(_TO_DOCUMENT),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(_FROM_DOCUMENT),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "docProps/core.xml": _core_properties(bundle),
        "docProps/custom.xml": _custom_properties(bundle),
    }


def _content_types() -> bytes:
    root = Element("Types", xmlns=names.CONTENT_TYPES)
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    SubElement(root, "Default", Extension="rels", ContentType=relationships)
    SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    for name, kind in _TYPES.items():
        SubElement(root, "Override", PartName=f"/{name}", ContentType=kind)
    return xml.serialise(root)


def _relationships(targets: dict[str, str]) -> bytes:
    root = Element("Relationships", xmlns=names.RELATIONSHIPS)
    for number, (target, kind) in enumerate(targets.items(), start=1):
        SubElement(root, "Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return xml.serialise(root)


def _styles() -> bytes:
    root = Element("w:styles", {"xmlns:w": names.WORDS})
    defaults = SubElement(root, "w:docDefaults")
    run = SubElement(SubElement(defaults, "w:rPrDefault"), "w:rPr")
    fonts = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:cs": "Arial"}
    SubElement(run, "w:rFonts", fonts)
    for name, size, bold in _STYLES:
        usual = {"w:default": "1"} if name == "Normal" else {}
        style = SubElement(root, "w:style", {"w:type": "paragraph", "w:styleId": name} | usual)
        SubElement(style, "w:name", {"w:val": name})
        properties = SubElement(style, "w:rPr")
        if bold:
            SubElement(properties, "w:b")
            SubElement(properties, "w:bCs")
        SubElement(properties, "w:sz", {"w:val": str(size)})
        SubElement(properties, "w:szCs", {"w:val": str(size)})
    _table_style(root)
    return xml.serialise(root)


def _table_style(root: Element) -> None:
    style = SubElement(root, "w:style", {"w:type": "table", "w:styleId": "Paragraphs"})
    SubElement(style, "w:name", {"w:val": "Paragraphs"})
    properties = SubElement(style, "w:tblPr")
    borders = SubElement(properties, "w:tblBorders")
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "808080"}
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        SubElement(borders, f"w:{side}", line)
    margins = SubElement(properties, "w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        SubElement(margins, f"w:{side}", {"w:w": "80", "w:type": "dxa"})


def _settings() -> bytes:
    root = Element("w:settings", {"xmlns:w": names.WORDS})
    compatibility = SubElement(root, "w:compat")
    # Without it Word opens the document in the mode of 2007.
    mode = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word"}
    SubElement(compatibility, "w:compatSetting", mode | {"w:val": "15"})
    return xml.serialise(root)


def _core_properties(bundle: Bundle) -> bytes:
    namespaces = {
        "xmlns:cp": f"{names.PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    root = Element("cp:coreProperties", namespaces)
    SubElement(root, "dc:title").text = printable(bundle.title)
    return xml.serialise(root)


def _custom_properties(bundle: Bundle) -> bytes:
    root = Element("Properties", {"xmlns": names.CUSTOM, "xmlns:vt": names.VARIANT})
    said = {
        names.ADDRESS: bundle.address,
        names.SOURCE: bundle.source_locale,
        names.TARGET: bundle.target_locale,
    }
    for number, (name, words) in enumerate(said.items(), start=_FIRST_NUMBER):
        told = {"fmtid": _CUSTOM_FORMAT, "pid": str(number), "name": name}
        SubElement(SubElement(root, "property", told), "vt:lpwstr").text = printable(words)
    return xml.serialise(root)
