"""What must fit together in an XLIFF document: ids, references, languages, states."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.exchange.xliff import codes_rules
from portal.translation.exchange.xliff.grammar import (
    LANG,
    SPACE,
    check_shape,
    children,
    core,
    grandchildren,
    name_of,
    place,
)

VERSIONS = ("2.0", "2.1")

MOST_ELEMENTS = 200_000
"""Of a document; 2,000 paragraphs with fifty codes each have half as many."""


def check(root: Element) -> None:
    """Check a whole document by the rules of XLIFF 2.1 that can be told from the file alone.

    Raises Refused with a sentence that names the place of the first fault.
    """
    if name_of(root) != "xliff" or root.get("version", "") not in VERSIONS:
        raise Refused(_not_ours(root))
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise Refused(_("The file has more parts than any text needs, and is not read."))
    check_shape(root, "")
    if root.get("trgLang") is None and _has_targets(root):
        raise Refused(_("The file has translations, but “trgLang” does not say in which language."))
    _check_unique(children(root, "file"), "xliff")
    for file in children(root, "file"):
        where = place(file)
        _check_unique(file.iter(core("group")), where)
        _check_unique(file.iter(core("unit")), where)
        for skeleton in children(file, "skeleton"):
            _check_skeleton(skeleton, where)
        for notes in file.iter(core("notes")):
            _check_unique(notes, where)
        for unit in file.iter(core("unit")):
            _check_unit(unit, f"{where}, {place(unit)}")
    _check_inherited(root, root, None, "default")


def _has_targets(root: Element) -> bool:
    units = root.iter(core("unit"))
    return any(next(grandchildren(unit, "target"), None) is not None for unit in units)


def _not_ours(root: Element) -> str:
    if root.tag.rpartition("}")[2] == "xliff":
        version = root.get("version", "")[:20]
        return _("This is XLIFF %(version)s; only versions 2.0 and 2.1 are read.", version=version)
    return _("This is no XLIFF file.")


def _check_unique(elements: Iterable[Element], where: str) -> None:
    """Every id among these stands once; without an id is no fault here."""
    seen: set[str] = set()
    for element in elements:
        key = element.get("id")
        if key is not None and key in seen:
            raise _twice(where, key)
        seen.add(key or "")


def _twice(where: str, key: str) -> Refused:
    return Refused(_("%(place)s: the id “%(key)s” stands twice.", place=where, key=key))


def _check_skeleton(skeleton: Element, where: str) -> None:
    filled = len(skeleton) > 0 or bool((skeleton.text or "").strip())
    if filled == ("href" in skeleton.attrib):
        raise Refused(_("%(place)s: “skeleton” must have either content or “href”.", place=where))


def _check_unit(unit: Element, where: str) -> None:
    for data in children(unit, "originalData"):
        _check_unique(data, where)
    segments = list(children(unit, "segment", "ignorable"))
    for segment in segments:
        if "subState" in segment.attrib and "state" not in segment.attrib:
            raise Refused(_("%(place)s: “subState” needs “state”.", place=where))
    order = list(orders(segments))
    if sorted(order) != list(range(1, len(segments) + 1)):
        raise Refused(_("%(place)s: the order of the translated parts is not clear.", place=where))
    codes_rules.check(unit, where)


def orders(segments: list[Element]) -> Iterator[int]:
    """The place of each segment in the translation, counted from 1 (4.3.1.20)."""
    for number, segment in enumerate(segments, start=1):
        target = segment.find(core("target"))
        yield int(target.get("order", number)) if target is not None else number


def _check_inherited(root: Element, element: Element, language: str | None, blanks: str) -> None:
    """What is said around a source or target fits it: language and blanks (4.3.1.14, 15)."""
    language, blanks = element.get(LANG, language), element.get(SPACE, blanks)
    sides = list(children(element, "source", "target"))
    for side in sides:
        wanted = root.get("srcLang" if name_of(side) == "source" else "trgLang", "")
        said = side.get(LANG, language)
        if said and said.lower() != wanted.lower():
            raise _foreign(side, said, wanted)
    if len({side.get(SPACE, blanks) for side in sides}) > 1:
        raise Refused(_("“xml:space” differs between a source and its translation."))
    for child in children(element, "file", "group", "unit", "segment", "ignorable"):
        _check_inherited(root, child, language, blanks)


def _foreign(side: Element, said: str, wanted: str) -> Refused:
    return Refused(
        _(
            "“%(name)s” is said to be in %(said)s instead of %(wanted)s.",
            name=name_of(side),
            said=said,
            wanted=wanted,
        )
    )
