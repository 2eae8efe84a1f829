"""Every address of the application, with the keys of what there is, as one person sees it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from portal.content.kinds import all_kinds
from portal.content.models import Paragraph, Revision
from portal.core.db import db
from portal.events.models import Event
from portal.organisations.models import Membership, Organisation
from portal.pages.models import Page
from tests.reach.planting import COMMON, TRANSLATED_INTO, Network

LEFT_OUT = {"mailbox.index", "mailbox.letter"}  # in development only: they show all letters
NEXT_PAGE = re.compile(r'href="([^"#]*[?&;]page=\d+[^"]*)"')
FORM = re.compile(r'<form[^>]* action="([^"?]*)[^>]*>(.*?)</form>', re.DOTALL)
MOST_PAGES = 12  # of a list: all that is planted fills fewer

CONCEPTS = (("topic", "flood-drainage"), ("glossary", "no-such-concept"))

Values = Callable[[str, Network], list[Any]]
Asked = tuple[str, str, int | None]  # address, endpoint, the entry it names


@dataclass
class Answer:
    address: str
    endpoint: str
    status: int
    text: str
    entry: int | None = None  # the number of the entry that the address names


def keys(endpoint: str, network: Network) -> list[int]:
    """Where a kind is shown or edited, its entries; elsewhere some of all kinds.

    What readers are shown is asked for of every entry. Of the pages of those who work on it
    one entry of each state will do, whatever its circle of readers.
    """
    if endpoint == "organisations.member":
        return list(db.session.scalars(sa.select(Membership.person_id)))
    blueprint, _dot, view = endpoint.partition(".")
    own = {kind.endpoint.partition(".")[0]: kind.name for kind in all_kinds()}.get(blueprint)
    chosen = network.names if own and view != "edit" else network.samples()
    return [key for key in chosen if own in (None, network.names[key].split()[0])]


def case_study_numbers(network: Network) -> list[int]:
    return [key for key, name in network.names.items() if name.startswith("case_study ")]


def slugs(endpoint: str, _network: Network) -> list[str]:
    every = {
        "organisations": list(db.session.scalars(sa.select(Organisation.slug))),
        "pages": list(db.session.scalars(sa.select(Page.slug))),
    }
    known = every.get(endpoint.partition(".")[0])
    return known if known is not None else [slug for found in every.values() for slug in found]


def codes(_endpoint: str, _network: Network) -> list[str]:
    return list(db.session.scalars(sa.select(Event.code)))


def numbers(endpoint: str, network: Network) -> list[int]:
    if endpoint.startswith("api."):
        return case_study_numbers(network)
    return [0, 1]  # of messages and the like, which no entry holds


# What stands for each part of an address. A new route whose parts have names that are known
# here is crawled without further ado; a part with another name has to be given its values.
PARTS: Mapping[str, Values] = {
    "key": keys,
    "number": numbers,
    "slug": slugs,
    "code": codes,
    "token": lambda _endpoint, _network: ["no-such-token"],
    "locale": lambda _endpoint, _network: ["en"],
    "target": lambda _endpoint, _network: [TRANSLATED_INTO],
    "scheme": lambda _endpoint, _network: [scheme for scheme, _code in CONCEPTS],
}


def addresses(app: Flask, network: Network) -> Iterator[Asked]:
    """Address, endpoint, and the entry it names, for every page that can be asked for."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in LEFT_OUT:
            for values in choices(rule, network):
                yield build(rule, values), rule.endpoint, entry_named(rule.endpoint, values)


def entry_named(endpoint: str, values: Mapping[str, Any]) -> int | None:
    """The number of the entry that an address is about, if it is about one."""
    if endpoint == "organisations.member":
        return None
    if "code" in values:
        return db.session.scalar(sa.select(Event.id).where(Event.code == values["code"]))
    if endpoint == "pages.show" and "slug" in values:
        return db.session.scalar(sa.select(Page.id).where(Page.slug == values["slug"]))
    if "key" not in values and endpoint.startswith("api."):
        return values.get("number")
    return values.get("key")  # a number alone is that of something else: a message, a file


def choices(rule: Rule, network: Network) -> Iterator[dict[str, Any]]:
    names = [name for name in sorted(rule.arguments) if name not in (rule.defaults or {})]
    for together in parts_together(set(names), network):
        alone = [name for name in names if name not in together]
        for chosen in product(*(values_of(rule, name, network) for name in alone)):
            values = together | dict(zip(alone, chosen, strict=True))
            yield values
            if is_worth_another_language(rule.endpoint, values, network):
                yield values | {"locale": TRANSLATED_INTO}


