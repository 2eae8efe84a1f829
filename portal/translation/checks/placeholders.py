"""Placeholders: what a program fills in stays as it is."""

import re
from collections import Counter
from collections.abc import Iterator

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.stretches import Kept, Stretch
from portal.translation.checks.texts import Pair, Text

MISSING = Rule(
    Check.PLACEHOLDERS,
    "placeholder-missing",
    Severity.ERROR,
    _l("The placeholder %(placeholder)s is missing. Put it in, spelled exactly as in the source."),
)
NEW = Rule(
    Check.PLACEHOLDERS,
    "placeholder-new",
    Severity.ERROR,
    _l("The source has no placeholder %(placeholder)s, so nothing would fill it. Take it out."),
)
ORDER = Rule(
    Check.PLACEHOLDERS,
    "placeholder-order",
    Severity.ERROR,
    _l(
        "Placeholders without a name are filled in their order. Bring them into that of the source."
    ),
)
STRAY = Rule(
    Check.PLACEHOLDERS,
    "percent-stray",
    Severity.ERROR,
    _l("A single % in this message breaks it. Write %% for a per cent sign."),
)
NO_OTHER = Rule(
    Check.PLACEHOLDERS,
    "branch-missing",
    Severity.ERROR,
    _l("The placeholder %(placeholder)s lacks its branch “other”. Put it in."),
)

_HEAD = re.compile(r"\{\s*(\w+)\s*,\s*(\w+)\s*,")
_INNER = re.compile(r"\{\s*[\w.]+\s*\}")
_OTHER = re.compile(r"\bother\s*\{")
_UNNAMED = re.compile(r"%[^(\d]")
_PERCENT = re.compile(r"%%|%\(\w+\)|%(.?)", re.DOTALL)


def check_placeholders(pair: Pair) -> Iterator[Finding]:
    asked, given = _found(pair.source), _found(pair.target)
    for name, stretch in asked.items():
        if name not in given and stretch.text not in pair.optional:
            yield MISSING(stretch.span, placeholder=name)
    for name, stretch in given.items():
        if name not in asked:
            yield NEW(None, stretch.span, placeholder=name)
    if pair.is_message and not asked.keys() ^ given.keys():
        yield from _check_order(pair)
    yield from _check_branches(pair.target)
    if pair.is_message and any(name.startswith("%") for name in asked):
        yield from _check_percents(pair.target.raw)


def _found(text: Text) -> dict[str, Stretch]:
    found: dict[str, Stretch] = {}
    for stretch in text.of(Kept.PLACEHOLDER):
        for name in _names(stretch.text):
            found.setdefault(name, stretch)
    return found


def _names(placeholder: str) -> Iterator[str]:
    """One name; of an argument with branches also those of the placeholders within them."""
    head = _HEAD.match(placeholder)
    if not head:
        yield placeholder
        return
    yield f"{{{head[1]}, {head[2]}, …}}"
    yield from (inner.replace(" ", "") for inner in _INNER.findall(placeholder))


def _check_order(pair: Pair) -> Iterator[Finding]:
    asked = [each for each in pair.source.of(Kept.PLACEHOLDER) if _UNNAMED.match(each.text)]
    given = [each for each in pair.target.of(Kept.PLACEHOLDER) if _UNNAMED.match(each.text)]
    if [each.text for each in asked] == [each.text for each in given]:
        return
    counted = Counter(each.text for each in given)
    counted.subtract(each.text for each in asked)
    for name, count in counted.items():
        stretches = given if count > 0 else asked
        stretch = next(each for each in reversed(stretches) if each.text == name)
        if count > 0:
            yield NEW(None, stretch.span, placeholder=name)
        elif count < 0:
            yield MISSING(stretch.span, placeholder=name)
    if not any(counted.values()):
        yield ORDER(asked[0].span, given[0].span)


def _check_branches(text: Text) -> Iterator[Finding]:
    for stretch in text.of(Kept.PLACEHOLDER):
        head = _HEAD.match(stretch.text)
        if head and not _OTHER.search(stretch.text):
            yield NO_OTHER(None, stretch.span, placeholder=head[1])


def _check_percents(raw: str) -> Iterator[Finding]:
    for found in _PERCENT.finditer(raw):
        follows = found[1]
        if follows is not None and not (follows.isascii() and follows.isalnum()):
            yield STRAY(None, (found.start(), found.start() + 1), instead="%%")
