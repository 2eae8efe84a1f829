"""Markup: links, footnotes, code, emphasis and pictures as in the source, nothing broken."""

import re
from collections import Counter
from collections.abc import Iterator

from portal.core.blocks import Span
from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.stretches import Kept
from portal.translation.checks.texts import Pair

LINK_BROKEN = Rule(
    Check.MARKUP,
    "link-broken",
    Severity.ERROR,
    _l(
        "The link to %(address)s has become plain text. "
        "Write it as [words](address), without a space between the brackets."
    ),
)
REFERENCE = Rule(
    Check.MARKUP,
    "reference",
    Severity.ERROR,
    _l("The mark of reference %(mark)s must stand in the translation as in the source."),
)
FOOTNOTE_MISSING = Rule(
    Check.MARKUP,
    "footnote-missing",
    Severity.ERROR,
    _l("The footnote mark %(mark)s is missing. Put it where it belongs."),
)
FOOTNOTE_NEW = Rule(
    Check.MARKUP,
    "footnote-new",
    Severity.ERROR,
    _l("The source has no footnote %(mark)s. Take the mark out."),
)
PICTURE = Rule(
    Check.MARKUP,
    "picture",
    Severity.ERROR,
    _l("The picture %(address)s of the source is not shown by the translation. Put it in."),
)
CODE = Rule(
    Check.MARKUP,
    "code",
    Severity.WARNING,
    _l(
        "The code “%(code)s” of the source is not in the translation. "
        "Keep it as it is, or say why it changes."
    ),
)
VISIBLE = Rule(
    Check.MARKUP,
    "marks-visible",
    Severity.ERROR,
    _l(
        "The marks “%(marks)s” do not work here and readers would see them. "
        "Close what is open, and put the marks against the words without a space."
    ),
)
STRONG = Rule(
    Check.MARKUP,
    "strong",
    Severity.WARNING,
    _l(
        "The source stresses other words strongly (**…**) than the translation. "
        "Mark the same words, or say why not."
    ),
)
TAG = Rule(
    Check.MARKUP,
    "html",
    Severity.ERROR,
    _l("%(tag)s is HTML that the source does not have. Take it out; Markdown is enough."),
)
TAG_MISSING = Rule(
    Check.MARKUP,
    "html-missing",
    Severity.ERROR,
    _l("The mark %(tag)s of the source is missing. Put it in."),
)
BLOCK = Rule(
    Check.MARKUP,
    "block",
    Severity.WARNING,
    _l(
        "A line begins with a sign that makes a list, heading, quote or table. "
        "A translation keeps the form of its source; begin the line with a word."
    ),
)
PARTED = Rule(
    Check.MARKUP,
    "parted",
    Severity.WARNING,
    _l("An empty line parts this paragraph, where the source is one. Take the line out."),
)

_STARS = re.compile(r"\*\*|__")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def check_tags(pair: Pair) -> Iterator[Finding]:
    asked = Counter(stretch.text for stretch in pair.source.of(Kept.TAG))
    given = Counter(stretch.text for stretch in pair.target.of(Kept.TAG))
    for stretch in pair.target.of(Kept.TAG):
        if stretch.text not in asked:
            yield TAG(None, stretch.span, tag=stretch.text)
    if pair.is_message:
        for stretch in pair.source.of(Kept.TAG):
            if given[stretch.text] < asked[stretch.text]:
                given[stretch.text] += 1
                yield TAG_MISSING(stretch.span, tag=stretch.text)


def check_footnotes(pair: Pair) -> Iterator[Finding]:
    asked = {stretch.text: stretch for stretch in pair.source.of(Kept.FOOTNOTE)}
    given = {stretch.text: stretch for stretch in pair.target.of(Kept.FOOTNOTE)}
    for mark in (mark for mark in asked if mark not in given):
        yield FOOTNOTE_MISSING(asked[mark].span, mark=mark)
    for mark in (mark for mark in given if mark not in asked):
        yield FOOTNOTE_NEW(None, given[mark].span, mark=mark)


def check_links_marked(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source.marks, pair.target.marks
    for address in Counter(source.links) - Counter(target.links):
        if address in pair.target.raw:  # else the check of links says that it is missing
            yield LINK_BROKEN(
                _place(pair.source.raw, address), _place(pair.target.raw, address), address=address
            )
    for address in Counter(source.pictures) - Counter(target.pictures):
        yield PICTURE(_place(pair.source.raw, address), address=address)
    for mark in sorted(set(source.references) ^ set(target.references)):
        place = _place(pair.source.raw, mark), _place(pair.target.raw, mark)
        yield REFERENCE(*place, mark=f"[{mark}]")


def check_codes(pair: Pair) -> Iterator[Finding]:
    for code in Counter(pair.source.marks.codes) - Counter(pair.target.marks.codes):
        yield CODE(_place(pair.source.raw, code), code=code)


def check_emphasis(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source.marks, pair.target.marks
    usual = set(_STARS.findall(source.literal))
    visible = [marks for marks in _STARS.findall(target.literal) if marks not in usual]
    if visible:
        yield VISIBLE(None, _place(pair.target.raw, visible[0]), marks=visible[0])
    elif source.strong != target.strong:
        yield STRONG()


def check_blocks(pair: Pair) -> Iterator[Finding]:
    if not pair.target.is_markdown:
        return
    if set(pair.target.marks.blocks) - set(pair.source.marks.blocks):
        yield BLOCK(None, (0, min(1, len(pair.target.raw))))
    empty = _EMPTY_LINE.search(pair.target.raw.strip())
    if empty and not _EMPTY_LINE.search(pair.source.raw.strip()):
        yield PARTED(None, empty.span())


def _place(raw: str, words: str) -> Span | None:
    start = raw.find(words)
    return (start, start + len(words)) if start >= 0 and words else None
