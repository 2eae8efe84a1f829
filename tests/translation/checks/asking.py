"""Asking the checks shortly: which rules speak about a pair of texts."""

from portal.translation.checks import Finding, Interface, check
from portal.translation.paragraphs import Kind


def findings(
    source: str,
    target: str,
    to: str = "fr",
    *,
    of: str = "en",
    kind: Kind | Interface = Kind.PARAGRAPH,
    **more: object,
) -> list[Finding]:
    return check(source, target, source_locale=of, target_locale=to, kind=kind, **more)


def codes(source: str, target: str, to: str = "fr", **more: object) -> list[str]:
    return sorted({finding.code for finding in findings(source, target, to, **more)})


def message_codes(source: str, target: str, to: str = "fr", **more: object) -> list[str]:
    return codes(source, target, to, kind=Interface.MESSAGE, **more)
