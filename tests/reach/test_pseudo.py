"""No page holds a word that is not marked for translation: all are asked for in pseudo-words.

What stands outside of their brackets has to come from data: from the database, from the names
that CLDR gives to countries, languages and days, or it is a name that all languages share.
"""

import math
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain
from typing import Any
from zoneinfo import available_timezones

import pytest
import sqlalchemy as sa
from babel import Locale

from portal.accounts.forms import READABLE
from portal.core.db import db
from portal.core.i18n import autonym
from portal.core.pseudo import CLOSE, OPEN
from tests.reach import planting
from tests.reach.crawling import Asked, addresses

WORD = re.compile(r"[^\W\d_]{2,}")
HIDDEN = re.compile(
    r"<(script|style|code|kbd|pre|textarea|svg)\b.*?</\1>|<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL
)
SPOKEN = re.compile(r'\s(?:title|alt|placeholder|aria-label|data-label|content)="([^"]*)"')
BUTTON = re.compile(r'<input[^>]*type="(?:submit|button)"[^>]*value="([^"]*)"')
META = re.compile(r"<(?:meta|link)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"\S*(?:://|@|/)\S*")
BRACKETED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
EVERYWHERE = "Plaza UTC GMT XLIFF DOCX TMX TBX SKOS CSV JSON JSONL Turtle RDF XML Markdown PO MB"
CATALOGUES = "catalogue"  # pages that show the messages themselves, as data
MOST_TOLD = 20
MOST_OF_A_VIEW = 8


@pytest.fixture
def network(cast):
    return planting.plant(cast)


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are the same on both
def test_every_word_is_marked_for_translation(app, network, sign_in):
    every = some_of_each(addresses(app, network))
    faults: dict[str, str] = {}
    for name, person in network.people.items():
        reader = sign_in(person)
        reader.set_cookie("pseudo", "1")
        for address in every:
            answer = reader.get(address)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                for word in words(outside_of_brackets(answer.text)):
                    faults.setdefault(word, f"“{word}” at {address} for {name}")
            answer.close()

    for word in words_of_the_data() | words_of_cldr() | words(EVERYWHERE):
        faults.pop(word, None)
    assert not faults, f"{len(faults)} words, among them:\n" + "\n".join(
        list(faults.values())[:MOST_TOLD]
    )


def some_of_each(every: Iterable[Asked]) -> list[str]:
    """English addresses, some of each view."""
    found: dict[str, list[str]] = {}
    for address, endpoint, _entry in every:
        if address.startswith("/en/") and not endpoint.startswith(CATALOGUES):
            found.setdefault(endpoint, []).append(address)
    return [
        address
        for several in found.values()
        for address in several[:: math.ceil(len(several) / MOST_OF_A_VIEW)]
    ]


def outside_of_brackets(page: str) -> str:
    """What a person sees or hears of a page and is not pseudo."""
    page = META.sub(" ", HIDDEN.sub(" ", page))
    heard = [*SPOKEN.findall(page), *BUTTON.findall(page)]
    text = unescape(" ".join([TAG.sub(" ", page), *heard]))
    before = ""
    while before != text:  # a message may stand in another as a value
        before, text = text, BRACKETED.sub(" ", text)
    return ADDRESS.sub(" ", text)


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def words_of_the_data() -> set[str]:
    """All words in all tables."""
    found: set[str] = set()
    for table in db.metadata.sorted_tables:
        kept = [each for each in table.c if isinstance(each.type, sa.String | sa.JSON)]
        if kept:
            for row in db.session.execute(sa.select(*kept)):
                found |= words(" ".join(map(str, row)))
    return found


def words_of_cldr() -> set[str]:
    """Of countries, languages, days, places and the like in English; and languages' own names."""
    english = Locale("en")
    parts = ("territories", "languages", "scripts", "months", "days", "periods", "time_zones")
    named = (getattr(english, part) for part in (*parts, "meta_zones"))
    places = (zone.replace("_", " ") for zone in available_timezones())
    every = (*chain.from_iterable(map(leaves, named)), *map(autonym, READABLE), *places)
    return set().union(*map(words, every))


def leaves(names: Any) -> Iterator[str]:
    if hasattr(names, "values"):
        for each in names.values():
            yield from leaves(each)
    else:
        yield str(names)


def test_a_forgotten_word_is_found():
    page = '<title>Lost</title><p title="Hidden">⟦Ŵéêłçóômé, ⟦ƀóôłđ⟧ Ada⟧ <b>here</b></p>'

    assert words(outside_of_brackets(page)) == {"lost", "hidden", "here"}
