"""Who writes, reads and clears briefings."""

import pytest

from portal.content import actions, writing
from portal.content.models import Status, Visibility
from portal.content.policy import can_read
from portal.content.writing import Draft
from portal.core.access import may
from portal.core.errors import Refused
from tests import build

EDITORS = {"di", "dan", "rex"}  # the secretariat's office is in Rex's region
MEMBERS = set(build.CAST) - {"visitor", "max"}


def those_who(cast, test) -> set[str]:
    return {name for name in build.CAST if test(getattr(cast, name))}


@pytest.mark.parametrize(
    ("status", "visibility", "readers"),
    [
        (Status.DRAFT, Visibility.PUBLIC, EDITORS),
        (Status.PUBLISHED, Visibility.MEMBERS, MEMBERS),
        (Status.PUBLISHED, Visibility.PUBLIC, set(build.CAST)),
        (Status.RETIRED, Visibility.PUBLIC, EDITORS),
    ],
)
def test_who_reads_a_briefing(cast, status, visibility, readers):
    briefing = build.briefing(build.event(), cast.di, status=status, visibility=visibility)

    assert those_who(cast, lambda person: can_read(person, briefing)) == readers


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("edit", EDITORS),
        ("clear", {"dan", "rex"}),
        ("review", set()),
        ("submit", set()),
        ("discard", {"di"}),
    ],
)
def test_who_may_do_what_with_a_draft_of_di(cast, verb, allowed):
    draft = build.briefing(build.event(), cast.di, status=Status.DRAFT)

    assert those_who(cast, lambda person: may(person, verb, draft)) == allowed


def test_who_changed_the_words_last_does_not_clear_them(cast):
    """The first author may: a second pair of eyes has been over her words by then."""
    draft = build.briefing(build.event(), cast.di, status=Status.DRAFT)
    words = build.BRIEFING_WORDS | {"title": "Shorter"}
    writing.revise(draft, cast.dan, 1, Draft(words, draft.newest.facts))

    assert those_who(cast, lambda person: may(person, "clear", draft)) == {"di", "rex"}


def test_editors_write_briefings_from_an_event(cast):
    event = build.event()

    assert those_who(cast, lambda person: may(person, "brief", event)) == EDITORS
    actions.retire(event, cast.di)
    assert those_who(cast, lambda person: may(person, "brief", event)) == set()


@pytest.mark.parametrize("field", ["title", "meaning", "body"])
def test_a_briefing_with_gaps_is_not_cleared(cast, field):
    draft = build.briefing(build.event(), cast.di, status=Status.DRAFT, words={field: ""})

    with pytest.raises(Refused):
        actions.clear(draft, cast.dan)

    assert draft.status is Status.DRAFT


def test_what_is_cleared_is_not_cleared_again(cast):
    briefing = build.briefing(build.event(), cast.di)

    with pytest.raises(Refused):
        actions.clear(briefing, cast.dan)


def readers_of(briefing, visibility) -> Draft:
    return Draft(briefing.newest.words, briefing.newest.facts, visibility)


def test_nobody_alone_opens_a_cleared_briefing_to_more_readers(cast):
    """Another editor has cleared it for those it has; a correction does not change that."""
    briefing = build.briefing(build.event(), cast.di)
    words = build.BRIEFING_WORDS | {"title": "Corrected"}

    for editor in (cast.di, cast.dan):
        with pytest.raises(Refused):
            writing.revise(briefing, editor, 1, readers_of(briefing, Visibility.PUBLIC))
    writing.revise(briefing, cast.di, 1, Draft(words, briefing.newest.facts))
    with pytest.raises(Refused):
        writing.revise(briefing, cast.di, 2, readers_of(briefing, Visibility.PUBLIC))

    assert briefing.visibility is Visibility.MEMBERS


def test_a_cleared_briefing_can_be_closed_to_readers_and_a_draft_opened(cast):
    cleared = build.briefing(build.event(), cast.di, visibility=Visibility.PUBLIC)
    draft = build.briefing(build.event(code="COP32"), cast.di, status=Status.DRAFT)

    writing.revise(cleared, cast.di, 1, readers_of(cleared, Visibility.MEMBERS))
    writing.revise(draft, cast.di, 1, readers_of(draft, Visibility.PUBLIC))

    assert cleared.visibility is Visibility.MEMBERS
    assert draft.visibility is Visibility.PUBLIC
