"""What may stand where in an XLIFF document: elements, attributes and their values.

Section numbers are those of the specification, XLIFF 2.1.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import gettext as _

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
STYLES = "urn:oasis:names:tc:xliff:fs:2.0"

STATES = ("initial", "translated", "reviewed", "final")
LANG, SPACE = f"{xml.XML}lang", f"{xml.XML}space"

_NMTOKEN = r"[\w.:·-]+"
_PREFIXED = r"[^:\s]+:[^:\s]+"
_LANGUAGE = r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"
_YES_NO = "yes|no"
_DIRECTION = "ltr|rtl|auto"
_ANY = r"(?s).*"
_CODE_TYPE = "fmt|ui|quote|link|image|other"

_COMMON = {
    "id": _NMTOKEN,
    "canResegment": _YES_NO,
    "translate": _YES_NO,
    "srcDir": _DIRECTION,
    "trgDir": _DIRECTION,
    SPACE: "default|preserve",
}
_NAMED = _COMMON | {"name": _ANY, "type": _PREFIXED}
_CODE = {
    "id": _NMTOKEN,
    "canCopy": _YES_NO,
    "canDelete": _YES_NO,
    "canReorder": "yes|firstNo|no",
    "copyOf": _NMTOKEN,
    "type": _CODE_TYPE,
    "subType": _PREFIXED,
}
_SINGLE = _CODE | {"disp": _ANY, "equiv": _ANY, "dataRef": _NMTOKEN, "subFlows": _ANY}
_HALF = _SINGLE | {"canOverlap": _YES_NO, "dir": _DIRECTION, "isolated": _YES_NO}
_PAIR = _CODE | {
    "canOverlap": _YES_NO,
    "dir": _DIRECTION,
    "dispStart": _ANY,
    "dispEnd": _ANY,
    "equivStart": _ANY,
    "equivEnd": _ANY,
    "subFlowsStart": _ANY,
    "subFlowsEnd": _ANY,
    "dataRefStart": _NMTOKEN,
    "dataRefEnd": _NMTOKEN,
}
_ANNOTATION = {
    "id": _NMTOKEN,
    "translate": _YES_NO,
    "ref": _ANY,
    "value": _ANY,
    "type": f"generic|comment|term|{_PREFIXED}",
}
_WORDS = {SPACE: "default|preserve", LANG: _LANGUAGE}
_INLINE = ("cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em")


@dataclass(frozen=True)
class _Rule:
    """What one element of the core may hold; `order` is that of its children, if it matters.

    `foreign` names what of other namespaces may stand in it: "elements", "attributes".
    """

    attributes: Mapping[str, str]
    required: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    text: bool = False
    foreign: tuple[str, ...] = field(default=())


_BOTH = ("elements", "attributes")
_RULES = {
    "xliff": _Rule(
        {"version": _ANY, "srcLang": _LANGUAGE, "trgLang": _LANGUAGE, SPACE: "default|preserve"},
        ("version", "srcLang"),
        ("file",),
        ("file",),
        foreign=("attributes",),
    ),
    "file": _Rule(
        _COMMON | {"original": _ANY},
        ("id",),
        ("skeleton", "notes", "group", "unit"),
        ("group", "unit"),
        foreign=_BOTH,
    ),
    "skeleton": _Rule({"href": _ANY}, text=True, foreign=("elements",)),
    "group": _Rule(_NAMED, ("id",), ("notes", "group", "unit"), foreign=_BOTH),
    "unit": _Rule(
        _NAMED,
        ("id",),
        ("notes", "originalData", "segment", "ignorable"),
        ("segment",),
        foreign=_BOTH,
    ),
    "notes": _Rule({}, (), ("note",), ("note",)),
    "note": _Rule(
        {
            "id": _NMTOKEN,
            "appliesTo": "source|target",
            "category": _ANY,
            "priority": "[1-9]|10",
        },
        text=True,
        foreign=("attributes",),
    ),
    "originalData": _Rule({}, (), ("data",), ("data",)),
    "data": _Rule(
        {"id": _NMTOKEN, "dir": _DIRECTION, SPACE: "preserve"}, ("id",), ("cp",), text=True
    ),
    "segment": _Rule(
        {
            "id": _NMTOKEN,
            "canResegment": _YES_NO,
            "subState": _PREFIXED,
            "state": "|".join(STATES),
        },
        (),
        ("source", "target"),
        ("source",),
    ),
    "ignorable": _Rule({"id": _NMTOKEN}, (), ("source", "target"), ("source",)),
    "source": _Rule(_WORDS, (), _INLINE, text=True),
    "target": _Rule(_WORDS | {"order": "[1-9][0-9]{0,5}"}, (), _INLINE, text=True),
    "cp": _Rule({"hex": "[0-9A-Fa-f]{1,6}"}, ("hex",)),
    "ph": _Rule(_SINGLE, ("id",)),
    "pc": _Rule(_PAIR, ("id",), _INLINE, text=True),
    "sc": _Rule(_HALF, ("id",)),
    "ec": _Rule(_HALF | {"startRef": _NMTOKEN}),
    "mrk": _Rule(_ANNOTATION, ("id",), _INLINE, text=True, foreign=("attributes",)),
    "sm": _Rule(_ANNOTATION, ("id",), foreign=("attributes",)),
    "em": _Rule({"startRef": _NMTOKEN}, ("startRef",)),
}
_CODES = ("ph", "pc", "sc", "ec")  # these may carry attributes of two modules of XLIFF itself
_RANKS = {"skeleton": 0, "notes": 1, "originalData": 2, "source": 0, "target": 1}
_SINGLES = ("skeleton", "notes", "originalData", "source", "target")


_WITHIN = f"{{{CORE}}}"


def core(name: str) -> str:
    """The name of a core element as ElementTree has it."""
    return _WITHIN + name


def name_of(element: Element) -> str:
    """The name of a core element without its namespace; "" for an element of others."""
    return element.tag[len(_WITHIN) :] if element.tag.startswith(_WITHIN) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if name_of(child) in names)


def grandchildren(element: Element, name: str) -> Iterator[Element]:
    """What the core's children of an element hold; what stands in other namespaces is theirs."""
    return (deep for child in element if name_of(child) for deep in children(child, name))


