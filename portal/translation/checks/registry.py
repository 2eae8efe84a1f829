"""All checks, in the order in which a translator reads their findings."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from portal.translation.checks.dates import check_dates, check_times
from portal.translation.checks.endings import check_ends, check_spaces
from portal.translation.checks.findings import Finding, Severity, numbered
from portal.translation.checks.glossary import check_glossary
from portal.translation.checks.length import check_limit, check_ratio
from portal.translation.checks.links import check_links
from portal.translation.checks.markup import (
    check_blocks,
    check_codes,
    check_emphasis,
    check_footnotes,
    check_links_marked,
    check_tags,
)
from portal.translation.checks.numbers import check_numbers, check_styles
from portal.translation.checks.placeholders import check_placeholders
from portal.translation.checks.quotation import check_quotation
from portal.translation.checks.repetition import check_doubled, check_untranslated
from portal.translation.checks.scripts import check_look_alikes, check_neighbours, check_scripts
from portal.translation.checks.signs import check_brackets, check_signs
from portal.translation.checks.texts import Interface, Pair, Term, Text
from portal.translation.paragraphs import Kind

CHECKS: tuple[Callable[[Pair], Iterator[Finding]], ...] = (
    check_placeholders,
    check_links,
    check_links_marked,
    check_footnotes,
    check_tags,
    check_emphasis,
    check_codes,
    check_blocks,
    check_limit,
    check_scripts,
    check_look_alikes,
    check_neighbours,
    check_glossary,
    check_numbers,
    check_styles,
    check_dates,
    check_times,
    check_ratio,
    check_doubled,
    check_ends,
    check_spaces,
    check_signs,
    check_brackets,
    check_quotation,
)

MOST = 50
"""Findings of one check at once; what lies beyond shows when these are mended."""


def check(  # noqa: PLR0913  (two texts and all that is known about them)
    source: str,
    target: str,
    *,
    source_locale: str,
    target_locale: str,
    kind: Kind | Interface,
    limit: int | None = None,
    terms: Sequence[Term] = (),
    optional: Collection[str] = (),
) -> list[Finding]:
    """Say what is wrong with a translation, errors first; an empty one has one finding at most.

    Never raises, whatever the texts, and takes time in proportion to their length.

    `kind` decides what the texts are: fields and messages hold no Markdown. `limit` is in
    characters. `optional` are placeholders that may be left out, such as "%(count)s" in
    the plural form for one.
    """
    is_markdown = kind not in (Kind.FIELD, Interface.MESSAGE)
    pair = Pair(
        Text(source, source_locale, is_markdown),
        Text(target, target_locale, is_markdown),
        kind,
        limit,
        tuple(terms),
        frozenset(optional),
    )
    findings = list(check_untranslated(pair))
    if target.strip():
        findings += [finding for each in CHECKS for finding in islice(each(pair), MOST)]
    findings.sort(key=lambda finding: finding.severity is not Severity.ERROR)
    return numbered(findings)
