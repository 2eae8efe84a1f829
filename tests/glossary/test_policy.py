"""Members look up and suggest, languages have owners, administrators do the rest."""

import pytest

from portal.core.access import may
from portal.glossary.models import GlossaryFile
from portal.glossary.policy import Glossary, Scheme, Words, languages_of
from portal.organisations.models import StaffRole
from portal.thesaurus.models import Concept, Proposal
from tests import build
from tests.build import CAST

MEMBERS = set(CAST) - {"visitor"}
FLOOD = Concept(scheme="glossary", code="flood")
TOPIC = Concept(scheme="topic", code="coast")

WHO = [
    ("open", Glossary, MEMBERS),
    ("propose", Glossary, MEMBERS),
    ("add", Glossary, {"tia", "max"}),
    ("decide", Glossary, {"tia", "max"}),
    ("exchange", Glossary, {"max"}),
    ("read", FLOOD, MEMBERS),
    ("propose", FLOOD, MEMBERS),
    ("describe", FLOOD, {"max"}),
    ("remove", FLOOD, {"max"}),
    ("remove", TOPIC, set()),
    ("read", Words(FLOOD, "ar"), MEMBERS),
    ("edit", Words(FLOOD, "ar"), {"tia", "max"}),
    ("edit", Words(FLOOD, "ar-EG"), {"tia", "max"}),
    ("edit", Words(TOPIC, "ar"), {"tia", "max"}),
    ("edit", Words(FLOOD, "en"), {"max"}),
    ("edit", Words(FLOOD, "fr"), {"max"}),
    ("read", Scheme("gemet"), MEMBERS),
    ("credit", Scheme("gemet"), {"max"}),
    ("credit", Scheme("glossary"), set()),
    ("credit", Scheme("topic"), set()),
]


@pytest.mark.parametrize(("verb", "subject", "allowed"), WHO)
def test_the_cast_may_do_what_the_table_of_roles_says(cast, verb, subject, allowed):
    people = {name: getattr(cast, name) for name in CAST}

    assert {name for name, person in people.items() if may(person, verb, subject)} == allowed


@pytest.mark.parametrize(
    ("locale", "proposer", "sees", "decides", "withdraws"),
    [
        ("ar", "ada", {"ada", "tia", "max"}, {"tia", "max"}, {"ada"}),
        ("en", "ada", {"ada", "max"}, {"max"}, {"ada"}),
        ("ar", "tia", {"tia", "max"}, {"max"}, {"tia"}),
        ("fr", "max", {"max"}, set(), {"max"}),
    ],
)
def test_nobody_decides_about_her_own_proposal(cast, locale, proposer, sees, decides, withdraws):
    proposal = Proposal(locale=locale, person_id=getattr(cast, proposer).id, text="x")

    def who(verb):
        return {name for name in CAST if may(getattr(cast, name), verb, proposal)}

    assert (who("read"), who("decide"), who("withdraw")) == (sees, decides, withdraws)


def test_a_file_on_its_way_is_seen_by_who_sent_it_only(cast):
    other = build.staff(StaffRole.ADMINISTRATOR)
    file = GlossaryFile(person_id=cast.max.id)

    assert {name for name in CAST if may(getattr(cast, name), "read", file)} == {"max"}
    assert not may(other, "read", file)


def test_who_has_left_her_city_reads_nothing(app):
    assert not may(build.person(), "open", Glossary)


def test_languages_are_those_of_the_role(cast):
    assert languages_of(cast.tia) == ["ar"]
    assert languages_of(cast.ada) == []
    assert set(languages_of(cast.max)) >= {"en", "ar"}
