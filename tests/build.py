"""Plain functions that put things in the database for a test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from types import SimpleNamespace
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.actions import open_sign_in
from portal.accounts.models import Person
from portal.briefings import kind as briefing_kind
from portal.briefings.models import Briefing
from portal.case_studies import kind as case_study_kind
from portal.case_studies.models import CaseStudy
from portal.content import actions, writing
from portal.content.models import Status, Visibility
from portal.content.writing import Draft
from portal.core.db import db
from portal.events import kind as event_kind
from portal.events.models import Event
from portal.organisations.models import Appointment, Membership, Organisation, Role, StaffRole
from portal.organisations.queries import secretariat

_number = count(1)
Thing = TypeVar("Thing")


_together: ContextVar[bool] = ContextVar("together", default=False)


def saved(thing: Thing) -> Thing:
    db.session.add(thing)
    if not _together.get():
        db.session.commit()
    return thing


@contextmanager
def together() -> Iterator[None]:
    """Save what is built in this block with one commit, which is quicker."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)
    db.session.commit()


def person(**given: Any) -> Person:
    number = next(_number)
    usual = {"email": f"person{number}@example.org", "name": f"Person {number}"}
    return saved(Person(**usual | given))


def organisation(**given: Any) -> Organisation:
    number = next(_number)
    usual: dict[str, Any] = {
        "slug": f"city-{number}",
        "kind": "city",
        "name": f"City {number}",
        "country": "MA",
        "region": "africa",
        "population": 120_000,
        "band": "50k-250k",
        "direct_submission": True,
    }
    return saved(Organisation(**usual | given))


def member(place: Organisation, role: Role = Role.OFFICIAL, **given: Any) -> Person:
    someone = person(**given)
    saved(Membership(person=someone, organisation=place, role=role))
    return someone


def staff(role: StaffRole, *, region: str | None = None, locale: str | None = None, **given: Any):
    someone = person(**given)
    saved(Appointment(person=someone, role=role, region=region, locale=locale))
    return someone


def cast() -> SimpleNamespace:
    """Ada and Eve are officials at home, Bo coordinates it, Fay deputises; Cy is an official
    of a city elsewhere in the region, Gus of one in another region. Di and Dan are editors for
    the whole network, Rex for Europe only; Tia translates into Arabic, Max administers."""
    with together():
        return _cast()


def _cast() -> SimpleNamespace:
    home = organisation(name="Home", region="africa")
    near = organisation(name="Near", region="africa")
    far = organisation(name="Far", region="europe", country="PT")
    secretariat = organisation(name="Secretariat", kind="secretariat", region="europe")
    return SimpleNamespace(
        home=home,
        near=near,
        far=far,
        secretariat=secretariat,
        ada=member(home, name="Ada"),
        eve=member(home, name="Eve"),
        bo=member(home, Role.COORDINATOR, name="Bo"),
        fay=member(home, Role.DEPUTY, name="Fay"),
        cy=member(near, name="Cy"),
        gus=member(far, name="Gus"),
        di=staff(StaffRole.EDITOR, name="Di"),
        dan=staff(StaffRole.EDITOR, name="Dan"),
        rex=staff(StaffRole.EDITOR, region="europe", name="Rex"),
        tia=staff(StaffRole.TRANSLATOR, locale="ar", name="Tia"),
        max=staff(StaffRole.ADMINISTRATOR, name="Max"),
        visitor=None,
    )


CAST = ("ada", "eve", "bo", "fay", "cy", "gus", "di", "dan", "rex", "tia", "max", "visitor")


def signed_in_client(app: Flask) -> Callable[[Person | None], FlaskClient]:
    def as_person(someone: Person | None) -> FlaskClient:
        client = app.test_client()
        if someone is not None:
            with client.session_transaction() as session:
                session["_user_id"] = open_sign_in(someone, device="test")
        return client

    return as_person


WORDS = {
    "title": "Shade for the market street",
    "summary": "Stalls stayed open through the hot months.",
    "situation": "The street was too hot to work in.\n\nTraders left at noon.",
    "action": "- Sails between the houses\n- Trees in pots",
    "results": "Four degrees less at noon in **2025**.",
    "enabling_factors": "The traders' association paid half.",
    "lessons": "The first sails tore in the wind.",
    "advice": "Ask the fire brigade first.",
}
FACTS = {
    "pathways": ["resilient"],
    "topics": ["heat-cooling"],
    "hazards": ["extreme-heat"],
    "sdgs": ["sdg-11"],
    "stage": "running",
    "licence": "cc-by-4.0",
    "lessons_visibility": "members",
}


