"""The reach matrix (ABUSE D8): every state of every kind × every address × everybody, no leak.

What is planted holds words that are nowhere else (`planting`), and every address there is is
asked for as each person (`crawling`). A word may be in an answer only where the read rule says
so; and it has to be in one where the rule says so, or the test would prove nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pytest
import sqlalchemy as sa

from portal.accounts.actions import make_token
from portal.accounts.models import Person
from portal.content import policy
from portal.content.kinds import all_kinds
from portal.content.models import Entry
from portal.core import errors, jobs
from portal.core.db import db
from portal.search.documents import Query
from portal.search.engine import engine
from tests.reach import planting
from tests.reach.crawling import Answer, Asked, Crawler, addresses
from tests.reach.planting import TRANSLATED_INTO, Canary, Network

CANARY = re.compile(r"zq[a-z]{10}")
LINK = re.compile(r'href="/[a-z]{2}/(?:case-studies|events|briefings|pages|entries)/(\d+)')
ON_POSTGRESQL = {"visitor", "bo", "tia"}
WORDS_AT_ONCE = 6  # of one question: more than four, so that any of them is enough
MOST_TOLD = 15
NOT_WANTED = {"timers", "mail"}  # an embargo that ended is to be seen before the worker comes
REFUSALS = {401, 404}


@pytest.fixture
def network(cast):
    network = planting.plant(cast)
    duties = [jobs._duties[name].run for name in jobs._duties.keys() - NOT_WANTED]
    while sum(run() for run in duties):
        pass
    db.session.expire_all()
    return network


@pytest.fixture
def brief_refusals(monkeypatch):
    """Thousands of refusals all look alike: here they are a number. How they look is tested
    elsewhere (tests/core/test_errors.py), and what stands around every page in all other pages."""
    monkeypatch.setattr(errors, "error_page", lambda status, _message=None: (str(status), status))


def test_every_kind_is_planted():
    unknown = {kind.name for kind in all_kinds()} - set(planting.FACTS)

    assert not unknown, f"plant these kinds too, in FACTS of tests/reach/planting.py: {unknown}"


@pytest.fixture
def faults_as_answers(app, monkeypatch):
    """A page that fails is one fault among others, and the crawl goes on."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.mark.slow
@pytest.mark.usefixtures("brief_refusals", "faults_as_answers")
def test_everybody_reads_what_the_rule_says_and_nothing_else(app, network, sign_in):
    every = list(addresses(app, network))
    entries = {each.id: each for each in db.session.scalars(sa.select(Entry))}
    faults = [f"in the index though not out: {each}" for each in never_out(network, entries)]
    for name, person in asking(network):
        token = make_token(person, "reach") if person else None
        crawler = Crawler(sign_in(person), token, network)
        wanted = [asked for asked in every if concerns(person, asked, network, entries)]
        answers = crawler.crawl(wanted)
        found = Findings(network, entries, person, answers)
        faults += [f"{name}: {each}" for each in found.faults()]
        if person is not None:
            faults += [f"{name}: {each}" for each in asked_for(crawler, found)]

    assert not faults, f"{len(faults)} faults, among them:\n" + "\n".join(faults[:MOST_TOLD])


def asking(network: Network) -> list[tuple[str, Person | None]]:
    """Everybody; on PostgreSQL three, for whom every statement is asked in every way."""
    everybody = list(network.people.items())
    if db.engine.dialect.name != "postgresql":
        return everybody
    return [each for each in everybody if each[0] in ON_POSTGRESQL]


def concerns(
    person: Person | None, asked: Asked, network: Network, entries: dict[int, Entry]
) -> bool:
    """Who has left belongs nowhere now, as the others show: she looks for what was her own."""
    _address, _endpoint, entry = asked
    has_left = person is not None and person is network.people["zoe"]
    return not has_left or entry is None or entries[entry].author_id == person.id


