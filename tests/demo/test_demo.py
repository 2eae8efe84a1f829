"""The sample network in the database: whole, in its states, and never among real people."""

from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.accounts.models import Person
from portal.accounts.passwords import matches
from portal.accounts.queries import by_email
from portal.audit.actions import first_break
from portal.briefings.models import Briefing
from portal.case_studies.models import CaseStudy
from portal.content.actions import missing
from portal.content.models import Entry, Follow, Origin, Paragraph, Status
from portal.content.policy import can_read
from portal.content.translations.models import Translation
from portal.core.changes import Change
from portal.core.db import db, now
from portal.core.outbox import OutgoingMail
from portal.demo.commands import load
from portal.demo.entries import texts
from portal.demo.people import PASSWORD
from portal.events.models import Event
from portal.organisations.models import Appointment, Membership, Organisation, Role, StaffRole
from portal.organisations.policy import tokens
from tests.conftest import _empty as empty

SIGN_INS = {
    "official@example.org": {"members", "city", "region", "author"},
    "coordinator@example.org": {"members", "city", "region", "stewards", "author"},
    "editor@example.org": {"members", "staff", "author"},
    "editor2@example.org": {"members", "staff", "author"},
    "translator@example.org": {"members", "translators", "translator"},
    "reviewer@example.org": {"members", "translators", "reviewer"},
    "admin@example.org": {"administrator"},
    "stranger@example.org": {"members", "city", "region", "author"},
}


def everything():
    """How many rows each table holds."""
    return {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in db.metadata.sorted_tables
    }


def count(model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


@pytest.fixture(scope="module")
def loaded(portal: Flask) -> Iterator[None]:
    """The sample network, loaded once for the tests of this module, which only read."""
    with portal.app_context():
        load()
    yield
    with portal.app_context():
        empty()


@pytest.fixture
def network(portal: Flask, loaded: None) -> Iterator[Flask]:
    with portal.app_context():
        yield portal
        db.session.rollback()
        db.session.remove()


def test_the_network_is_as_large_as_promised(network):
    assert count(Organisation, Organisation.kind != "secretariat") == 40
    assert count(Person) == 60
    assert count(CaseStudy) == len(texts("case_studies")) == 30
    assert {event.code for event in db.session.scalars(sa.select(Event))} >= {
        "COP29",
        "COP30",
        "COP31",
    }
    assert count(Briefing) == 10
    assert not count(Person, Person.is_sample.is_(False))
    assert not count(Organisation, Organisation.is_sample.is_(False))


def test_a_second_run_changes_nothing(network):
    before = everything()

    again = network.test_cli_runner().invoke(args=["demo"])

    assert again.exit_code == 0, again.output
    assert "complete" in again.output
    assert everything() == before


def test_the_sample_people_sign_in_as_what_they_are(network):
    for email, expected in SIGN_INS.items():
        person = by_email(email)
        held = {token.partition(":")[0] for token in tokens(person)} - {"public", "person"}
        assert held == expected, email

    assert matches(PASSWORD, by_email("official@example.org").password_hash)
    assert len({person.password_hash for person in db.session.scalars(sa.select(Person))}) == 1
    official, stranger = by_email("official@example.org"), by_email("stranger@example.org")
    assert official.memberships[0].organisation_id != stranger.memberships[0].organisation_id


def test_every_city_with_people_has_a_coordinator(network):
    rows = db.session.execute(sa.select(Membership.organisation_id, Membership.role))
    roles = {}
    for city, role in rows:
        roles.setdefault(city, set()).add(role)

    assert all(Role.COORDINATOR in each for each in roles.values())
    assert {each.role for each in db.session.scalars(sa.select(Appointment))} == set(StaffRole)


def test_texts_stand_where_their_files_say(network):
    files = {text["key"]: text for text in texts("case_studies") + texts("briefings")}
    kinds = {"case_study": CaseStudy, "briefing": Briefing}
    for origin in db.session.scalars(sa.select(Origin)):
        _sample, kind, key = origin.external_id.split(":")
        if kind not in kinds:
            continue
        entry, text = db.session.get_one(kinds[kind], origin.entry_id), files[key]
        assert entry.status == text["state"], key
        assert entry.visibility == text.get("visibility", "members"), key
        assert entry.author.email == text["author"], key
        if text.get("published_on"):
            assert entry.published_at.date().isoformat() == text["published_on"], key


def test_the_samples_show_states_visibilities_and_languages(network):
    studies = db.session.scalars(sa.select(CaseStudy)).all()

    assert {study.locale for study in studies} == {"en", "es", "fr", "pt", "ar"}
    assert len({study.visibility for study in studies}) >= 3
    states = Counter(study.status for study in studies)
    assert states[Status.PUBLISHED] >= 20
    assert {Status.DRAFT, Status.SUBMITTED, Status.CHANGES_REQUESTED} <= set(states)
    translated = sa.select(Paragraph.entry_id).join(Translation).distinct()
    assert len(db.session.scalars(translated).all()) >= 10


def test_nothing_that_readers_need_is_missing_and_nobody_approved_their_own(network):
    for entry in db.session.scalars(sa.select(Entry).where(Entry.published_id.is_not(None))):
        assert missing(entry) == []
        if entry.status is not Status.CLEARED:
            assert entry.published_at <= now()
        for step in entry.steps:
            if step.verb in ("publish", "clear") and entry.kind != "event":
                assert step.person_id not in (entry.author_id, entry.submitted_by_id)


def test_a_reader_sees_what_is_hers_and_not_another_citys_drafts(network):
    official, stranger = by_email("official@example.org"), by_email("stranger@example.org")
    home = official.memberships[0].organisation_id
    drafts = sa.select(CaseStudy).where(
        CaseStudy.published_id.is_(None), CaseStudy.organisation_id == home
    )

    own = db.session.scalars(drafts).all()
    assert own
    assert not any(can_read(stranger, draft) for draft in own)
    assert any(can_read(official, draft) for draft in own)


def test_steps_stand_in_the_past_and_in_their_order(network):
    for entry in db.session.scalars(sa.select(Entry)):
        moments = [step.at for step in entry.steps]
        assert moments == sorted(moments)
        assert moments[-1] <= now()


def test_the_samples_cause_no_mail_and_are_told_to_the_followers(network):
    assert count(OutgoingMail) == 0
    assert count(Change, Change.what == "entry") >= count(Entry)
    assert count(Follow) >= 3
    assert first_break() is None