def case_study(
    author: Person,
    *,
    status: Status = Status.DRAFT,
    visibility: Visibility = Visibility.MEMBERS,
    locale: str = "en",
    words: dict[str, str] | None = None,
    facts: dict[str, Any] | None = None,
    organisation: Organisation | None = None,
) -> CaseStudy:
    """A case study that came to `status` by the workflow's own steps."""
    first = Draft(WORDS | (words or {}), FACTS | (facts or {}), visibility)
    city = organisation or author.memberships[0].organisation
    study = writing.draft(case_study_kind.KIND, author, city, locale, first)
    bring_to(study, author, status)
    return study


def bring_to(study: CaseStudy, author: Person, status: Status) -> None:
    editor = some_editor()
    steps = {
        Status.SUBMITTED: lambda: actions.submit(study, author),
        Status.IN_EDITING: lambda: actions.take_up(study, editor),
        Status.CHANGES_REQUESTED: lambda: actions.request_changes(study, editor, "More numbers."),
        Status.PUBLISHED: lambda: actions.publish(study, editor),
        Status.RETIRED: lambda: actions.retire(study, editor),
    }
    for reached in WAYS[status]:
        steps[reached]()


WAYS = {
    Status.DRAFT: [],
    Status.SUBMITTED: [Status.SUBMITTED],
    Status.IN_EDITING: [Status.SUBMITTED, Status.IN_EDITING],
    Status.CHANGES_REQUESTED: [Status.SUBMITTED, Status.CHANGES_REQUESTED],
    Status.PUBLISHED: [Status.SUBMITTED, Status.PUBLISHED],
    Status.RETIRED: [Status.SUBMITTED, Status.PUBLISHED, Status.RETIRED],
}


def some_editor() -> Person:
    """An editor who has nothing to do with what she edits."""
    found = db.session.scalar(sa.select(Person).where(Person.email == "desk@example.org"))
    return found or staff(StaffRole.EDITOR, email="desk@example.org", name="Desk")


EVENT_WORDS = {
    "title": "The conference in Antalya",
    "summary": "Two weeks of negotiations by the sea.",
    "description": "Observers meet each day at nine.",
}
EVENT_FACTS = {
    "code": "COP31",
    "event_kind": "climate-cop",
    "host_city": "Antalya",
    "country": "TR",
    "venue": "Blue Zone",
    "place": {"latitude": 36.89, "longitude": 30.71},
    "time_zone": "Europe/Istanbul",
    "starts_on": "2026-11-09",
    "ends_on": "2026-11-20",
    "actual_ends_on": "",
}


def event(
    author: Person | None = None,
    *,
    status: Status = Status.PUBLISHED,
    visibility: Visibility = Visibility.MEMBERS,
    locale: str = "en",
    words: dict[str, str] | None = None,
    **facts: Any,
) -> Event:
    """An event of the secretariat; `facts` stand in for those of EVENT_FACTS."""
    writer = author or some_editor()
    first = Draft(EVENT_WORDS | (words or {}), EVENT_FACTS | facts, visibility)
    made = writing.draft(event_kind.KIND, writer, some_office(), locale, first)
    if status is not Status.DRAFT:
        actions.publish(made, writer)
    if status is Status.RETIRED:
        actions.retire(made, writer)
    return made


BRIEFING_WORDS = {
    "title": "Day four in one page",
    "meaning": "Ask your ministry for the local chapter.",
    "body": "The text was opened again.\n\nIt is **not** agreed yet.",
}


def briefing(
    about: Event,
    author: Person | None = None,
    *,
    status: Status = Status.PUBLISHED,
    visibility: Visibility = Visibility.MEMBERS,
    locale: str = "en",
    words: dict[str, str] | None = None,
    **facts: Any,
) -> Briefing:
    """A briefing from an event, written by `author` and cleared by another editor.

    With `embargo="2026-11-12T04:00:00+00:00"` it stays cleared until that moment.
    """
    writer = author or staff(StaffRole.EDITOR)
    usual = {
        "event": about.id,
        "briefing_kind": "daily",
        "day": about.starts_on.isoformat(),
        "topics": ["finance-procurement"],
        "sources": [],
        "embargo": "",
    }
    first = Draft(BRIEFING_WORDS | (words or {}), usual | facts, visibility)
    made = writing.draft(briefing_kind.KIND, writer, about.organisation, locale, first)
    if status is not Status.DRAFT:
        actions.clear(made, some_editor())
    if status is Status.RETIRED:
        actions.retire(made, writer)
    return made


def some_office() -> Organisation:
    """The secretariat, to which events and briefings belong."""
    return secretariat() or organisation(kind="secretariat", name="Secretariat", region="europe")
