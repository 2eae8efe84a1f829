"""The names that Office Open XML gives to its parts, namespaces and relationships."""

from xml.etree.ElementTree import Element

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Word's «Strict Open XML Document» says the same under other names (ISO/IEC 29500-1).
_STRICT_WORDS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"

CONTENT_TYPES = f"{PACKAGE}/content-types"
RELATIONSHIPS = f"{PACKAGE}/relationships"
CUSTOM = f"{OFFICE}/custom-properties"
VARIANT = f"{OFFICE}/docPropsVTypes"

DOCUMENT_ENDS = "/relationships/officeDocument"
CUSTOM_ENDS = "/relationships/custom-properties"
CUSTOM_ENDS_STRICT = "/relationships/customProperties"

ADDRESS, SOURCE, TARGET = "PlazaAddress", "PlazaSource", "PlazaTarget"
TOLD = "Told"  # the style of notes that went out with the table


def word(element: Element) -> str:
    """The name of an element of a text without its namespace; "" for one of others."""
    namespace, _brace, name = element.tag.rpartition("}")
    return name if namespace in ("{" + WORDS, "{" + _STRICT_WORDS) else ""


def value(element: Element, name: str) -> str | None:
    """An attribute that stands in the namespace of its element."""
    namespace = element.tag.rpartition("}")[0]
    return element.get(f"{namespace}}}{name}")
