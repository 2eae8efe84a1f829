"""Translation Memory eXchange: reading what others wrote, writing what they read.

TMX 1.4b (LISA OSCAR, 2005); `lang` of 1.1 is understood too. Inline elements stand for
marks of another program's format: their place is kept as `{1}`, `{/1}`, their content,
which only that program understands, is not. Neighbours travel as `prop` elements.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from babel.core import get_global

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.xml import LARGEST_BYTES, XML, pieces
from portal.translation.memory.texts import Pair

LONGEST_SEGMENT = 50_000  # characters
ALL = "*all*"

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?")
_DATE = "%Y%m%dT%H%M%SZ"
_BEFORE, _AFTER = "x-digest-before", "x-digest-after"
_DIGEST = re.compile(r"[0-9a-f]{32}")
_OPENING = {"bpt"}
_CLOSING = {"ept"}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Read(NamedTuple):
    """One `tu` element: the pairs in it, or why there are none."""

    line: int
    unit: int  # its place in the file, from 1
    pairs: list[tuple[Pair, datetime | None]]
    faults: list[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are read.

    `source` is the language translated from; without one it is what the file says.
    `targets` are those translated into; without any all others. `renamed` maps tags of the
    file to locales of the portal. Any other tag whose language alone is among the `known`
    locales is read as that, if it is written in the same script: "en-US" as "en", but
    "zh-TW" not as "zh".
    """

    source: str | None = None
    targets: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def locale(self, written: str) -> str | None:
        found = tag(written)
        if found is None or found in self.renamed:
            return self.renamed[found] if found else None
        language = found.partition("-")[0]
        general = found not in self.known and language in self.known
        return language if general and _script(found) == _script(language) else found


def tag(written: str) -> str | None:
    """Write a language tag as BCP 47 recommends ("EN-us": "en-US"); None if it is none."""
    if not _TAG.fullmatch(written):
        return None
    language, *others = re.split("[-_]", written)
    parts = [part.title() if len(part) == 4 else part.upper() for part in others]
    return "-".join([language.lower(), *parts])


@lru_cache(maxsize=256)
def _script(locale: str) -> str | None:
    """The script a tag names, else the one that Unicode's CLDR holds likely."""
    likely = get_global("likely_subtags")
    language, *others = locale.split("-")
    candidates = [locale, *(likely.get(f"{language}_{other}") for other in others)]
    candidates.append(likely.get(language))
    parts = [part for each in candidates if each for part in re.split("[-_]", each)]
    return next((part for part in parts if len(part) == 4), None)


def read(
    file: IO[bytes], wanted: Wanted | None = None, *, largest_bytes: int = LARGEST_BYTES
) -> Iterator[Read]:
    """Read a file unit by unit; one is in memory at a time.

    Raises Refused, also in the middle, where the file as a whole cannot be read.
    """
    chosen = wanted or Wanted()
    source, number = None, 0
    found = pieces(file, ("header", "tu"), bare_doctype=True, largest_bytes=largest_bytes)
    for line, element in found:
        if element.tag == "header":
            source = element.get("srclang", "")
            continue
        number += 1
        unit = _Unit(element, chosen, element.get("srclang") or source or "")
        yield Read(line, number, *unit.pairs())
    if source is None:
        raise Refused(_("This is no TMX file: it has no header."))