def place(element: Element) -> str:
    """How an element is named in a sentence: «unit p17»."""
    key = element.get("id")
    return f"{name_of(element)} {key}" if key else name_of(element)


def check_shape(element: Element, within: str) -> None:
    """Check an element of the core and all within it; `within` says where it stands.

    Raises Refused, with a sentence, for the first thing that may not be there or is missing.
    """
    name = name_of(element)
    rule = _RULES[name]
    where = f"{within}, {place(element)}" if within else place(element)
    _check_attributes(element, rule, where)
    _check_text(element, rule, where)
    if rule.needs or len(element):
        _check_children(element, rule, where)
    for child in element:
        if name_of(child):
            check_shape(child, where if name in ("file", "group", "unit") else within)


def _check_attributes(element: Element, rule: _Rule, where: str) -> None:
    for attribute, value in element.attrib.items():
        pattern = rule.attributes.get(attribute)
        if pattern is None:
            if not _may_be_added(element, attribute, rule):
                raise Refused(
                    _("%(place)s: “%(name)s” is not allowed here.", place=where, name=attribute)
                )
        elif not _compiled(pattern).fullmatch(value):
            raise Refused(
                _(
                    "%(place)s: “%(value)s” is no value for “%(name)s”.",
                    place=where,
                    value=value[:80],
                    name=attribute,
                )
            )
    for attribute in rule.required:
        if attribute not in element.attrib:
            raise _lacking(where, attribute)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _may_be_added(element: Element, attribute: str, rule: _Rule) -> bool:
    namespace = attribute[1:].partition("}")[0] if attribute.startswith("{") else ""
    if namespace in (STYLES, SIZES) and name_of(element) in _CODES:
        return True
    return "attributes" in rule.foreign and namespace not in ("", CORE)


def _check_text(element: Element, rule: _Rule, where: str) -> None:
    words = [element.text, *(child.tail for child in element)]
    if not rule.text and any(part and part.strip() for part in words):
        raise Refused(_("%(place)s: there is text where none may be.", place=where))


def _check_children(element: Element, rule: _Rule, where: str) -> None:
    names = [name_of(child) for child in element]
    for child, name in zip(element, names, strict=True):
        allowed = name in rule.children if name else "elements" in rule.foreign
        if not allowed or child.tag == _WITHIN:
            raise Refused(
                _("%(place)s: “%(name)s” is not allowed here.", place=where, name=child.tag)
            )
    ranks = [_RANKS.get(name, 3) for name in names if name]
    twice = next((name for name in _SINGLES if names.count(name) > 1), None)
    if ranks != sorted(ranks) or twice:
        raise Refused(_("%(place)s: its parts are doubled or in a wrong order.", place=where))
    if rule.needs and not set(rule.needs) & set(names):
        raise _lacking(where, rule.needs[-1])


def _lacking(where: str, name: str) -> Refused:
    return Refused(_("%(place)s: “%(name)s” is missing.", place=where, name=name))
