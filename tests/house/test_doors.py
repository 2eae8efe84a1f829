"""Every door of the house: an endpoint says who it is open to, or asks a policy."""

import inspect

from werkzeug.routing import UnicodeConverter

PUBLIC = {
    "accounts.forgotten",
    "accounts.reset",
    "accounts.sign_in",
    "api.openapi",
    "briefings.show",
    "case_studies.index",
    "case_studies.show",
    "events.by_code",
    "events.index",
    "events.show",
    "healthz",
    "home.index",
    "joining.join",
    "mailbox.index",  # exists only where letters stay in a folder
    "mailbox.letter",
    "pages.show",
    "readyz",
    "root.index_without_language",
}
ASKS = ("fetch(", "fetch_or_gone(", "authorise(", "admit(", "target_of(")


def views(portal):
    return portal.view_functions.items()


def test_public_endpoints_are_exactly_these(portal):
    public = {name for name, view in views(portal) if getattr(view, "open_to", None) == "public"}

    assert public == PUBLIC


def test_every_other_endpoint_asks(portal):
    silent = {
        name
        for name, view in views(portal)
        if not hasattr(view, "open_to") and not any(ask in inspect.getsource(view) for ask in ASKS)
    }

    assert not silent


# Parts of addresses that are words of our own making; a target is a language of the portal.
TEXTS = {"slug", "scheme", "code", "token", "path", "target"}


def test_addresses_are_in_kebab_case_and_their_parts_are_typed(portal):
    for rule in portal.url_map.iter_rules():
        fixed = "".join(text for is_dynamic, text in rule._trace if not is_dynamic)
        assert "_" not in fixed, rule.rule
        for name, converter in rule._converters.items():
            assert not isinstance(converter, UnicodeConverter) or name in TEXTS, rule.rule