class _Unit:
    """A `tu` element: one text in several languages, some perhaps more than once."""

    def __init__(self, element: Element, wanted: Wanted, declared: str) -> None:
        self.element = element
        self.wanted = wanted
        self.faults: list[str] = []
        self.versions = [each for each in map(self._version, element.iter("tuv")) if each]
        self.source = wanted.source or wanted.locale(declared)
        self.before, self.after = self._digest(_BEFORE), self._digest(_AFTER)

    def pairs(self) -> tuple[list[tuple[Pair, datetime | None]], list[str]]:
        source = self._source()
        if source is None:
            return [], self.faults or [_("It has no text in the language it is translated from.")]
        targets = [
            each
            for each in self.versions
            if each.locale != source.locale
            and (not self.wanted.targets or each.locale in self.wanted.targets)
        ]
        if not targets and not self.faults:
            return [], [_("It has no translation into a language asked for.")]
        return [self._pair(source, target) for target in targets], self.faults

    def _source(self) -> "_Version | None":
        return next((each for each in self.versions if each.locale == self.source), None)

    def _pair(self, source: "_Version", target: "_Version") -> tuple[Pair, datetime | None]:
        pair = Pair(
            *(source.text, source.locale, target.text, target.locale),
            *(self.before, self.after),
        )
        return pair, target.changed_at or _moment(self.element)

    def _version(self, element: Element) -> "_Version | None":
        written = element.get(f"{XML}lang") or element.get("lang") or ""
        locale = self.wanted.locale(written)
        segment = element.find("seg")
        text = segment_text(segment) if segment is not None else ""
        if locale is None:
            self.faults.append(_("“%(tag)s” is no language tag.", tag=written[:40]))
        elif not text.strip():
            self.faults.append(_("Its text in “%(tag)s” is empty.", tag=locale))
        elif len(text) > LONGEST_SEGMENT:
            self.faults.append(_("Its text in “%(tag)s” is too long.", tag=locale))
        else:
            return _Version(locale, text, _moment(element))
        return None

    def _digest(self, kind: str) -> str | None:
        found = (each.text or "" for each in self.element.iter("prop") if each.get("type") == kind)
        return next((each for each in found if _DIGEST.fullmatch(each)), None)


class _Version(NamedTuple):
    locale: str
    text: str
    changed_at: datetime | None


def _moment(element: Element) -> datetime | None:
    written = element.get("changedate") or element.get("creationdate") or ""
    try:
        return datetime.strptime(written, _DATE).replace(tzinfo=UTC)
    except ValueError:
        return None


def segment_text(segment: Element) -> str:
    """Give the words of a `seg`, with `{1}` where there is an inline element.

    What `hi` marks are words. The number is the one by which the element is matched with
    its counterpart in the other language, else its place among those without.
    """
    return "".join(_inline(segment, _Places()))


class _Places:
    """Numbers for inline elements that have none: in the order of the text."""

    def __init__(self) -> None:
        self.last = 0
        self.opened: dict[str, str] = {}

    def of(self, element: Element) -> str:
        pair = element.get("i") or ""
        if element.tag in _CLOSING:
            return self.opened.get(pair) or element.get("x") or pair or "0"
        self.last += 1
        number = element.get("x") or str(self.last)
        if element.tag in _OPENING:
            self.opened[pair] = number
        return number


def _inline(element: Element, places: _Places) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "hi":
            yield from _inline(child, places)
        else:
            yield _placeholder(child, places)
        yield child.tail or ""


def _placeholder(element: Element, places: _Places) -> str:
    closing = element.tag in _CLOSING or (element.tag == "it" and element.get("pos") == "end")
    return f"{{{'/' if closing else ''}{places.of(element)}}}"


class Exported(NamedTuple):
    """A unit of the memory, as it is written."""

    pair: Pair
    approved_at: datetime
    origin: str


def write(units: Iterable[Exported], *, tool: str = "Plaza", version: str = "1") -> Iterator[bytes]:
    """Write units as TMX 1.4, portion by portion; read again they are the same units.

    What XML cannot carry (control characters) is left out.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f"<header creationtool={quoteattr(tool)} creationtoolversion={quoteattr(version)}"
        f' segtype="paragraph" o-tmf="plaza" adminlang="en" srclang="{ALL}"'
        ' datatype="plaintext"/>\n<body>\n'
    ).encode()
    for unit in units:
        yield _tu(unit).encode()
    yield b"</body>\n</tmx>\n"


def _tu(unit: Exported) -> str:
    pair = unit.pair
    moment = unit.approved_at.astimezone(UTC).strftime(_DATE)
    props = [("x-origin", unit.origin), (_BEFORE, pair.before), (_AFTER, pair.after)]
    written = "".join(
        f'<prop type="{kind}">{_text(value)}</prop>\n' for kind, value in props if value
    )
    return (
        f"<tu srclang={quoteattr(pair.source_locale)}"
        f' changedate="{moment}">\n{written}'
        f"{_tuv(pair.source_locale, pair.source)}{_tuv(pair.target_locale, pair.target)}</tu>\n"
    )


def _tuv(locale: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(locale)}><seg>{_text(text)}</seg></tuv>\n"


def _text(text: str) -> str:
    kept = _ILLEGAL.sub(lambda sign: " " if sign[0].isspace() else "", text)
    return escape(kept, {"\r": "&#13;"})
