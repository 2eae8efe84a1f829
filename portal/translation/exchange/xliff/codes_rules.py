"""The codes within the words of a unit: each has its id, its data and its other half."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.exchange.signs import UNWRITABLE
from portal.translation.exchange.xliff.grammar import (
    children,
    core,
    grandchildren,
    name_of,
)

_IDENTIFIED = ("ph", "pc", "sc", "ec", "mrk", "sm")
_DATA = ("dataRef", "dataRefStart", "dataRefEnd")
_NOTE = re.compile(r"#(?:(?:f=[^/]+/)?u=([^/]+)/)?n=(.+)")
_SHARED = ("canCopy", "canDelete", "canOverlap")  # of both halves of a pair
# The meanings that XLIFF itself names, and the type each belongs to (4.7.2.4).
_SUBTYPES = {
    **dict.fromkeys(("xlf:lb", "xlf:pb", "xlf:b", "xlf:i", "xlf:u"), "fmt"),
    "xlf:var": "ui",
}


def check(unit: Element, where: str) -> None:
    """Check all codes of a unit, on both sides.

    Raises Refused with a sentence that names the first fault.
    """
    sides = {side: list(_inline(unit, side)) for side in ("source", "target")}
    data = {each.get("id") for each in grandchildren(unit, "data")}
    everywhere = [*sides["source"], *sides["target"]]
    single = {code.get("id") for code in everywhere if code.get("canCopy") == "no"}
    copyable = {code.get("id") for code in everywhere} - single
    for codes in sides.values():
        _check_halves(codes, where)
        _check_sequences(codes, where)
        for code in codes:
            _check_code(code, where)
            _check_comment(unit, code, where)
            _check_data(data, code, where)
            if "copyOf" in code.attrib and code.get("copyOf") not in copyable:
                raise _fault(where, code)
    _check_ids(unit, sides, where)
    _check_kept(unit, where)


def _inline(unit: Element, side: str) -> Iterator[Element]:
    for segment in children(unit, "segment", "ignorable"):
        for words in children(segment, side):
            yield from (code for code in words.iter() if code is not words)


def _fault(where: str, code: Element) -> Refused:
    key = code.get("id") or code.get("startRef") or ""
    return Refused(
        _(
            "%(place)s: the code “%(name)s %(key)s” is against the rules of XLIFF.",
            place=where,
            name=name_of(code),
            key=key,
        )
    )


def _check_code(code: Element, where: str) -> None:
    name, kind, subkind = name_of(code), code.get("type"), code.get("subType")
    right = True
    if name == "cp":
        number = int(code.get("hex", ""), 16)
        right = number <= 0x10FFFF and bool(UNWRITABLE.match(chr(number)))
    elif name in ("mrk", "sm"):
        told = ("value" in code.attrib, "ref" in code.attrib)
        right = told in ((True, False), (False, True)) if kind == "comment" else True
    elif subkind is not None:
        named = subkind.startswith("xlf:")
        right = kind is not None and (not named or _SUBTYPES.get(subkind) == kind)
    if not right:
        raise _fault(where, code)


def _check_sequences(codes: list[Element], where: str) -> None:
    """A sequence of codes that keep their order begins with its first one (4.7.2.2.6)."""
    begun = False
    for code in codes:
        order = code.get("canReorder", "yes")
        begun = begun or order == "firstNo"
        if order == "no" and not begun:
            raise _fault(where, code)


def _check_comment(unit: Element, code: Element, where: str) -> None:
    """A comment leads to a note of its own unit, if to any (4.7.3.1.3)."""
    if code.get("type") != "comment" or "ref" not in code.attrib:
        return
    found = _NOTE.fullmatch(code.attrib["ref"])
    notes = {note.get("id") for note in grandchildren(unit, "note")}
    if not found or found[1] not in (None, unit.get("id")) or found[2] not in notes:
        raise _fault(where, code)


def _check_data(data: set[str | None], code: Element, where: str) -> None:
    used = [code.attrib[name] for name in _DATA if name in code.attrib]
    if not data.issuperset(used) or (used and "copyOf" in code.attrib):
        raise _fault(where, code)


def _check_halves(codes: list[Element], where: str) -> None:
    """Every half that does not stand alone has its other half behind, or before it."""
    opened: dict[str, Element] = {}
    for code in codes:
        name, alone = name_of(code), code.get("isolated") == "yes"
        if name == "sm" or (name == "sc" and not alone):
            opened[f"{name} {code.get('id')}"] = code
        elif name == "em" or (name == "ec" and not alone):
            start = opened.pop(f"s{name[1]} {code.get('startRef')}", None)
            if start is None or "id" in code.attrib or not _alike(start, code):
                raise _fault(where, code)
        elif name == "ec" and ("id" not in code.attrib or "startRef" in code.attrib):
            raise _fault(where, code)
    for code in opened.values():
        raise _fault(where, code)


def _alike(start: Element, end: Element) -> bool:
    return all(start.get(name, "yes") == end.get(name, "yes") for name in _SHARED)


def _check_ids(unit: Element, sides: dict[str, list[Element]], where: str) -> None:
    """Ids stand once in the source; the target's are the source's, or new ones (4.3.1.18)."""
    parts = [part.get("id") for part in children(unit, "segment", "ignorable")]
    taken = {key: "segment" for key in parts if key is not None}
    if len(taken) < len([key for key in parts if key is not None]):
        raise Refused(_("%(place)s: an id stands twice.", place=where))
    sources = dict(taken)
    for code in _identified(sides["source"]):
        if code.attrib["id"] in sources:
            raise _fault(where, code)
        sources[code.attrib["id"]] = _family(code)
    targets = set()
    for code in _identified(sides["target"]):
        key = code.attrib["id"]
        if key in targets or sources.get(key, _family(code)) != _family(code):
            raise _fault(where, code)
        targets.add(key)


def _identified(codes: list[Element]) -> Iterator[Element]:
    return (code for code in codes if name_of(code) in _IDENTIFIED and "id" in code.attrib)


def _family(code: Element) -> str:
    """A pair may be written as one element on one side and as two halves on the other."""
    return {"sc": "pc", "sm": "mrk"}.get(name_of(code), name_of(code))


def _check_kept(unit: Element, where: str) -> None:
    """A code that must not be deleted is in the translation of its segment, or moved near."""
    codes = list(_inline(unit, "target"))
    kept = {code.get("id") for code in codes} | {code.get("copyOf") for code in codes}
    for segment in children(unit, "segment"):
        if segment.find(core("target")) is not None:
            for source in children(segment, "source"):
                for code in _identified(list(source.iter())):
                    if code.get("canDelete") == "no" and code.get("id") not in kept:
                        raise _fault(where, code)