def parts_together(names: set[str], network: Network) -> Iterator[dict[str, Any]]:
    """Parts of an address that mean something only with each other; {} where there are none."""
    if {"key", "old", "new"} <= names:
        yield from pairs_of_revisions(network)
    elif {"key", "number"} <= names:
        yield from paragraphs(network)
    elif {"scheme", "code"} <= names:
        yield from ({"scheme": scheme, "code": code} for scheme, code in CONCEPTS)
    else:
        yield {}


def values_of(rule: Rule, name: str, network: Network) -> list[Any]:
    converter = rule._converters[name]
    if name == "locale":
        return ["en"]
    if isinstance(converter, AnyConverter):
        # Catalogues of all languages have the same pages: those of two will do.
        return sorted(converter.items)[: 2 if name == "code" else None]
    if name not in PARTS:
        pytest.fail(
            f"The address {rule.rule} has a part that the reach matrix does not know, <{name}>: "
            "say in PARTS of tests/reach/crawling.py which values it has."
        )
    return PARTS[name](rule.endpoint, network)


def is_worth_another_language(endpoint: str, values: Mapping[str, Any], network: Network) -> bool:
    """Lists and the like, and what readers are shown of a text that is translated."""
    if "locale" not in values or "key" not in values:
        return "locale" in values
    return endpoint.endswith(".show") and values["key"] in network.translated


def pairs_of_revisions(network: Network) -> Iterator[dict[str, Any]]:
    """The first and the last of entries with several, and of a sample of the others."""
    newest = sa.func.max(Revision.number)
    rows = db.session.execute(sa.select(Revision.entry_id, newest).group_by(Revision.entry_id))
    for key, number in rows:
        if number > 1 or key in network.samples()[::6]:
            yield {"key": key, "old": 1, "new": number}


def paragraphs(network: Network) -> Iterator[dict[str, Any]]:
    """The last paragraph of every field of some entries."""
    last = sa.func.max(Paragraph.id)
    rows = db.session.execute(
        sa.select(Paragraph.entry_id, last)
        .where(Paragraph.entry_id.in_(network.samples()[::8]))
        .group_by(Paragraph.entry_id, Paragraph.field)
    )
    for key, number in rows:
        yield {"key": key, "number": number}


def build(rule: Rule, values: Mapping[str, Any]) -> str:
    made = rule.build(dict(values))
    assert made is not None, rule.rule
    return made[1]


def searches(answer: Answer) -> bool:
    """Whether the page has a form of its own for words to look for, beside that in its head."""
    forms = FORM.findall(answer.text)
    return any(action == answer.address and 'name="q"' in fields for action, fields in forms)


class Crawler:
    """Asks for pages as one person, with her cookie or, of the API, with her token."""

    def __init__(self, client: FlaskClient, token: str | None, network: Network) -> None:
        self.client = client
        self.looked_at_twice = network.translated | network.revised
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.answers: list[Answer] = []

    def get(self, address: str, endpoint: str, entry: int | None) -> Answer:
        headers = self.headers if address.startswith("/api/") else {}
        got = self.client.get(address, headers=headers)
        answer = Answer(address, endpoint, got.status_code, got.text, entry)
        got.close()  # files that are sent
        self.answers.append(answer)
        return answer

    def json(self, address: str) -> Any:
        return json.loads(self.get(address, "api", None).text)

    def crawl(self, every: list[Asked]) -> list[Answer]:
        for address, endpoint, entry in every:
            answer = self.get(address, endpoint, entry)
            if answer.status == 200 and entry is not None:
                if entry in self.looked_at_twice and endpoint.endswith(".show"):
                    self.get(f"{address}?newest=1&original=1", endpoint, entry)
            elif answer.status == 200:
                self.all_pages(answer)
                if endpoint == "api.search" or searches(answer):
                    self.all_pages(self.get(f"{address}?q={COMMON}", endpoint, None))
        return self.answers

    def all_pages(self, first: Answer) -> None:
        """Go through a list to its end."""
        path = first.address.partition("?")[0]
        seen, waiting = {first.address}, [first]
        while waiting and len(seen) < MOST_PAGES:
            for found in NEXT_PAGE.findall(waiting.pop().text):
                address = found.replace("&amp;", "&")
                if address.partition("?")[0] == path and address not in seen:
                    seen.add(address)
                    waiting.append(self.get(address, first.endpoint, None))
