"""Sample case studies, events and briefings, each brought to its state by the workflow's steps."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal.accounts.models import Person
from portal.accounts.queries import by_email
from portal.briefings.kind import KIND as BRIEFING
from portal.case_studies.kind import KIND as CASE_STUDY
from portal.content import actions, writing
from portal.content.audience import settle
from portal.content.kinds import Kind
from portal.content.models import Entry, Origin, Status, Visibility
from portal.content.translations.taking import take_translation
from portal.content.writing import Draft
from portal.core.db import db
from portal.demo.people import NETWORK
from portal.events.kind import KIND as EVENT
from portal.events.models import Event
from portal.organisations.models import Membership, Organisation, Role
from portal.organisations.queries import by_slug_or_number

Text = Mapping[str, Any]
NOON = time(12, tzinfo=UTC)
WRITTEN_BEFORE = timedelta(days=21)  # how long before its publication a sample was begun
FOLLOWED = ("cop31", "official@example.org", "coordinator@example.org", "stranger@example.org")


def texts(folder: str) -> list[Text]:
    """The sample texts of a folder, by the names of their files."""
    return [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((NETWORK / folder).glob("*.toml"))
    ]


def load_entries() -> Iterator[Entry]:
    """Make the entries that are not there yet; events come before their briefings."""
    events = tomllib.loads((NETWORK / "events.toml").read_text(encoding="utf-8"))["events"]
    for text in events:
        yield from _unless_there("event", text, _event)
    for text in texts("briefings"):
        yield from _unless_there("briefing", text, _briefing)
    for text in texts("case_studies"):
        yield from _unless_there("case_study", text, _case_study)
    _follow()


def _unless_there(kind: str, text: Text, make: Callable[[Text], Entry]) -> Iterator[Entry]:
    external = f"sample:{kind}:{text['key']}"
    if db.session.get(Origin, external) is None:
        entry = make(text)
        for locale, translation in text.get("translations", {}).items():
            take_translation(entry, locale, stripped(translation["words"]))
        db.session.add(
            Origin(
                external_id=external,
                entry_id=entry.id,
                locale=entry.locale,
                group=external,
                digest="",
                source="sample",
            )
        )
        yield entry


def stripped(words: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in words.items()}


def _event(text: Text) -> Entry:
    named = ("host_city", "country", "venue", "time_zone", "starts_on", "ends_on", "actual_ends_on")
    place = {"latitude": text["latitude"], "longitude": text["longitude"]}
    facts = {name: text[name] for name in named} | {
        "code": text["code"],
        "event_kind": text["kind"],
        "place": place,
    }
    entry = _begin(EVENT, _secretariat(), person("editor@example.org"), text, facts)
    actions.publish(entry, person("editor@example.org"))
    began = datetime.combine(datetime.fromisoformat(text["starts_on"]), NOON)
    _backdate(entry, min(began, datetime(2026, 10, 1, tzinfo=UTC)) - timedelta(days=90))
    return entry


def _briefing(text: Text) -> Entry:
    event = _event_with(text["event"])
    facts = {
        "event": event.id,
        "briefing_kind": text["kind"],
        "day": text["day"],
        "topics": list(text.get("topics", [])),
        "sources": [dict(source) for source in text.get("sources", [])],
        "embargo": _embargo(text, event.zone),
    }
    author = person(text["author"])
    entry = _begin(BRIEFING, _secretariat(), author, text, facts)
    if text["state"] != Status.DRAFT:
        actions.clear(entry, person(text["cleared_by"]))
    if text["state"] == Status.PUBLISHED:
        written = datetime.combine(datetime.fromisoformat(text["day"]), time(19))
        _backdate(entry, written.replace(tzinfo=event.zone).astimezone(UTC))
    return entry


def _embargo(text: Text, zone: ZoneInfo) -> str:
    if not text["embargo"]:
        return ""
    return datetime.fromisoformat(text["embargo"]).replace(tzinfo=zone).astimezone(UTC).isoformat()


def _event_with(key: str) -> Event:
    origin = db.session.get_one(Origin, f"sample:event:{key}")
    return db.session.get_one(Event, origin.entry_id)


def _case_study(text: Text) -> Entry:
    author = person(text["author"])
    city = by_slug_or_number(text["city"])
    if city is None:
        raise LookupError(f"no sample city {text['city']}")
    facts = dict(text["facts"]) | {"steward": author.id, "deputy": None}
    facts.setdefault("place", None)
    entry = _begin(CASE_STUDY, city, author, text, facts)
    for step in STEPS[text["state"]]:
        step(entry, author)
    if text["published_on"]:
        day = datetime.combine(datetime.fromisoformat(text["published_on"]), NOON)
        _backdate(entry, day)
    return entry


def _begin(
    kind: Kind, owner: Organisation, author: Person, text: Text, facts: Mapping[str, Any]
) -> Entry:
    words = {each.name: "" for each in kind.words} | stripped(text["words"])
    visibility = Visibility(text.get("visibility", "members"))
    return writing.draft(kind, author, owner, text["locale"], Draft(words, facts, visibility))


def _submit(entry: Entry, author: Person) -> None:
    actions.submit(entry, author)
    if entry.status is Status.CITY_REVIEW:
        actions.submit(entry, _coordinator_of(entry.organisation))


def _coordinator_of(city: Organisation) -> Person:
    return db.session.scalars(
        sa.select(Person)
        .join(Membership)
        .where(Membership.organisation_id == city.id, Membership.role == Role.COORDINATOR)
        .order_by(Person.id)
    ).first() or person("editor2@example.org")


def _take_up(entry: Entry, _author: Person) -> None:
    actions.take_up(entry, person("editor@example.org"))


def _request_changes(entry: Entry, _author: Person) -> None:
    actions.request_changes(entry, person("editor@example.org"), ASKED_FOR)


def _publish(entry: Entry, _author: Person) -> None:
    actions.publish(entry, person("editor2@example.org"))


def _retire(entry: Entry, _author: Person) -> None:
    actions.retire(entry, person("editor2@example.org"), "")


ASKED_FOR = (
    "نرجو إضافة كلفة المتر المربع الواحد وسنة القياس، وذكر من يتولى الصيانة بعد السنة الأولى."
)

STEPS: dict[str, tuple[Callable[[Entry, Person], None], ...]] = {
    Status.DRAFT: (),
    Status.SUBMITTED: (_submit,),
    Status.IN_EDITING: (_submit, _take_up),
    Status.CHANGES_REQUESTED: (_submit, _take_up, _request_changes),
    Status.PUBLISHED: (_submit, _take_up, _publish),
    Status.RETIRED: (_submit, _take_up, _publish, _retire),
}


def _backdate(entry: Entry, moment: datetime) -> None:
    """Let a sample look as if it had been published at `moment`, and its steps before."""
    entry.published_at = moment
    if entry.status is Status.PUBLISHED:
        entry.status_since = moment
    entry.created_at = moment - WRITTEN_BEFORE
    for revision in entry.revisions:
        revision.created_at = entry.created_at
    for number, step in enumerate(entry.steps):
        part = (number + 1) / len(entry.steps)
        step.at = entry.created_at + WRITTEN_BEFORE * part
    settle(entry)


def _follow() -> None:
    event, *followers = FOLLOWED
    for email in followers:
        actions.follow(_event_with(event), person(email))


def person(email: str) -> Person:
    found = by_email(email)
    if found is None:
        raise LookupError(f"no sample person {email}")
    return found


def _secretariat() -> Organisation:
    found = by_slug_or_number("secretariat")
    if found is None:
        raise LookupError("no sample secretariat")
    return found