class Findings:
    """What one person was answered, held against the rule."""

    def __init__(
        self,
        network: Network,
        entries: dict[int, Entry],
        person: Person | None,
        answers: Sequence[Answer],
    ) -> None:
        self.network = network
        self.entries = entries
        self.person = person
        self.answers = answers
        self.asked = {answer.entry for answer in answers}
        self.readable = {key for key, entry in entries.items() if policy.can_read(person, entry)}
        self.allowed = {
            word
            for word, canary in network.canaries.items()
            if canary.may_see(person, entries[canary.entry])
        }

    def faults(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        for answer in self.answers:
            seen |= dict.fromkeys(CANARY.findall(answer.text), answer.address)
            yield from self.wrong_answer(answer)
            yield from self.forbidden_links(answer)
        for word in sorted(set(seen) - self.allowed):
            yield f"{self.told(word)} is at {seen[word]}"
        for word in sorted(self.allowed - set(seen)):
            if self.was_asked_for(self.network.canaries[word]):
                yield f"{self.told(word)} is nowhere, though it may be read"

    def was_asked_for(self, canary: Canary) -> bool:
        """Messages may stand in the history alone, which is asked for of some entries only."""
        is_on_show = canary.place != "message" or canary.entry in self.network.samples()
        return is_on_show and canary.entry in self.asked

    def told(self, word: str) -> str:
        canary = self.network.canaries[word]
        return f"“{canary.place}” of “{self.network.names[canary.entry]}”"

    def wrong_answer(self, answer: Answer) -> Iterator[str]:
        """No fault of ours, and what is hidden looks as if it were not there."""
        is_broken = answer.status >= 500 and answer.endpoint != "readyz"  # it has no migrations
        if is_broken or answer.status == 429:
            yield f"{answer.status} at {answer.address}"
        if answer.entry is None or answer.entry in self.readable:
            return
        gone = answer.status == 410 and policy.was_readable(self.person, self.entries[answer.entry])
        is_asked_in = self.person is None and answer.status == 303
        if not (gone or is_asked_in or answer.status in REFUSALS):
            yield f"{answer.status} and not 404 at {answer.address}"

    def forbidden_links(self, answer: Answer) -> Iterator[str]:
        for number in {int(each) for each in LINK.findall(answer.text)} - self.readable:
            yield f"a link to what may not be read, {number}, is at {answer.address}"


def asked_for(crawler: Crawler, found: Findings) -> Iterator[str]:
    """What search and its counts say to whoever asks for the very words she may not read."""
    for words in portions(sorted(in_the_index(found))):
        answer = crawler.json(f"/api/v1/search?q={'+'.join(words)}")
        counted = [name for name, counts in answer["facets"].items() if counts]
        if answer["total"] or answer["results"] or counted:
            yield f"a search finds or counts one of {[found.told(word) for word in words]}"
    shown = [found.entries[key] for key in found.readable if found.entries[key].is_published]
    expected = Counter(entry.kind for entry in shown)
    counted = crawler.json("/api/v1/search?limit=1")["facets"]["kind"]
    if counted != expected:
        yield f"search counts {counted} and not {dict(expected)}"
    listed = crawler.get("/en/case-studies/", "case_studies.index", None).text
    if f"{expected['case_study']} case stud" not in listed:
        yield f"the list does not count {expected['case_study']} case studies"


def in_the_index(found: Findings) -> Iterator[str]:
    """The words that are published, but not for her."""
    for word, canary in found.network.canaries.items():
        if word not in found.allowed and found.entries[canary.entry].is_published:
            yield word


def never_out(network: Network, entries: dict[int, Entry]) -> Iterator[str]:
    """What the index knows of texts that no reader was ever shown, or is shown no more."""
    everything = frozenset(row.token for entry in entries.values() for row in entry.audience)
    for word, canary in network.canaries.items():
        if not entries[canary.entry].is_published:
            query = Query(word, everything, locales=("en", TRANSLATED_INTO))
            if engine().search(query).total:
                yield network.names[canary.entry]


def portions(words: Iterable[str]) -> Iterator[list[str]]:
    left = iter(words)
    while some := list(islice(left, WORDS_AT_ONCE)):
        yield some
