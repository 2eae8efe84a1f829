"""A network of entries in every state, each text of which holds a word that is nowhere else.

The word, a canary, knows who may read it. Whoever finds it elsewhere has found a leak.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import time_machine

from portal.accounts.models import Person
from portal.content import actions, policy, writing
from portal.content.kinds import Kind, kind_named
from portal.content.models import Entry, Visibility
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core import timers
from portal.core.db import db, now
from portal.organisations.actions import end_membership
from portal.organisations.models import Organisation, StaffRole
from portal.pages.models import Page
from tests import build

COMMON = "lantern"  # in every text, so that a search for it finds all of them
TRANSLATED_INTO = "ar"
LETTERS = "bcdfghjklmnpqrstvwxz"
DAYS = timedelta(days=3)

Rule = Callable[[Person | None, Entry], bool]


@dataclass(frozen=True)
class Canary:
    """A word, the entry that holds it, where in it, and the rule by which it may be seen."""

    word: str
    entry: int
    place: str
    may_see: Rule


@dataclass
class Network:
    people: Mapping[str, Person | None]
    names: dict[int, str] = field(default_factory=dict)  # entry → "case_study published team"
    canaries: dict[str, Canary] = field(default_factory=dict)
    translated: set[int] = field(default_factory=set)
    revised: set[int] = field(default_factory=set)
    chance: random.Random = field(default_factory=lambda: random.Random(8))

    def samples(self) -> list[int]:
        """One entry of each kind in each state, now of this circle and now of that; and all
        that are translated."""
        groups: dict[str, list[int]] = {}
        for key, name in self.names.items():
            groups.setdefault(name.rpartition(" ")[0], []).append(key)
        chosen = [found[n % len(found)] for n, found in enumerate(groups.values())]
        return [*chosen, *sorted(self.translated - set(chosen))]

    def word(self) -> str:
        return "zq" + "".join(self.chance.choices(LETTERS, k=10))


def part_rule(part: str) -> Rule:
    return lambda person, entry: part in policy.readable_parts(person, entry)


def only(owner: Person) -> Rule:
    return lambda person, entry: person is owner and policy.can_edit(person, entry)


def nobody(_person: Person | None, _entry: Entry) -> bool:
    return False


class Planter:
    """Plants entries of one kind; `author` writes them, and others take the steps."""

    def __init__(self, network: Network, kind: Kind, author: Person, stage: SimpleNamespace):
        self.network = network
        self.kind = kind
        self.author = author
        self.stage = stage
        self.sown: list[tuple[str, str, Rule]] = []  # word, place, rule: of no entry yet

    def begin(self, name: str, visibility: Visibility, **facts: Any) -> Entry:
        """A draft; what it says is read by whoever may read the entry."""
        first = Draft(self.words(policy.can_read), FACTS[self.kind.name](self) | facts, visibility)
        entry = writing.draft(self.kind, self.author, self.organisation, "en", first)
        if isinstance(entry, Page):  # in every menu there is
            entry.footer_position = entry.about_position = 3
        self.network.names[entry.id] = f"{self.kind.name} {name} {visibility.value}"
        self.take_root(entry)
        return entry

    @property
    def organisation(self) -> Organisation:
        return self.stage.office if self.kind.owned_by_staff else self.stage.home

    def canary(self, place: str, may_see: Rule) -> str:
        """A new word, for the entry that takes root next."""
        word = self.network.word()
        self.sown.append((word, place, may_see))
        return word

    def words(self, rule: Rule, place: str = "") -> dict[str, str]:
        """Words for each field of the kind, with a canary each; parts have rules of their own."""
        return {
            each.name: f"{self.canary(place + each.name, self.rule_of(each.name, rule))} {COMMON}"
            for each in self.kind.words
        }

    def rule_of(self, field_name: str, rule: Rule) -> Rule:
        is_part = field_name in self.kind.parts and rule is policy.can_read
        return part_rule(field_name) if is_part else rule

    def take_root(self, entry: Entry) -> None:
        for word, place, may_see in self.sown:
            self.network.canaries[word] = Canary(word, entry.id, place, may_see)
        self.sown.clear()

    def revise(self, entry: Entry, by: Person, rule: Rule) -> None:
        """New words over the old ones, which are history once the new ones are out."""
        revised = Draft(self.words(rule, "newer "), entry.newest.facts, entry.visibility)
        writing.revise(entry, by, entry.version, revised)
        self.take_root(entry)
        self.network.revised.add(entry.id)

    def copy(self, entry: Entry, by: Person) -> None:
        """What somebody typed and never saved."""
        typed = {name: [text] for name, text in self.words(only(by), "unsaved ").items()}
        writing.keep_working_copy(entry, by, entry.version, typed)
        self.take_root(entry)

    def message(self, entry: Entry) -> str:
        word = self.canary("message", policy.can_see_history)
        self.take_root(entry)
        return word

    def translate(self, entry: Entry) -> None:
        take_translation(entry, TRANSLATED_INTO, self.words(policy.can_read, "translated "))
        self.take_root(entry)
        self.network.translated.add(entry.id)

    def become_history(self, entry: Entry) -> None:
        """From now on its words are read by those who work on it alone; its facts stay."""
        fields = {each.name for each in self.kind.words}
        for word, known in list(self.network.canaries.items()):
            if known.entry == entry.id and known.place in fields:
                self.network.canaries[word] = replace(known, may_see=policy.can_see_history)


def case_study_facts(_planter: Planter) -> dict[str, Any]:
    return dict(build.FACTS)


def event_facts(planter: Planter) -> dict[str, Any]:
    return build.EVENT_FACTS | {
        "code": f"EV{len(planter.network.names)}",
        "venue": planter.canary("venue", policy.can_read),
        "host_city": planter.canary("host city", policy.can_read),
    }


def briefing_facts(planter: Planter) -> dict[str, Any]:
    about, source = planter.stage.event, planter.canary("source", policy.can_read)
    return {
        "event": about.id,
        "briefing_kind": "daily",
        "day": about.starts_on.isoformat(),
        "topics": ["finance-procurement"],
        "sources": [{"title": source, "url": "https://example.org/", "accessed_on": "2026-11-10"}],
        "embargo": "",
    }


def page_facts(planter: Planter) -> dict[str, Any]:
    return {"slug": f"page-{len(planter.network.names)}"}


# What a kind needs among its facts; where these are texts, each has its canary.
FACTS: dict[str, Callable[[Planter], dict[str, Any]]] = {
    "case_study": case_study_facts,
    "event": event_facts,
    "briefing": briefing_facts,
    "page": page_facts,
}


EMBARGOED = {"briefing"}  # kinds that know the fact “embargo”


# How each state is come to ─────────────────────────────────────────────────────────────────

State = Callable[[Planter, Visibility, str], None]


def draft(planter: Planter, visibility: Visibility, part: str) -> None:
    planter.begin("draft", visibility, **part_fact(planter, part))


def typed_over(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = planter.begin("draft with an unsaved text", visibility, **part_fact(planter, part))
    planter.copy(
        entry, planter.stage.editor if planter.kind.owned_by_staff else planter.stage.coordinator
    )


def in_city_review(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = planter.begin("in city review", visibility, **part_fact(planter, part))
    actions.submit(entry, planter.author)


def submitted(planter: Planter, visibility: Visibility, part: str) -> None:
    hand_in(planter, "submitted", visibility, part)


def in_editing(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = hand_in(planter, "in editing", visibility, part)
    actions.take_up(entry, planter.stage.editor)


def changes_requested(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = hand_in(planter, "changes requested", visibility, part)
    actions.request_changes(entry, planter.stage.editor, planter.message(entry))


def taken_back(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = hand_in(planter, "taken back", visibility, part)
    actions.withdraw(entry, planter.author)


def published(planter: Planter, visibility: Visibility, part: str) -> None:
    bring_out(planter, "published", visibility, part)


def translated(planter: Planter, visibility: Visibility, part: str) -> None:
    planter.translate(bring_out(planter, "translated", visibility, part))


def being_revised(planter: Planter, visibility: Visibility, part: str) -> None:
    """Published, with newer words that nobody has let out, and words before that."""
    entry = bring_out(planter, "being revised", visibility, part)
    planter.revise(entry, planter.author, policy.can_see_history)


def corrected(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = bring_out(planter, "corrected", visibility, part)
    planter.become_history(entry)
    planter.revise(entry, planter.author, policy.can_read)
    let_out(planter, entry)


def held_back(planter: Planter, visibility: Visibility, part: str) -> None:
    bring_out(planter, "under embargo", visibility, part, until=DAYS)


def released(planter: Planter, visibility: Visibility, part: str) -> None:
    with time_machine.travel(now() - 2 * DAYS):
        bring_out(planter, "released", visibility, part, until=DAYS)
    while timers.turn_one():
        pass


def released_without_a_worker(planter: Planter, visibility: Visibility, part: str) -> None:
    with time_machine.travel(now() - 2 * DAYS):
        bring_out(planter, "released by the clock", visibility, part, until=DAYS)


def retired(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = bring_out(planter, "retired", visibility, part)
    actions.retire(entry, planter.stage.editor, planter.message(entry))


def retired_before_its_release(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = bring_out(planter, "retired under embargo", visibility, part, until=DAYS)
    actions.retire(entry, planter.stage.editor)


def thrown_away(planter: Planter, visibility: Visibility, part: str) -> None:
    entry = planter.begin("thrown away", visibility, **part_fact(planter, part))
    actions.discard(entry, planter.author)


def part_fact(planter: Planter, part: str) -> dict[str, str]:
    return dict.fromkeys(planter.kind.parts.values(), part)


def hand_in(planter: Planter, name: str, visibility: Visibility, part: str) -> Entry:
    entry = planter.begin(name, visibility, **part_fact(planter, part))
    actions.submit(entry, planter.author)
    actions.submit(entry, planter.stage.coordinator)
    return entry


def bring_out(
    planter: Planter, name: str, visibility: Visibility, part: str, until: timedelta | None = None
) -> Entry:
    """Published, now or after `until`, in the way its kind is."""
    facts = part_fact(planter, part)
    moment = now() + until if until else None
    if moment is not None:
        facts["embargo"] = moment.isoformat()
    entry = planter.begin(name, visibility, **facts)
    let_out(planter, entry)
    return entry


def let_out(planter: Planter, entry: Entry) -> None:
    if planter.kind.owned_by_staff:
        second = actions.clear if planter.kind.second_person else actions.publish
        second(entry, planter.stage.editor)
        return
    actions.submit(entry, planter.author)
    if entry.status.value == "city_review":
        actions.submit(entry, planter.stage.coordinator)
    actions.publish(entry, planter.stage.editor)


HANDED_IN: tuple[State, ...] = (
    in_city_review, submitted, in_editing, changes_requested, taken_back,
)  # fmt: skip
INSIDE: tuple[State, ...] = (draft, typed_over, thrown_away)
OUTSIDE: tuple[State, ...] = (published, translated, being_revised, corrected, retired)
UNDER_EMBARGO: tuple[State, ...] = (
    held_back, released, released_without_a_worker, retired_before_its_release,
)  # fmt: skip


# The network ───────────────────────────────────────────────────────────────────────────────


def plant(cast: SimpleNamespace) -> Network:
    """Every kind in every state for every circle of readers, and who will look for them."""
    cast.home.direct_submission = False
    left = build.member(cast.home, name="Zoe")
    ola = build.staff(StaffRole.EDITOR, region="oceania", name="Ola")
    people = {name: getattr(cast, name) for name in ("visitor", "bo", "cy", "gus", "tia", "max")}
    network = Network(people | {"ola": ola, "zoe": left})
    stage = SimpleNamespace(
        home=cast.home, office=cast.secretariat, coordinator=cast.bo, editor=cast.dan,
        event=build.event(cast.di, words={"title": f"{COMMON} day"}),
    )  # fmt: skip
    for kind in kinds():
        author = cast.di if kind.owned_by_staff else cast.ada
        sow(Planter(network, kind, author, stage))
    leave(Planter(network, kind_named("case_study"), left, stage))  # type: ignore[arg-type]
    return network


def kinds() -> Iterator[Kind]:
    for name in FACTS:
        kind = kind_named(name)
        assert kind is not None
        yield kind


def sow(planter: Planter) -> None:
    circles = list(Visibility)
    for number, (state, visibility) in enumerate(combinations(planter.kind)):
        # Beside the states, each circle of the whole meets each circle of the part.
        part = circles[(number + number // len(circles)) % len(circles)]
        state(planter, visibility, part.value)


def combinations(kind: Kind) -> Iterator[tuple[State, Visibility]]:
    """Every state with every circle of readers that the kind offers.

    What is not out yet is for those who work on it whatever circle was chosen: there the
    widest is the hardest.
    """
    outside = (*OUTSIDE, *UNDER_EMBARGO) if kind.name in EMBARGOED else OUTSIDE
    if kind.owned_by_staff:
        yield from product(INSIDE, [Visibility.PUBLIC])
        yield from product(outside, [Visibility.MEMBERS, Visibility.PUBLIC])
    else:
        yield from product((*HANDED_IN, *INSIDE), [Visibility.PUBLIC])
        yield from product(outside, Visibility)


def leave(planter: Planter) -> None:
    """What somebody wrote who has left the city since."""
    for state in (draft, in_city_review, submitted, published, being_revised, retired):
        state(planter, Visibility.TEAM, Visibility.TEAM.value)
    published(planter, Visibility.MEMBERS, Visibility.TEAM.value)
    end_membership(planter.author.memberships[0])
    db.session.expire_all()
