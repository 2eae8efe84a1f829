"""Who writes about events, and who reads what they wrote."""

import pytest

from portal.content.models import Status, Visibility
from portal.content.policy import can_read
from portal.core.access import may
from portal.events.models import Event
from tests import build

EDITORS = {"di", "dan", "rex"}  # the secretariat's office is in Rex's region
MEMBERS = set(build.CAST) - {"visitor", "max"}


def those_who(cast, test) -> set[str]:
    return {name for name in build.CAST if test(getattr(cast, name))}


def test_editors_create_events(cast):
    assert those_who(cast, lambda person: may(person, "create", Event)) == EDITORS


def test_an_editor_of_another_region_than_the_offices_does_not(cast):
    abroad = build.staff(build.StaffRole.EDITOR, region="africa")

    assert not may(abroad, "create", Event)


def test_without_an_office_there_is_nothing_to_belong_to(app):
    assert not may(build.staff(build.StaffRole.EDITOR), "create", Event)


@pytest.mark.parametrize(
    ("status", "visibility", "readers"),
    [
        (Status.DRAFT, Visibility.PUBLIC, EDITORS),
        (Status.PUBLISHED, Visibility.MEMBERS, MEMBERS),
        (Status.PUBLISHED, Visibility.PUBLIC, set(build.CAST)),
        (Status.RETIRED, Visibility.PUBLIC, EDITORS),
    ],
)
def test_who_reads_an_event(cast, status, visibility, readers):
    event = build.event(status=status, visibility=visibility)

    assert those_who(cast, lambda person: can_read(person, event)) == readers


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [("edit", EDITORS), ("review", EDITORS), ("submit", set()), ("follow", MEMBERS)],
)
def test_who_may_do_what(cast, verb, allowed):
    event = build.event()

    assert those_who(cast, lambda person: may(person, verb, event)) == allowed
