"""Whether a text kept all that a translation must keep: for machines, which cannot answer."""

from portal.translation.checks.links import check_links
from portal.translation.checks.markup import (
    check_codes,
    check_emphasis,
    check_footnotes,
    check_links_marked,
    check_tags,
)
from portal.translation.checks.placeholders import check_placeholders
from portal.translation.checks.texts import Interface, Pair, Text
from portal.translation.paragraphs import Kind

_CHECKS = (
    check_placeholders,
    check_links,
    check_links_marked,
    check_footnotes,
    check_tags,
    check_emphasis,
    check_codes,
)


def is_intact(source: str, target: str, *, markdown: bool) -> bool:
    """Say whether placeholders, addresses, footnotes, code and marks are those of the source."""
    kind = Kind.PARAGRAPH if markdown else Interface.MESSAGE
    pair = Pair(Text(source, "und", markdown), Text(target, "und", markdown), kind)
    return not any(finding for each in _CHECKS for finding in each(pair))
