"""Links: every address of the source stands in the target, and no other."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.stretches import Kept, Stretch
from portal.translation.checks.texts import Pair, Text

MISSING = Rule(
    Check.LINKS,
    "link-missing",
    Severity.ERROR,
    _l("The address %(address)s of the source is not in the translation. Put it in."),
)
NEW_SITE = Rule(
    Check.LINKS,
    "link-new-site",
    Severity.ERROR,
    _l("The source does not lead to %(address)s. Take the address out, or ask the author for it."),
)
OTHER_PAGE = Rule(
    Check.LINKS,
    "link-other-page",
    Severity.WARNING,
    _l(
        "The address %(address)s is another page of a site that the source names. "
        "Use the address of the source, or say why this page is the better one."
    ),
)

# Registries that sell names one level down: a site there has three parts, not two.
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "net", "or", "org"}
)


def check_links(pair: Pair) -> Iterator[Finding]:
    asked = _addresses(pair.source)
    given = _addresses(pair.target)
    sites = {_site(address) for address in asked}
    new = [address for address in given if address not in asked]
    replaced = {_site(address) for address in new}
    for address, stretch in asked.items():
        if address not in given and _site(address) not in replaced:
            yield MISSING(stretch.span, address=address)
    for address in new:
        rule = OTHER_PAGE if _site(address) in sites else NEW_SITE
        yield rule(None, given[address].span, address=address)


def _addresses(text: Text) -> dict[str, Stretch]:
    found = text.of(Kept.ADDRESS, Kept.DESTINATION)
    return {_canonical(stretch.text): stretch for stretch in found if stretch.text}


def _canonical(address: str) -> str:
    return address.strip("<>").removeprefix("mailto:").rstrip("/")


def _site(address: str) -> str:
    """The registered name an address belongs to; our own pages are one site without a name."""
    if "://" not in address and "@" in address:
        host = address.rpartition("@")[2]
    elif address.startswith("www."):
        host = address.partition("/")[0]
    else:
        host = _host(address)
    parts = host.lower().split(".")
    wanted = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-wanted:])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # an unclosed bracket of an IPv6 address
        return address
